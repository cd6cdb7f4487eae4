import type { DeviceId, UserId } from '#contract/ids.ts'
import { recordAll } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { announceEnd } from './announce-end.ts'
import { cancel } from './approvals.sql.ts'

/**
 * Ends what waits for a user, and what was approved and not yet redeemed: from this instant nobody gets in by it. With a device, of the
 * approved ones only those that it gave.
 *
 * @returns how many it ended.
 */
export async function cancelApprovals(
  work: Work,
  { userId, deviceId, why }: { userId: UserId; deviceId?: DeviceId; why: string },
): Promise<number> {
  const ended = await cancel(work, { userId, deviceId, why })
  await recordAll(
    work,
    ended.map(({ id: requestId, applicationId }) => ({
      type: 'signin.request.cancelled' as const,
      data: { userId, requestId, applicationId, why },
    })),
  )
  for (const request of ended) await announceEnd(work, request)
  return ended.length
}
