import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { plural } from '#contract/plural.ts'
import { leavesOf } from '../../../test/leaves.ts'
import { sentencesOutside } from '../../../test/sentences.ts'
import { backupsTexts } from './backups-texts.ts'
import { beginningTexts } from './beginning-texts.ts'
import { restoringTexts } from './restoring-texts.ts'
import { setUpTexts } from './set-up-texts.ts'
import { texts } from './texts.ts'

test('no sentence stands outside the catalogue', async () => {
  const root = join(import.meta.dirname, '..')
  expect((await readdir(root, { recursive: true })).length).toBeGreaterThan(60)
  expect(await sentencesOutside(root)).toEqual([])
})

test('every sentence says something, also those with something put in', () => {
  const leaves = [
    ...leavesOf(texts),
    ...leavesOf({ beginningTexts, setUpTexts, backupsTexts, restoringTexts }),
  ]
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
