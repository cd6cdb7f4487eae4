import type { Times } from './figure.ts'

/**
 * Measures ours and the bare limit in turn, so that both meet the same noise, and answers the run of each whose rate is the median.
 */
export async function alternate(
  rounds: number,
  ours: () => Promise<Times>,
  bare: () => Promise<Times>,
): Promise<{ ours: Times; bare: Times }> {
  const found: { ours: Times; bare: Times }[] = []
  for (let round = 0; round < rounds; round++) found.push({ bare: await bare(), ours: await ours() })
  return { ours: median(found.map((one) => one.ours)), bare: median(found.map((one) => one.bare)) }
}

function median(times: readonly Times[]): Times {
  const sorted = [...times].sort((a, b) => a.perSecond - b.perSecond)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (!middle) throw new Error('nothing was measured')
  return middle
}
