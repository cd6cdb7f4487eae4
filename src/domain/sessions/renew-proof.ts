import type { SessionId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** Notes that the person proved themselves now, in a session that lives: what risky operations ask for. */
export async function renewProof(work: Work, { sessionId }: { sessionId: SessionId }): Promise<void> {
  await work.db
    .updateTable('sessions')
    .set({ provedAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', sessionId)
    .where('endedAt', 'is', null)
    .returning('id')
    .executeTakeFirstOrThrow()
  work.notify('session', sessionId)
}
