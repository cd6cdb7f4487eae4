import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseAst } from 'rolldown/parseAst'

/**
 * What people read on a surface and that stands outside of its catalogue, as `file: sentence`.
 *
 * @param root the folder of the surface, whose `texts` folder is its catalogue
 * @param beside files and folders below it that are not asked
 */
export async function sentencesOutside(root: string, beside: readonly string[] = []): Promise<string[]> {
  const files = (await readdir(root, { recursive: true })).filter(
    (name) =>
      /\.tsx?$/.test(name) &&
      !/\.test\.tsx?$/.test(name) &&
      !['texts', ...beside].some((one) => name === one || name.startsWith(`${one}/`)),
  )
  const found: string[] = []
  for (const name of files.sort())
    for (const text of sentencesOf(await readFile(join(root, name), 'utf8'), name))
      found.push(`${name}: ${text}`)
  return found
}

/** The sentences of one source, in their order. The name says whether there are tags in it. */
export const sentencesOf = (source: string, name: string) => [
  ...sentencesIn(parseAst(source, { lang: name.endsWith('x') ? 'tsx' : 'ts' }, name), 'code'),
]

/** Where a string stands: among the code, or where whatever has a letter is read by somebody. */
type Place = 'code' | 'words'

interface Node {
  type: string
  [field: string]: unknown
}

/**
 * Words between tags; strings where a word is expected (a label, a title); and strings and templates anywhere that
 * begin as a sentence does, are one word with a capital, or hold the small words that only sentences have.
 */
function* sentencesIn(node: unknown, place: Place): Generator<string> {
  if (Array.isArray(node)) {
    for (const one of node) yield* sentencesIn(one, place)
    return
  }
  if (typeof node !== 'object' || node === null) return
  const { type, value, key, name, callee, left, right, operator, test, source } = node as Node
  const below = (child: unknown, where: Place = 'code') => sentencesIn(child, where)
  switch (type) {
    case 'JSXText':
      if (hasLetter(String(value))) yield String(value).trim().replaceAll(/\s+/g, ' ')
      return
    case 'Literal':
      if (typeof value === 'string' && isSaid(value, place)) yield value
      return
    case 'TemplateLiteral': {
      const text = partsOf(node as Node).join('…')
      if (isSaid(text, place)) yield text
      yield* below((node as Node)['expressions'])
      return
    }
    case 'TaggedTemplateExpression': {
      const { tag, quasi } = node as unknown as { tag: Node; quasi: Node }
      if (nameOf(tag) !== 'html') break
      yield* wordsIn(partsOf(quasi).join('…'))
      yield* below(quasi['expressions'])
      return
    }
    case 'JSXElement':
    case 'JSXFragment':
      yield* below((node as Node)['openingElement'])
      yield* below((node as Node)['children'], 'words')
      return
    case 'JSXAttribute':
      if (nameOf(name) !== 'className') yield* below(value, isForWords(nameOf(name)) ? 'words' : 'code')
      return
    case 'Property':
      yield* below(value, isForWords(nameOf(key)) ? 'words' : 'code')
      return
    case 'BinaryExpression':
      // What is compared is a value, not something to read; `+` puts words together.
      if (operator === '+') yield* below([left, right], place)
      else for (const side of [left, right]) if ((side as Node).type !== 'Literal') yield* below(side)
      return
    case 'ConditionalExpression':
      yield* below(test)
      yield* below([(node as Node)['consequent'], (node as Node)['alternate']], place)
      return
    case 'LogicalExpression':
      yield* below(left, operator === '&&' ? 'code' : place)
      yield* below(right, place)
      return
    case 'SwitchCase':
      yield* below((node as Node)['consequent'])
      return
    case 'JSXExpressionContainer':
    case 'ArrayExpression':
      yield* below(Object.values(node as Node), place)
      return
    case 'NewExpression':
      // An error that is thrown here is for developers; persons read what the catalogue says of it.
      if (/Error$/.test(String((callee as Node)['name']))) return
  }
  // Types and the names of modules say nothing to anybody.
  if (type.startsWith('TS') && type !== 'TSAsExpression' && type !== 'TSSatisfiesExpression') return
  for (const child of Object.values(node as Node)) if (child !== source) yield* below(child)
}

