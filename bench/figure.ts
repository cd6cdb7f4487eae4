import { writeFile } from 'node:fs/promises'

/** One measured thing. Times are milliseconds as the caller saw them; fields that do not apply are left out. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly p50Ms?: number
  readonly p95Ms?: number
  readonly p99Ms?: number
  readonly perSecond?: number
  /** The bare limit, measured in the same run, in the unit of `value`. */
  readonly bare?: number
  /** `value` as a part of `bare`. */
  readonly ratio?: number
  readonly budget?: string
  /** What the figure does not say by itself. */
  readonly note?: string
}

export interface Times {
  readonly count: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly perSecond: number
}

/**
 * Runs `work` by `callers` at once, each beginning its next when its last has ended, until `count` are done. The first
 * tenth warms up and is not counted.
 */
export async function closedLoop(
  callers: number,
  count: number,
  work: (turn: number) => Promise<unknown>,
): Promise<Times> {
  const warmUp = Math.ceil(count / 10)
  const took: number[] = []
  let turn = 0
  let countedFrom = 0
  const caller = async () => {
    for (;;) {
      const mine = turn++
      if (mine >= count + warmUp) return
      if (mine === warmUp) countedFrom = performance.now()
      const from = performance.now()
      await work(mine)
      if (mine >= warmUp) took.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  const seconds = (performance.now() - countedFrom) / 1000
  return { ...quantiles(took), perSecond: took.length / seconds }
}

/** Nearest-rank percentiles. */
export function quantiles(took: readonly number[]): Omit<Times, 'perSecond'> {
  const sorted = [...took].sort((a, b) => a - b)
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
  return { count: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) }
}

/** Prints the figures as a table and keeps them in `file`. */
export async function report(figures: readonly Figure[], file: string): Promise<void> {
  const round = (value: number | undefined) =>
    value === undefined ? undefined : Math.round(value * 100) / 100
  const rounded = figures.map((figure) =>
    Object.fromEntries(
      Object.entries(figure)
        .map(([key, value]) => [key, typeof value === 'number' ? round(value) : value])
        .filter(([, value]) => value !== undefined),
    ),
  )
  console.table(rounded)
  await writeFile(file, `${JSON.stringify(rounded, null, 2)}\n`)
}
