import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sentencesOutside } from '../../../test/sentences.ts'

test('no sentence of the console stands outside its catalogue', async () => {
  const root = join(import.meta.dirname, '..')
  expect((await readdir(root, { recursive: true })).length).toBeGreaterThan(200)
  expect(await sentencesOutside(root)).toEqual([])
})