const partsOf = (template: Node) =>
  (template['quasis'] as { value: { cooked: string } }[]).map((part) => part.value.cooked)

/** What is between the tags of a page that a server writes, and in the attributes that are read. */
function* wordsIn(html: string): Generator<string> {
  const isRead = (text: string) => hasLetter(text.replaceAll('…', ' '))
  // A piece of a tag: `hidden`, `class="code" required`.
  if (/^ [a-z]+$|^\s*(?=.*=")([\w-]+(="[^"]*")?…?(\s+|$))+$/.test(html)) return
  for (const [, text = ''] of html.matchAll(/\b(?:alt|aria-label|placeholder|title)="([^"]*)"/g))
    if (isRead(text)) yield text
  for (const text of html.split(/<[^>]*>/)) if (isRead(text)) yield text.trim().replaceAll(/\s+/g, ' ')
}

const nameOf = (name: unknown) => String((name as Node)['name'] ?? (name as Node)['value'])

const hasLetter = (text: string) => /\p{L}/u.test(text)

const isSaid = (text: string, place: Place) =>
  place === 'words'
    ? hasLetter(text.replaceAll('…', ' ')) && !isAddress(text)
    : !isCredential(text) && (isSentence(text) || isWord(text) || hasSmallWords(text) || isContinued(text))

/** `Wait for`, `Sorry, no` – also with something put in. */
const isSentence = (text: string) => /^[A-Z][\p{L}’']*[ ,:]+\S*[\p{L}…]/u.test(text)

/** One word with a capital; keys of the keyboard and the words of protocols have it too. */
const isWord = (text: string) => /^\s*[A-Z][a-z]+…?\s*$/.test(text) && !namesOfMachines.has(text)

const hasSmallWords = (text: string) =>
  /(^|\s)(the|and|of|to|is|are|was|were|has|have|for|from|with|your|their|this|not|no|more|at|by|in|on|or|a|an|ago)\s+\S|\S\s+(ago|more)$/.test(
    text,
  )

/** Something put in, and on it goes: `…, ascending`, `… failed`; or a piece that goes on from another: ` · closed`. */
const isContinued = (text: string) =>
  /…[,;:.!?]? \p{L}{5,}($|[ ,;:.!?])|\p{L}[,;:.!?] …|^\s*[·,;:] \p{L}/u.test(text)

/** `Bearer …` (RFC 6750 §2.1). */
const isCredential = (text: string) => /^(Basic|Bearer) …$/.test(text)

const isAddress = (text: string) => /^(https?:\/\/|…?\/)\S*$|^\S+@\S+$/.test(text)

const namesOfMachines = new Set([
  ...['Alt', 'Backspace', 'Control', 'Delete', 'End', 'Enter', 'Escape', 'Home', 'Meta', 'Shift', 'Tab'],
  ...['Android', 'Chrome', 'Chromium', 'Edge', 'Firefox', 'Linux', 'Opera', 'Safari', 'Windows'],
  ...['Authorization', 'Bearer', 'Latchkey'],
])

/** What the kit and the browser take words by, as an attribute or in an object that becomes one. */
const isForWords = (name: string) => placesForWords.has(name)

const placesForWords = new Set([
  ...[
    'alt',
    'aria-description',
    'aria-label',
    'aria-roledescription',
    'aria-valuetext',
    'placeholder',
    'title',
  ],
  ...[
    'action',
    'children',
    'content',
    'description',
    'detail',
    'disabledReason',
    'empty',
    'error',
    'heading',
  ],
  ...['hint', 'label', 'message', 'meta', 'note', 'summary', 'text', 'trailing', 'unit', 'what', 'word'],
])
