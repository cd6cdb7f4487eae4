import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { isTerminationAsked } from './departures.sql.ts'

/** Whether this person is to say, on their phone, if their identity ends in this organisation too. */
export function terminationAsked(work: Work, { userId }: { userId: UserId }): Promise<boolean> {
  return isTerminationAsked(work, userId)
}
