import type { EventData } from '#contract/events.ts'
import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { readSetting } from '../settings/read-setting.ts'
import { requireWayIn } from '../sign-in/ways-in.ts'
import type { Work } from '../work.ts'
import { lockTarget } from './lock-target.ts'
import { voidLinks } from './password-links.sql.ts'
import { sendPasswordNotice } from './password-notice.ts'
import { deletePassword, findPassword, remember, setRequirement } from './passwords.sql.ts'

/**
 * Removes a person's password, and tells them. It joins the earlier ones: "Forgot password" does not bring the same one back.
 *
 * @param input.leaveWithoutWayIn do it although nothing else lets the person in
 * @throws {Problem} `user-not-found`, `higher-rank`, `no-password`, `no-way-in`
 */
export async function clearPassword(
  work: Work,
  input: {
    userId: UserId
    why: EventData<'user.password.cleared'>['why']
    leaveWithoutWayIn: boolean
  },
): Promise<void> {
  const { userId, why, leaveWithoutWayIn } = input
  const owner = await lockTarget(work, userId)
  if (!(await findPassword(work, userId))) throw new Problem('no-password')
  await requireWayIn(work, { userId, without: { password: true }, leave: leaveWithoutWayIn })
  const { history } = await readSetting(work, 'password')
  await remember(work, userId, history)
  await deletePassword(work, userId)
  await voidLinks(work, userId)
  if (owner.requirePasswordReset) await setRequirement(work, userId, false)
  await record(work, 'user.password.cleared', { userId, why })
  await sendPasswordNotice(work, owner, 'cleared')
}
