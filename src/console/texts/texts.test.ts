import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { leavesOf } from '../../../test/leaves.ts'
import { sentencesOutside } from '../../../test/sentences.ts'

/** Rooms whose sentences are still to move here. */
const stillToCome = ['bulk', 'diagnosis', 'palette', 'settings', 'step-up', 'test-sign-in', 'users', 'views']

test('no sentence of the console stands outside its catalogue', async () => {
  const root = join(import.meta.dirname, '..')
  expect((await readdir(root, { recursive: true })).length).toBeGreaterThan(200)
  expect(await sentencesOutside(root, stillToCome)).toEqual([])
})

test('every sentence of the console says something', async () => {
  const folder = import.meta.dirname
  const files = (await readdir(folder, { recursive: true })).filter((name) => /(?<!\.test)\.tsx?$/.test(name))
  for (const name of files)
    for (const [path, leaf] of leavesOf(await import(/* @vite-ignore */ join(folder, name))))
      if (typeof leaf === 'string') expect([name, path, leaf.trim()]).not.toEqual([name, path, ''])
})
