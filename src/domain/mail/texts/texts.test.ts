import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sentencesOf } from '../../../../test/sentences.ts'

const domain = join(import.meta.dirname, '../..')

/** What somebody is refused with is no mail. */
const withoutProblems = (source: string) =>
  source.replaceAll(/new Problem\((?:[^()']|'[^']*')*\)/g, 'new Error()')

test('whoever writes to people takes the words from the catalogue', async () => {
  const found: string[] = []
  let writers = 0
  for (const name of await readdir(domain, { recursive: true })) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts') || name.startsWith(join('mail', 'texts'))) continue
    const source = await readFile(join(domain, name), 'utf8')
    if (!/from '[^']*\/(letter|language-of|tell-person|tell-admins)\.ts'/.test(source)) continue
    writers++
    for (const text of sentencesOf(withoutProblems(source), name)) found.push(`${name}: ${text}`)
  }
  expect(writers).toBeGreaterThan(20)
  expect(found).toEqual([])
})
