import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseAst } from 'rolldown/parseAst'
import { expect, test } from 'vitest'
import { plural } from '#contract/plural.ts'
import { setUpTexts } from './set-up-texts.ts'
import { texts } from './texts.ts'

const root = join(import.meta.dirname, '..')

test('no sentence stands outside the catalogue', async () => {
  const files = (await readdir(root, { recursive: true })).filter(
    (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !name.startsWith('texts'),
  )
  expect(files.length).toBeGreaterThan(60)
  const found: string[] = []
  for (const name of files) {
    const source = await readFile(join(root, name), 'utf8')
    for (const text of sentencesIn(parseAst(source, { lang: name.endsWith('x') ? 'tsx' : 'ts' }, name)))
      found.push(`${name}: ${text}`)
  }
  expect(found).toEqual([])
})

test('a sentence is found wherever it hides', () => {
  const source = `
    import { a } from 'Not a sentence.ts'
    throw new Error('Nobody but a developer reads this')
    const looks = 'grid gap-2'
    const b = <p title="Hello you">Some words <b>{'And more'}</b>{\`With \${a} inside\`}</p>`
  expect([...sentencesIn(parseAst(source, { lang: 'tsx' }))]).toEqual([
    'Hello you',
    'Some words',
    'And more',
    'With … inside',
  ])
})

test('every sentence says something, also those with something put in', () => {
  const leaves = [...leavesOf(texts), ...leavesOf(setUpTexts)]
  expect(leaves.length).toBeGreaterThan(200)
  for (const [path, leaf] of leaves) {
    const said = typeof leaf === 'function' ? leaf(...Array.from({ length: leaf.length }, () => 2)) : leaf
    // What the help says is looked at where it is shown; a farewell may need no second line.
    if (path === 'help.entries' || path === 'frame.farewell.gone.text') continue
    expect([path, typeof said === 'string' && said.trim() !== '' && !said.includes('undefined')]).toEqual([
      path,
      true,
    ])
  }
})

test('numbers are counted by the rules of the language', () => {
  const english = { one: '# phone', other: '# phones' }
  expect([0, 1, 2, 1000].map((count) => plural('en', count, english))).toEqual([
    '0 phones',
    '1 phone',
    '2 phones',
    '1,000 phones',
  ])
  const polish = { one: '# telefon', few: '# telefony', many: '# telefonów', other: '# telefonu' }
  expect([1, 3, 5].map((count) => plural('pl', count, polish))).toEqual([
    '1 telefon',
    '3 telefony',
    '5 telefonów',
  ])
})

type Leaf = string | ((...given: number[]) => unknown)

function* leavesOf(value: unknown, path = ''): Generator<[string, Leaf]> {
  if (typeof value === 'string' || typeof value === 'function') yield [path, value as Leaf]
  else
    for (const [key, below] of Object.entries(value as object))
      yield* leavesOf(below, path ? `${path}.${key}` : key)
}

interface Node {
  type: string
  [field: string]: unknown
}

/** Words between tags, and strings and templates that begin as a sentence does and go on after a blank. */
function* sentencesIn(node: unknown): Generator<string> {
  if (Array.isArray(node)) {
    for (const one of node) yield* sentencesIn(one)
    return
  }
  if (typeof node !== 'object' || node === null) return
  const { type, value, source, callee, quasis } = node as Node
  if (type === 'JSXText' && /\p{L}/u.test(String(value))) yield String(value).trim()
  if (type === 'Literal' && typeof value === 'string' && isSentence(value)) yield value
  if (type === 'TemplateLiteral') {
    const text = (quasis as { value: { cooked: string } }[]).map((part) => part.value.cooked).join('…')
    if (isSentence(text)) yield text
  }
  // An error that is thrown here is for developers; persons read what `explain` says.
  if (type === 'NewExpression' && /Error$/.test(String((callee as Node)['name']))) return
  for (const [key, below] of Object.entries(node as Node)) {
    if (below !== source) yield* sentencesIn(key === 'loc' ? null : below)
  }
}

const isSentence = (text: string) => /^[A-Z][\p{L}’']*[ ,:]+\S*[\p{L}…]/u.test(text)
