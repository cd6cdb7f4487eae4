import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { expireRestores } from './restores.sql.ts'

/** Ends the restores of a person that are under way, whatever has been shown for them: whoever goes on begins again. */
export function endRestores(work: Work, { userId }: { userId: UserId }): Promise<void> {
  return expireRestores(work, userId)
}
