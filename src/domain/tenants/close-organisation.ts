import { record } from '../audit/record.ts'
import { revokeEverySession } from '../sessions/revoke-every-session.ts'
import type { Work } from '../work.ts'
import { markClosed } from './tenants.sql.ts'

/**
 * Closes an organisation: its addresses answer nobody from now on, every session and token ends, and phones that ask are told that it is
 * gone. What is stored stays.
 *
 * @returns how many sessions that ended
 */
export async function closeOrganisation(work: Work): Promise<number> {
  const ended = await revokeEverySession(work, { keepCurrent: false, confirmation: work.base.name })
  await markClosed(work)
  await record(work, 'tenant.closed', { slug: work.base.slug })
  work.notify('tenant', work.base.tenantId)
  return ended
}
