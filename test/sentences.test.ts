import { expect, test } from 'vitest'
import { sentencesOf } from './sentences.ts'

test('a sentence is found wherever it hides', () => {
  const source = `
    import { a } from 'Not a sentence.ts'
    throw new Error('Nobody but a developer reads this')
    const looks = 'grid gap-2'
    const b = <p title="Hello you">Some words <b>{'And more'}</b>{\`With \${a} inside\`}</p>`
  expect(sentencesOf(source, 'a.tsx')).toEqual(['Hello you', 'Some words', 'And more', 'With … inside'])
})

test('so is a single word, where words are expected or with a capital', () => {
  const source = `
    const a = <Field label="save" name="email" kind="danger" hint={isOpen ? 'open' : kind === 'Closed' && 'shut'}>ok</Field>
    const states: Record<State, string> = { active: 'Active', gone: 'gone' }
    const tab = { title: 'more', id: 'more' }
    if (event.key === 'Ended' || event.key === 'Escape') stop('Escape')
    const size = isWide ? 'Wide' : 'narrow'`
  expect(sentencesOf(source, 'a.tsx')).toEqual(['save', 'open', 'shut', 'ok', 'Active', 'more', 'Wide'])
})

test('and so is a piece of a sentence', () => {
  const source = `
    const a = \`\${count} of \${all}\`
    const b = \`\${minutes} minutes ago\`
    const c = 'to ' + name + ' and others'
    const d = \`\${column}, ascending\`
    const e = document.querySelector('input, button')`
  expect(sentencesOf(source, 'a.ts')).toEqual(['… of …', '… minutes ago', ' and others', '…, ascending'])
})

test('in a page that a server writes, too', () => {
  const source = `
    const a = html\`<p class="\${isOpen ? 'open' : 'shut'}">To \${name}<img alt="A way in"></p>\${isLast ? '' : html\`<b>more</b>\`}\`
    const b = form(html\`<input name="address" value="\${typed}"\${isWrong ? html\` aria-invalid="true"\` : html\` required\`}>\`, { action: \`\${path}/code\` })`
  expect(sentencesOf(source, 'a.ts')).toEqual(['A way in', 'To …', 'more'])
})
