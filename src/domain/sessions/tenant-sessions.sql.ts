import type { SessionId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** Ends the open sessions of the whole organisation but one, and everything that was given out under any of them. */
export async function endSessionsOfTenant(work: Work, except: SessionId | null): Promise<number> {
  const { tenantId } = work.base
  const { numUpdatedRows } = await work.db
    .updateTable('sessions')
    .set({ endedAt: work.now, endedWhy: 'organisation' })
    .where('tenantId', '=', tenantId)
    .where('endedAt', 'is', null)
    .$if(except !== null, (query) => query.where('id', '!=', except))
    .executeTakeFirst()
  await work.db
    .deleteFrom('oidcItems')
    .where('tenantId', '=', tenantId)
    // What carries no session as well, but for sign-ins under way: they hold nothing yet.
    .where((eb) => eb.or([eb('sessionId', 'is', null), eb('sessionId', 'is distinct from', except)]))
    .where('model', 'not in', ['Interaction', 'PushedAuthorizationRequest'])
    .execute()
  return Number(numUpdatedRows)
}
