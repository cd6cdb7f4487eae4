import type { EventData } from '#contract/events.ts'
import type { SessionId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record, recordAll } from '../audit/record.ts'
import { endEverySession } from '../sessions/end-every-session.ts'
import { readSetting } from '../settings/read-setting.ts'
import { unlock } from '../sign-in/throttle.ts'
import type { Work } from '../work.ts'
import { allowedBy } from './password-allowed.ts'
import { voidLinks } from './password-links.sql.ts'
import { sendPasswordNotice } from './password-notice.ts'
import { lockOwner, remember, setProved, setRequirement, storePassword } from './passwords.sql.ts'
import type { PreparedPassword } from './prepare-password.ts'

export interface NewPassword {
  readonly userId: UserId
  readonly prepared: PreparedPassword
  readonly by: EventData<'user.password.set'>['by']
  /** What asked for a new one, where something did. */
  readonly because?: EventData<'user.password.reset-completed'>['because'] | undefined
  /** Goes on where the others end: the one that it is set in. */
  readonly keepSessionId?: SessionId | null | undefined
  readonly endOthers: boolean
}

/**
 * Gives a person a new password. The one before joins the earlier ones, links to set one end, and nothing asks for a new one any
 * more. The person is told by mail. Whoever was invited and used a link or a temporary password is active from here on.
 *
 * Who may do this is the caller's question. Holds the person's row.
 *
 * @throws {Problem} `user-not-found`, `user-deactivated`, `password-not-allowed`
 */
export async function setPassword(work: Work, input: NewPassword): Promise<void> {
  const { userId, prepared, by, because, keepSessionId, endOthers } = input
  const owner = await lockOwner(work, userId)
  if (!owner) throw new Problem('user-not-found')
  if (owner.status === 'deactivated') throw new Problem('user-deactivated')
  const policy = await readSetting(work, 'password')
  if (!allowedBy(policy, owner)) throw new Problem('password-not-allowed')
  if (prepared.userId !== null && prepared.userId !== userId)
    throw new Error('this password was prepared for somebody else')

  await remember(work, userId, policy.history)
  await storePassword(work, userId, prepared, null)
  await voidLinks(work, userId)
  if (owner.requirePasswordReset) await setRequirement(work, userId, false)
  await recordAll(work, [
    { type: 'user.password.set', data: { userId, by } },
    ...(because ? [{ type: 'user.password.reset-completed' as const, data: { userId, because } }] : []),
    ...(prepared.breachUnchecked
      ? [{ type: 'user.password.breach-check-unavailable' as const, data: { userId } }]
      : []),
  ])
  if (owner.status === 'invited' && because !== undefined) {
    await setProved(work, userId, { status: 'active' })
    await record(work, 'user.activated', { userId, by: 'password' })
  }
  // Strangers' tries were at the old one, and who has the mailbox is no stranger.
  if (because === 'link') await unlock(work, { userId })
  if (endOthers) {
    await endEverySession(work, {
      userId,
      why: 'password-changed',
      ...(keepSessionId && { except: keepSessionId }),
    })
  }
  // At set-up they sit in front of it, and who imports tells people in their own way.
  if (by === 'person' || by === 'link') await sendPasswordNotice(work, owner, 'set')
}
