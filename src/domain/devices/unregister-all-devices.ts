import { confirms, unregisterAllPhrase } from '#contract/confirmation.ts'
import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { cancelApprovals } from '../approvals/cancel-approvals.ts'
import { record } from '../audit/record.ts'
import { canEnrol } from '../claims/can-enrol.ts'
import { type ClaimSecret, issueClaim } from '../claims/issue-claim.ts'
import { voidClaims } from '../claims/void-claims.ts'
import { resetIdentity } from '../identities/reset-identity.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { endRestores } from '../restores/end-restores.ts'
import { endEverySession } from '../sessions/end-every-session.ts'
import { findWaysIn } from '../sign-in/ways-in.ts'
import { getUser } from '../users/get-user.ts'
import { holdToLeave } from '../users/hold-user.ts'
import { requireRank } from '../users/require-rank.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { removeEveryDevice } from './remove-every-device.ts'
import { unregisteredWords } from './removed-mails.ts'

/**
 * Unregister All Devices, and a setup code on screen for the next phone, where one can be issued now: as `unregisterAll`.
 *
 * @param input `reason` is for administrators and the audit log
 */
export async function unregisterAllDevices(
  work: Work,
  input: { userId: UserId; confirmation: string; reason: string },
): Promise<{ removed: number; sessionsEnded: number; secret: ClaimSecret | null }> {
  const { userId, confirmation, reason } = input
  const { status, removed, sessionsEnded } = await unregisterAll(work, {
    userId,
    confirmation,
    personal: { reason },
  })
  const mayEnrol = status !== 'deactivated' && canEnrol(work.base)
  const issued = mayEnrol ? await issueClaim(work, { userId, kind: 'screen' }) : null
  return { removed, sessionsEnded, secret: issued?.secret ?? null }
}

/**
 * Ends every phone of a person, those that wait or are paused too, and the identity that they held: each is told, and none can approve
 * anything from this instant; requests, also those approved and not yet redeemed, setup codes, restores and sessions end; the DID is retired
 * in this organisation for ever, and the accounts wait for the next one. Users of other organisations keep theirs. Other ways
 * to sign in, an override among them, go on. The person is told by mail.
 *
 * An administrator may do it to themselves where another way in is left; the session that they act in goes on.
 *
 * The second time there is nothing left to end, and it is recorded all the same.
 *
 * @param input `personal` is sealed with the event: why
 * @throws {Problem} `user-not-found`, `higher-rank`, `confirmation-mismatch`, `own-last-device`; as `requireStanding`
 */
export async function unregisterAll(
  work: Work,
  input: { userId: UserId; confirmation: string; personal: Record<string, string> },
): Promise<{
  status: string
  removed: number
  sessionsEnded: number
  hadIdentity: boolean
  requests: number
}> {
  const { userId, confirmation, personal } = input
  // With every active owner: of two owners who do it to each other, the second was signed out by the first.
  const held = await holdToLeave(work, { userId })
  await requireStanding(work)
  const user = held.user ?? (await getUser(work, { userId }))
  requireRank(work, user)
  if (!confirms(confirmation, unregisterAllPhrase)) throw new Problem('confirmation-mismatch')
  const isOwn = work.actor.kind === 'user' && work.actor.id === userId

  const requests = await cancelApprovals(work, { userId, why: 'unregistered' })
  const removed = await removeEveryDevice(work, { userId, why: 'unregistered' })
  await voidClaims(work, { userId })
  await endRestores(work, { userId })
  const own = isOwn ? work.actor.session?.id : undefined
  const why = isOwn ? 'person' : 'administrator'
  const sessionsEnded = await endEverySession(work, { userId, why, ...(own && { except: own }) })
  await resetIdentity(work, { userId, why: 'unregistered' })
  if (isOwn && !(await findWaysIn(work, { userId })).some(({ works }) => works))
    throw new Problem('own-last-device')

  const devices = removed.length
  await record(work, 'identity.unregistered', { userId, devices, sessionsEnded }, personal)
  await tellPerson(work, user, unregisteredWords(work, user, { devices, isOwn }))
  return { status: user.status, removed: devices, sessionsEnded, hadIdentity: user.did !== null, requests }
}
