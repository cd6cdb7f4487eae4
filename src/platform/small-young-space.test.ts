import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('the room for young objects stays small meanwhile, and grows as ever afterwards', () => {
  const file = JSON.stringify(join(import.meta.dirname, 'small-young-space.ts'))
  const script = `
    const { withSmallYoungSpace } = await import(${file})
    const { getHeapSpaceStatistics } = await import('node:v8')
    const room = () => getHeapSpaceStatistics().find((one) => one.space_name === 'new_space').space_size
    function work() {
      const kept = []
      for (let at = 0; at < 3_000_000; at++) { kept.push({ at }); if (kept.length > 200_000) kept.length = 0 }
      return room()
    }
    // For a moment there may be more room than is kept.
    const meanwhile = await withSmallYoungSpace(async () => Math.min(work(), work(), work()))
    console.log(JSON.stringify({ meanwhile, afterwards: work() }))`
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  expect(run.stderr).toBe('')
  const { meanwhile, afterwards } = JSON.parse(run.stdout)
  expect(afterwards).toBeGreaterThan(2 * meanwhile)
})
