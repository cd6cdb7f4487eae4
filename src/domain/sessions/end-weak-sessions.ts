import type { UserId } from '#contract/ids.ts'
import type { AdminRole } from '#contract/permissions.ts'
import { outOfBandAcr, phoneAcr } from '../approvals/redeem-approval.ts'
import { readSetting } from '../settings/read-setting.ts'
import { codeAcr, passkeyAcr } from '../sign-in/methods.ts'
import type { Work } from '../work.ts'
import { overrideAcr } from './can-be-proved.ts'
import { recordEnded } from './record-ended.ts'
import { deleteItemsOf, markEnded } from './sessions.sql.ts'

/**
 * Ends the sessions of somebody whose role has just changed that began by less than the new one asks for: what was enough for the person
 * before must not open the console. A code signs no administrator in, and who read out a passcode may rank below them by now.
 *
 * @param input `was` is the role until now
 */
export async function endWeakSessions(
  work: Work,
  { userId, was, adminRole }: { userId: UserId; was: AdminRole | null; adminRole: AdminRole | null },
): Promise<void> {
  const { secondFactor, passkeyRequiredFor } = await readSetting(work, 'sign-in')
  const asksPasskey = passkeyRequiredFor.includes(adminRole ?? 'user')
  const asksPhone = was === null && secondFactor !== 'none'
  if (!asksPasskey && adminRole === null) return
  const which =
    asksPasskey || asksPhone
      ? { acrsBut: asksPasskey ? [passkeyAcr] : [phoneAcr, outOfBandAcr, passkeyAcr] }
      : { acrs: [codeAcr, overrideAcr] }
  const ended = await markEnded(work, { userId, ...which }, 'administrator')
  await deleteItemsOf(
    work,
    ended.map((session) => session.id),
  )
  await recordEnded(work, ended, 'administrator')
}
