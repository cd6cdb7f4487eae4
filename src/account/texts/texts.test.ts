import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sentencesOutside } from '../../../test/sentences.ts'

test('no sentence of the account page stands outside its catalogue', async () => {
  expect(await sentencesOutside(join(import.meta.dirname, '..'))).toEqual([])
})
