import type { Case } from '#contract/cases.ts'
import { browserIn } from '../sessions/list-sessions.ts'
import type { Work } from '../work.ts'
import type { DescribedCase } from './cases.sql.ts'

/** As administrators see it. */
export function toCase(work: Work, row: DescribedCase): Case {
  const { id, kind, state, openedAt, reports, lastReportAt, closedAt, note } = row
  const { userId, name, email, adminRole, pushesPausedUntil } = row
  return {
    id,
    kind,
    state,
    user: { id: userId, name, email, adminRole },
    openedAt,
    reports,
    lastReportAt,
    closedAt,
    closedBy: row.closedByName,
    note,
    request: requestOf(row),
    device: row.deviceId && row.deviceName !== null ? { id: row.deviceId, name: row.deviceName } : null,
    pushesPausedUntil: pushesPausedUntil && pushesPausedUntil > work.now ? pushesPausedUntil : null,
  }
}

function requestOf(row: DescribedCase): Case['request'] {
  const { requestId, applicationName, userAgent, ip, issuedAt, knownBrowser } = row
  // They stand in one row: where it is gone, all of them are null.
  if (requestId === null || applicationName === null || userAgent === null || ip === null) return null
  if (issuedAt === null || knownBrowser === null) return null
  return {
    id: requestId,
    application: applicationName,
    browser: browserIn(userAgent),
    ip,
    place: [row.city, row.country].filter(Boolean).join(', ') || null,
    reference: row.reference,
    at: issuedAt,
    knownBrowser,
  }
}
