import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('the room that many young objects needed is given back, and nothing else is left that could be called', () => {
  const file = JSON.stringify(join(import.meta.dirname, 'settle-memory.ts'))
  const script = `
    const { settleMemory } = await import(${file})
    const kept = []
    for (let at = 0; at < 2_000_000; at++) { kept.push({ at }); if (kept.length > 200_000) kept.length = 0 }
    kept.length = 0
    const before = process.memoryUsage().heapTotal
    settleMemory()
    const after = process.memoryUsage().heapTotal
    const { runInNewContext } = await import('node:vm')
    console.log(JSON.stringify({ before, after, left: [typeof gc, runInNewContext('typeof gc')] }))`
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  expect(run.stderr).toBe('')
  const { before, after, left } = JSON.parse(run.stdout)
  expect(after).toBeLessThan(before / 2)
  expect(left).toEqual(['undefined', 'undefined'])
})
