import type { UserId } from '#contract/ids.ts'
import { voidClaims } from '../claims/void-claims.ts'
import { endRestores } from '../restores/end-restores.ts'
import type { Work } from '../work.ts'
import { setRestoreByClaim } from './enrolments.sql.ts'

/**
 * A phone of this person is in other hands: from now on nothing restores a backup but an administrator's setup code, since mail and SMS may
 * arrive on that very phone. Setup codes and restores that are under way end, for the same reason. The caller holds the person.
 */
export async function markLost(work: Work, { userId }: { userId: UserId }): Promise<void> {
  await voidClaims(work, { userId })
  await endRestores(work, { userId })
  await setRestoreByClaim(work, userId)
}
