import type { SessionId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** How many step-ups of a session a phone approved, and were taken for it since then. */
export async function redeemedStepUps(
  work: Work,
  { sessionId, since }: { sessionId: SessionId; since: Date },
): Promise<number> {
  const { taken } = await work.db
    .selectFrom('approvalRequests')
    .select((eb) => eb.fn.countAll<number>().as('taken'))
    .where('tenantId', '=', work.base.tenantId)
    .where('sessionId', '=', sessionId)
    .where('action', '=', 'step-up')
    .where('state', '=', 'redeemed')
    .where('redeemedAt', '>=', since)
    .executeTakeFirstOrThrow()
  return taken
}
