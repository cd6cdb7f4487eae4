import type { ApprovalRequest } from '#contract/approval-requests.ts'
import type { UserId } from '#contract/ids.ts'
import { browserIn } from '../sessions/list-sessions.ts'
import { getUser } from '../users/get-user.ts'
import { findPushPause, type Pause } from '../users/pause-pushes.ts'
import type { Work } from '../work.ts'
import { fetchesOf, latestOf } from './approvals.sql.ts'
import { stateOf } from './find-approval.ts'

const atMost = 20

/**
 * The latest requests of a user with what became of them, newest first, and whether any rings now.
 *
 * @throws {Problem} `user-not-found`
 */
export async function listApprovalRequests(
  work: Work,
  { userId }: { userId: UserId },
): Promise<{ items: ApprovalRequest[]; pause: Pause | null }> {
  await getUser(work, { userId })
  const pause = await findPushPause(work, { userId })
  const rows = await latestOf(work, userId, atMost)
  if (rows.length === 0) return { items: [], pause }
  const ids = rows.map(({ id }) => id)
  const fetches = await fetchesOf(work, ids)
  const items = rows.map(
    (row): ApprovalRequest => ({
      id: row.id,
      action: row.action,
      application: row.applicationName,
      browser: browserIn(row.userAgent),
      ip: row.ip,
      place: [row.city, row.country].filter(Boolean).join(', ') || null,
      how: row.how ?? 'number',
      state: stateOf(row, work.now),
      push: row.pushed ? 'sent' : (row.heldBack ?? 'none'),
      why: row.why,
      reference: row.reference,
      issuedAt: row.issuedAt,
      expiresAt: row.expiresAt,
      timeline: timelineOf(
        row,
        fetches.filter(({ requestId }) => requestId === row.id),
        work.now,
      ),
    }),
  )
  return { items, pause }
}

type Row = Awaited<ReturnType<typeof latestOf>>[number]
type Step = ApprovalRequest['timeline'][number]

function timelineOf(row: Row, fetches: readonly { name: string; at: Date }[], now: Date): Step[] {
  const steps: Step[] = [{ at: row.issuedAt, step: 'issued', device: null }]
  for (const { name, at } of fetches) steps.push({ at, step: 'fetched', device: name })
  if (row.answeredAt && row.deviceId)
    steps.push({ at: row.answeredAt, step: 'answered', device: row.deviceName })
  if (row.redeemedAt) steps.push({ at: row.redeemedAt, step: 'redeemed', device: null })
  else if (row.endedAt && !row.deviceId) steps.push({ at: row.endedAt, step: 'ended', device: null })
  else if (stateOf(row, now) === 'expired') steps.push({ at: row.expiresAt, step: 'ended', device: null })
  return steps.sort((a, b) => a.at.getTime() - b.at.getTime())
}
