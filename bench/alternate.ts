import { cpuMs } from './cpu.ts'
import type { Times } from './figure.ts'

/** A way to do the work: how, and the process of the server whose processor time is told beside it. */
export interface Side {
  readonly pid: number | undefined
  readonly run: () => Promise<Times>
}

/**
 * Measures ours and the bare limit in turn, so that both meet the same noise, and answers the run of each whose rate is the median. Prints
 * what one turn costs either server in processor time.
 */
export async function alternate(
  name: string,
  rounds: number,
  ours: Side,
  bare: Side,
): Promise<{ ours: Times; bare: Times }> {
  const found: { ours: Timed; bare: Timed }[] = []
  for (let round = 0; round < rounds; round++)
    found.push({ bare: await timed(bare), ours: await timed(ours) })
  const median = {
    ours: medianOf(found.map((one) => one.ours)),
    bare: medianOf(found.map((one) => one.bare)),
  }
  const cost = ({ cpuEach }: Timed) => `${cpuEach.toFixed(2)} ms`
  console.log(`${name}: processor time for each, ${cost(median.ours)}; bare ${cost(median.bare)}`)
  return median
}

interface Timed extends Times {
  readonly cpuEach: number
}

async function timed({ pid, run }: Side): Promise<Timed> {
  const before = await cpuMs(pid)
  const times = await run()
  // The warm-up of a tenth is part of it.
  return { ...times, cpuEach: ((await cpuMs(pid)) - before) / (times.count * 1.1) }
}

function medianOf(times: readonly Timed[]): Timed {
  const sorted = [...times].sort((a, b) => a.perSecond - b.perSecond)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (!middle) throw new Error('nothing was measured')
  return middle
}
