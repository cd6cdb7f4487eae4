import type { Work } from '../../work.ts'
import { hasMoreThan } from './find-people.sql.ts'

/** From here on it pays to go by the index of words: below, an organisation's rows are fewer than what that index holds of everybody. */
const largeFrom = 5000
const keptMs = 60_000
const known = new Map<string, { large: boolean; until: number }>()
const mostKnown = 10_000

/** Whether the organisation has so many people that they are not looked at one by one. Nobody is listed in one way who is not in the other. */
export async function isLarge(work: Work): Promise<boolean> {
  const { tenantId } = work.base
  const now = work.now.getTime()
  const kept = known.get(tenantId)
  if (kept && kept.until > now && kept.until <= now + keptMs) return kept.large
  const large = await hasMoreThan(work, largeFrom)
  if (known.size >= mostKnown) known.clear()
  known.set(tenantId, { large, until: now + keptMs })
  return large
}
