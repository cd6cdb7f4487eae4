import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { setSignedIn } from './users.sql.ts'

/** Notes that the person signed in now. Leaves their version alone: nobody edits this. */
export function markSignedIn(work: Work, { userId }: { userId: UserId }): Promise<void> {
  return setSignedIn(work, userId)
}
