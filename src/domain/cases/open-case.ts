import type { CaseId, DeviceId, RequestId, UserId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { tellOfCase } from './case-mail.ts'
import { addReport, type CaseKind, describedById, openCaseOf } from './cases.sql.ts'
import { toCase } from './to-case.ts'

/** Somebody who goes on reporting does not fill the administrators' mailboxes: of an open case they hear once in this time. */
const tellAgainAfterMs = 3_600_000

/**
 * Has administrators look at something, and tells them by mail. Of a person one case of a kind is open at a time: what comes
 * meanwhile is counted on it, and told anew when the last was an hour ago.
 */
export async function openCase(
  work: Work,
  about: { kind: CaseKind; userId: UserId; requestId?: RequestId; deviceId?: DeviceId },
): Promise<{ id: CaseId }> {
  const { kind, userId, requestId = null, deviceId = null } = about
  const before = await openCaseOf(work, { userId, kind })
  const { id, reports } = await addReport(work, { kind, userId, requestId, deviceId })
  work.notify('case', id)
  if (reports === 1) await record(work, 'case.opened', { userId, caseId: id, kind })
  const isNews =
    reports === 1 || (before && work.now.getTime() - before.lastReportAt.getTime() >= tellAgainAfterMs)
  const row = isNews ? await describedById(work, id) : undefined
  if (row) await tellOfCase(work, toCase(work, row))
  return { id }
}
