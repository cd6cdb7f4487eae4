import type { PasskeyId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import { record } from '../audit/record.ts'
import { requireWayIn } from '../sign-in/ways-in.ts'
import { holdForAct } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import { sendPasskeyMail } from './passkey-mail.ts'
import { deletePasskey, deletePasskeysOf } from './passkeys.sql.ts'

/**
 * Removes a passkey: from this instant it signs nobody in, and a sign-in that was just proved by it is not finished. Sessions that it began
 * go on. The person is told by mail.
 *
 * @param input `leave`: also where nothing is left that lets them in
 * @throws {Problem} `passkey-not-found`, `no-way-in`; as `holdForAct`
 */
export async function removePasskey(
  work: Work,
  input: { userId: UserId; passkeyId: PasskeyId; by: 'administrator' | 'person'; leave: boolean },
): Promise<void> {
  const { userId, passkeyId, by, leave } = input
  const user = await holdForAct(work, { userId })
  await requireWayIn(work, { userId, without: { passkeyId }, leave })
  const removed = await deletePasskey(work, { userId, passkeyId })
  if (!removed) throw new Problem('passkey-not-found')
  await record(work, 'passkey.removed', { userId, passkeyId, by }, { name: removed.name })
  await sendPasskeyMail(work, user, { kind: 'removed', name: removed.name })
  work.notify('passkey', userId)
}

/**
 * Ends those of a person that may lie on a phone which is lost, whether or not another way in is left; the caller holds the person and has
 * asked whether it may. One that is gone already, or was never theirs, is passed over. The person is told by mail.
 *
 * @returns what they were called
 */
export async function endLostPasskeys(
  work: Work,
  { user, passkeyIds }: { user: User; passkeyIds: readonly PasskeyId[] },
): Promise<string[]> {
  const names: string[] = []
  for (const passkeyId of passkeyIds) {
    const ended = await deletePasskey(work, { userId: user.id, passkeyId })
    if (!ended) continue
    names.push(ended.name)
    await record(
      work,
      'passkey.removed',
      { userId: user.id, passkeyId, by: 'administrator' },
      { name: ended.name },
    )
    await sendPasskeyMail(work, user, { kind: 'removed', name: ended.name })
  }
  if (names.length > 0) work.notify('passkey', user.id)
  return names
}

/**
 * Of somebody whose record goes into another one: a passkey names its person, who is somebody else from now on, so it cannot move.
 *
 * @returns how many there were
 */
export async function endPasskeys(work: Work, { userId }: { userId: UserId }): Promise<number> {
  const ended = await deletePasskeysOf(work, userId)
  for (const { id: passkeyId, name } of ended)
    await record(work, 'passkey.removed', { userId, passkeyId, by: 'merge' }, { name })
  return ended.length
}
