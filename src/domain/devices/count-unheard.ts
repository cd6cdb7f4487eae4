import type { Ground } from '../work.ts'
import { countQuietSince } from './devices.sql.ts'

/** Over all organisations: phones that are not removed and were not heard of since then. */
export function countUnheard(ground: Ground, { since }: { since: Date }): Promise<number> {
  return countQuietSince(ground, since)
}
