import { sql } from 'kysely'
import type { SessionId, UserId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import { newId } from '#platform/id.ts'
import { later } from '#platform/later.ts'
import type { Work } from '../work.ts'

export async function insertReceipt(work: Work, userId: UserId, items: string): Promise<void> {
  await work.db
    .insertInto('deactivationReceipts')
    .values({ tenantId: work.base.tenantId, id: newId(), userId, at: work.now, items })
    .modifyEnd(later)
    .execute()
}

export function latestReceipt(
  work: Work,
  userId: UserId,
): Promise<{ at: Date; items: JsonValue } | undefined> {
  return work.db
    .selectFrom('deactivationReceipts')
    .select(['at', 'items'])
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Which of these, against what was meant, live: sessions that are open, and messages that went out all the same. */
export async function findSurvivors(
  work: Work,
  ids: { sessions: readonly string[]; messages: readonly string[] },
): Promise<Set<string>> {
  const { tenantId } = work.base
  const sessions = await work.db
    .selectFrom('sessions')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('id', '=', sql<SessionId>`any(${[...ids.sessions]}::uuid[])`)
    .where('endedAt', 'is', null)
    .execute()
  const messages = await work.db
    .selectFrom('outbox')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('id', '=', sql<string>`any(${[...ids.messages]}::uuid[])`)
    .where('deadAt', 'is', null)
    .execute()
  return new Set<string>([...sessions, ...messages].map(({ id }) => id))
}
