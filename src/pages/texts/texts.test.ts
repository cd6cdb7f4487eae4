import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sentencesOf, sentencesOutside } from '../../../test/sentences.ts'
import { script } from '../script.ts'

test('no sentence of the pages stands outside their catalogue', async () => {
  expect(await sentencesOutside(join(import.meta.dirname, '..'), ['script.ts'])).toEqual([])
})

test('their script has no words of its own', () => {
  // Names of what a browser throws and sends are no words.
  const said = sentencesOf(script, 'script.ts').filter((text) => text !== 'NotAllowedError')
  expect(said).toEqual([])
})
