import type { UserId } from '#contract/ids.ts'
import { expectSettings } from '../settings/read-setting.ts'
import type { Work } from '../work.ts'
import { passwordAllowed } from './password-allowed.ts'
import { lockOwner, lockPassword, markVerified } from './passwords.sql.ts'

/**
 * Lets a password that was checked outside count, inside the unit that goes on by it. False where it is another one by now, was
 * cleared, or is no longer allowed, where a temporary one was used up or ran out, and for whoever is deactivated. A temporary one is
 * used up by this.
 *
 * Holds the person's row.
 */
export async function acceptPassword(
  work: Work,
  { userId, version }: { userId: UserId; version: number },
): Promise<boolean> {
  expectSettings(work)
  // They are run in this order, in one round trip.
  const [owner, stored] = await Promise.all([lockOwner(work, userId), lockPassword(work, userId, version)])
  if (!owner || owner.status === 'deactivated' || !(await passwordAllowed(work, owner))) return false
  if (!stored) return false
  await markVerified(work, userId)
  return true
}
