import type { ApplicationId, TenantId, UserId } from '#contract/ids.ts'
import type { Ground, Work } from '../work.ts'

/** How far the sample data of this organisation has got; undefined where it has none. Holds the row: fillers take turns. */
export function lockSample(
  work: Work,
): Promise<{ begunAt: Date; steps: number; finishedAt: Date | null } | undefined> {
  return work.db
    .selectFrom('sampleData')
    .select(['begunAt', 'steps', 'finishedAt'])
    .where('tenantId', '=', work.base.tenantId)
    .forUpdate()
    .executeTakeFirst()
}

/** False where it was begun before. */
export async function insertSample(work: Work, begunAt: Date): Promise<boolean> {
  const inserted = await work.db
    .insertInto('sampleData')
    .values({ tenantId: work.base.tenantId, begunAt, finishedAt: null })
    .onConflict((conflict) => conflict.column('tenantId').doNothing())
    .returning('tenantId')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function saveStep(work: Work, steps: number, finishedAt: Date | null): Promise<void> {
  await work.db
    .updateTable('sampleData')
    .set({ steps, finishedAt })
    .where('tenantId', '=', work.base.tenantId)
    .executeTakeFirstOrThrow()
}

export async function hasSample(work: Work): Promise<boolean> {
  const row = await work.db
    .selectFrom('sampleData')
    .select('tenantId')
    .where('tenantId', '=', work.base.tenantId)
    .executeTakeFirst()
  return row !== undefined
}

/** Organisations whose filling was interrupted, or has yet to begin. As the login role: it is asked of all at once. */
export async function unfinished(ground: Ground): Promise<TenantId[]> {
  const rows = await ground.database.outside
    .selectFrom('sampleData')
    .select('tenantId')
    .where('finishedAt', 'is', null)
    .orderBy('begunAt')
    .limit(100)
    .execute()
  return rows.map((row) => row.tenantId)
}

/** How many people there are, as far as two. */
export async function countPeople(work: Work): Promise<number> {
  const rows = await work.db
    .selectFrom('users')
    .select('id')
    .where('tenantId', '=', work.base.tenantId)
    .limit(2)
    .execute()
  return rows.length
}

/** What was about to be sent in this very unit: made-up people have no mailbox and no phone that rings. */
export async function dropMessages(work: Work): Promise<void> {
  await work.db
    .deleteFrom('outbox')
    .where('tenantId', '=', work.base.tenantId)
    .where('createdAt', '=', work.now)
    .execute()
}

/** Those that were made at this instant, by name. */
export async function applicationsMadeAt(work: Work, at: Date): Promise<Map<string, ApplicationId>> {
  const rows = await work.db
    .selectFrom('applications')
    .select(['id', 'name'])
    .where('tenantId', '=', work.base.tenantId)
    .where('createdAt', '=', at)
    .execute()
  return new Map(rows.map(({ id, name }) => [name, id]))
}

export function standingOf(work: Work, userId: UserId) {
  return work.db
    .selectFrom('users')
    .select(['name', 'email', 'status', 'activeDevices'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .executeTakeFirst()
}
