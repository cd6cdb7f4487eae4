import { setTimeout as pause } from 'node:timers/promises'
import { quantiles, type Times } from './figure.ts'

/**
 * Begins `work` so many times a second, whether or not what was begun before has ended, and counts from when each should have begun: a
 * server that stalls makes everybody wait whom it kept waiting. The first tenth warms up and is not counted.
 */
export async function openLoop(
  perSecond: number,
  count: number,
  work: (turn: number) => Promise<unknown>,
): Promise<Times> {
  const from = performance.now()
  const took: number[] = []
  const running: Promise<unknown>[] = []
  for (let turn = 0; turn < count; turn++) {
    const due = from + (turn * 1000) / perSecond
    const left = due - performance.now()
    if (left > 0) await pause(left)
    running.push(
      work(turn).then(() => {
        if (turn >= count / 10) took.push(performance.now() - due)
      }),
    )
  }
  await Promise.all(running)
  const seconds = (performance.now() - from) / 1000
  return { ...quantiles(took), perSecond: count / seconds }
}
