import type { UserId } from '#contract/ids.ts'
import { endRestores } from '../restores/end-restores.ts'
import type { Work } from '../work.ts'
import { disownCodes } from './codes.sql.ts'

/** Ends the codes that were sent to an address or a number which is this person's no more: to sign in, and to restore a phone. */
export async function endCodes(work: Work, { userId }: { userId: UserId }): Promise<void> {
  await disownCodes(work, userId)
  await endRestores(work, { userId })
}
