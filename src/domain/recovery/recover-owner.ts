import type { UserId } from '#contract/ids.ts'
import { cancelApprovals } from '../approvals/cancel-approvals.ts'
import { record } from '../audit/record.ts'
import { type ClaimSecret, issueClaim } from '../claims/issue-claim.ts'
import { removeEveryDevice } from '../devices/remove-every-device.ts'
import { resetIdentity } from '../identities/reset-identity.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { endRestores } from '../restores/end-restores.ts'
import { endEverySession } from '../sessions/end-every-session.ts'
import { emailKey } from '../users/email-key.ts'
import type { Work } from '../work.ts'
import { lockOwners } from './recovery.sql.ts'
import { recoveryMail } from './recovery-mail.ts'

export type Recovery =
  | {
      readonly kind: 'issued'
      readonly owner: { readonly id: UserId; readonly name: string; readonly email: string }
      readonly secret: ClaimSecret
      readonly expiresAt: Date
      readonly devicesRemoved: number
      readonly sessionsEnded: number
    }
  /** Nothing was done: which owner has to be said. `owners` are those there are. */
  | {
      readonly kind: 'which-owner'
      readonly owners: readonly { readonly name: string; readonly email: string }[]
    }

/**
 * Lets an owner who lost their phone back in: their devices are removed, sessions and requests end, the identity
 * that died with the phone is retired in this tenant, and a claim for a new phone comes back. Whoever may call this
 * has the server itself; it is recorded loudly, and the person is told by mail where mail goes anywhere.
 *
 * The second time everything happens again: the first claim is void.
 *
 * @param input.email may be left out where there is one owner. Deactivated owners are not let in by this.
 */
export async function recoverOwner(
  work: Work,
  { email, mailKind }: { email?: string | undefined; mailKind: 'smtp' | 'inbox' | 'none' },
): Promise<Recovery> {
  const owners = (await lockOwners(work)).filter((owner) => owner.status !== 'deactivated')
  const wanted = email === undefined ? undefined : emailKey(email)
  const [owner, ...others] = wanted === undefined ? owners : owners.filter((one) => one.emailKey === wanted)
  if (!owner || others.length > 0) {
    return { kind: 'which-owner', owners: owners.map(({ name, email }) => ({ name, email })) }
  }

  const userId = owner.id
  await cancelApprovals(work, { userId, why: 'recovery' })
  const devices = await removeEveryDevice(work, { userId, why: 'removed' })
  await endRestores(work, { userId })
  const sessionsEnded = await endEverySession(work, { userId, why: 'administrator' })
  await resetIdentity(work, { userId, why: 'recovery' })
  const purpose = owner.did === null ? 'enrol' : 'reset'
  const { claim, secret } = await issueClaim(work, { userId, purpose, kind: 'screen' })
  if (!secret) throw new Error('a claim on screen comes with its secret')
  await record(work, 'user.recovery.issued', { userId, claimId: claim.id })
  if (mailKind !== 'none') await queueMail(work, recoveryMail(work, owner))
  return {
    kind: 'issued',
    owner: { id: userId, name: owner.name, email: owner.email },
    secret,
    expiresAt: claim.expiresAt,
    devicesRemoved: devices.length,
    sessionsEnded,
  }
}
