import type { Work } from '../work.ts'

const keptMs = 30_000
const mostKept = 500

interface Kept<T> {
  readonly value: T
  readonly until: number
}

/** What is true by and large: something that was learnt, by a key that names the organisation, for half a minute of this process. */
export function keptForAMoment<T>() {
  const all = new Map<string, Kept<T>>()
  return {
    recall(key: string, work: Work): T | undefined {
      const kept = all.get(key)
      const now = work.now.getTime()
      return kept && kept.until > now && kept.until <= now + keptMs ? kept.value : undefined
    },
    keep(key: string, work: Work, value: T): void {
      if (all.size >= mostKept) all.clear()
      all.set(key, { value, until: work.now.getTime() + keptMs })
    },
  }
}
