import type { SessionId } from '#contract/ids.ts'
import { cancelApprovals } from '../approvals/cancel-approvals.ts'
import { recordAll } from '../audit/record.ts'
import { removeEveryDevice } from '../devices/remove-every-device.ts'
import { endOverride } from '../overrides/end-override.ts'
import { endPasskeys } from '../passkeys/remove-passkey.ts'
import { endEverySession } from '../sessions/end-every-session.ts'
import type { Work } from '../work.ts'
import {
  barAccounts,
  deleteSource,
  endAccounts,
  endClaims,
  endSignIns,
  endWeakProofs,
  leaveIdentity,
  moveAccounts,
  moveAddresses,
  moveCases,
  moveDevices,
  moveFallbacks,
  moveHistory,
  moveKnownBrowsers,
  moveLinks,
  movePassword,
  moveTokens,
  writeTombstone,
} from './apply-merge.sql.ts'
import { sendMergeMail } from './merge-mail.ts'
import type { MergePlan } from './plan-merge.ts'

/** Does what the plan says, to records that the caller holds. What has no row of its own afterwards ends first, and says so. */
export async function applyMerge(work: Work, plan: MergePlan): Promise<void> {
  const { source, target, movesSessions, sessions, movesDevices, devices, links, accounts } = plan
  const pair = { sourceId: source.id, targetId: target.id }
  const { sourceId, targetId } = pair

  await cancelApprovals(work, { userId: sourceId, why: 'user-merged' })
  await endSignIns(work, pair)
  await endClaims(work, pair)
  await endOverride(work, { userId: sourceId, why: 'revoked' })
  await moveFallbacks(work, pair)
  if (movesDevices) await moveDevices(work, pair)
  else await removeEveryDevice(work, { userId: sourceId, why: 'removed' })
  await endPasskeys(work, { userId: sourceId })
  await endAccounts(work, sourceId, accounts.ended)
  await barAccounts(work, targetId, accounts.barred)
  if (movesSessions) {
    await moveTokens(work, pair)
    await moveKnownBrowsers(work, pair)
  } else await endEverySession(work, { userId: sourceId, why: 'merged' })

  await moveAccounts(work, pair, target.did)
  const linked = await moveLinks(work, pair)
  if (plan.password === 'source-moves') await movePassword(work, pair)
  await moveHistory(work, pair)
  await moveCases(work, pair)
  if (movesSessions) await endWeakProofs(work, pair)
  await leaveIdentity(work, sourceId)
  await deleteSource(work, pair, { activates: plan.activatedBy !== null })
  // Only now: an address belongs to one person, and until here the first of them was the source's own.
  await moveAddresses(work, pair, plan.aliases)
  await writeTombstone(work, pair)

  await recordAll(work, [
    ...(plan.clearsPassword
      ? [{ type: 'user.password.cleared' as const, data: { userId: sourceId, why: 'merged' as const } }]
      : []),
    ...linked.map(({ id: linkId, providerId }) => ({
      type: 'user.provider.linked' as const,
      data: { userId: targetId, providerId, linkId, by: 'merge' as const },
    })),
    ...accounts.barred.map(({ id: accountId, applicationId }) => ({
      type: 'account.ended' as const,
      data: { userId: targetId, accountId, applicationId, why: 'merged' as const },
    })),
    ...(plan.activatedBy
      ? [{ type: 'user.activated' as const, data: { userId: targetId, by: plan.activatedBy } }]
      : []),
    {
      type: 'user.merged',
      data: {
        userId: targetId,
        sourceId,
        sessionsMoved: movesSessions ? sessions.length : 0,
        devicesMoved: movesDevices ? devices.length : 0,
        linksMoved: links.length,
        accountsMoved: accounts.moved.length,
        subjectsEnded: accounts.ended.map(({ applicationId, subject, kept }) => ({
          applicationId,
          subject,
          kept,
        })),
      },
      // Who the other one was: under the source's own key there is nobody left to ask for it.
      personal: { sourceName: source.name, sourceEmail: source.email },
    },
  ])
  await sendMergeMail(work, plan)
  work.notify('user', sourceId)
  if (movesSessions) for (const id of idsOf(sessions)) work.notify('session', id)
}

const idsOf = (sessions: readonly { id: SessionId }[]) => sessions.map(({ id }) => id)
