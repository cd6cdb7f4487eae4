import type { UserId } from '#contract/ids.ts'
import { endOverride } from '../overrides/end-override.ts'
import { endTemporaryPassword } from '../passwords/end-temporary-password.ts'
import type { Work } from '../work.ts'
import { voidClaimsOf } from './end-everything.sql.ts'

/** Ends what an administrator saw and could use themselves: a passcode that was read out, a setup code on a screen, a temporary password. */
export async function endHandedOut(work: Work, { userId }: { userId: UserId }): Promise<void> {
  await endOverride(work, { userId, why: 'revoked' })
  await endTemporaryPassword(work, { userId })
  for (const { id } of await voidClaimsOf(work, userId, 'screen')) work.notify('claim', id)
}
