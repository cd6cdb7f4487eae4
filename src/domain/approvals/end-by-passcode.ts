import type { UserId } from '#contract/ids.ts'
import { recordAll } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { announceEnd } from './announce-end.ts'
import { endPendingSignIns } from './approvals.sql.ts'

/** Ends the sign-in requests that wait on a person's phone: they signed in without it, by a passcode from an administrator. */
export async function endByPasscode(work: Work, { userId }: { userId: UserId }): Promise<void> {
  const ended = await endPendingSignIns(work, userId)
  await recordAll(
    work,
    ended.map(({ id: requestId, applicationId }) => ({
      type: 'signin.request.cancelled' as const,
      data: { userId, requestId, applicationId, why: 'passcode' },
    })),
  )
  for (const request of ended) await announceEnd(work, request)
}
