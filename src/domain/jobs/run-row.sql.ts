import { sql } from 'kysely'
import type { JobId, SessionId, TenantId, UserId } from '#contract/ids.ts'
import type { BulkAct } from '#contract/jobs.ts'
import type { JsonValue } from '#contract/json.ts'
import type { AdminRole } from '#contract/permissions.ts'
import type { Database } from '#platform/database.ts'
import type { Tables } from '../tables.ts'
import type { Work } from '../work.ts'

/**
 * Takes the job that waited longest for somebody to work on it: a running one whose last process has stopped or died. Of two who ask at
 * once each gets another.
 */
export async function leaseJob(
  database: Database<Tables>,
  { now, until }: { now: Date; until: Date },
): Promise<{ tenantId: TenantId; id: JobId } | undefined> {
  const { rows } = await sql<{ tenantId: TenantId; id: JobId }>`
    update jobs j set lease_until = ${until}
    from (
      select tenant_id, id from jobs
      where state = 'running' and (lease_until is null or lease_until <= ${now})
        -- One of an organisation that was closed stays where it is.
        and tenant_id in (select id from tenants where status = 'active')
      order by lease_until nulls first, created_at limit 1 for no key update skip locked
    ) due
    where j.tenant_id = due.tenant_id and j.id = due.id
    returning j.tenant_id, j.id`.execute(database.outside)
  return rows[0]
}

export async function setLease(
  database: Database<Tables>,
  { tenantId, id }: { tenantId: TenantId; id: JobId },
  until: Date | null,
): Promise<void> {
  await database.outside
    .updateTable('jobs')
    .set({ leaseUntil: until })
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}

export async function waitingRows(work: Work, jobId: JobId, limit: number): Promise<number[]> {
  const rows = await work.db
    .selectFrom('jobRows')
    .innerJoin('jobs', (join) =>
      join.onRef('jobs.tenantId', '=', 'jobRows.tenantId').onRef('jobs.id', '=', 'jobRows.jobId'),
    )
    .select('jobRows.n')
    .where('jobRows.tenantId', '=', work.base.tenantId)
    .where('jobRows.jobId', '=', jobId)
    .where('jobRows.state', '=', 'waiting')
    .where('jobs.state', '=', 'running')
    .orderBy('jobRows.n')
    .limit(limit)
    .execute()
  return rows.map((row) => row.n)
}

export interface TakenRow {
  readonly userId: UserId
  readonly jobState: Tables['jobs']['state']
  readonly kind: BulkAct['act']
  readonly input: JsonValue
  readonly createdBy: UserId
  readonly createdAt: Date
  readonly sessionId: SessionId | null
  /** Of whoever began it, as they are now; null when they are gone. */
  readonly status: Tables['users']['status'] | null
  readonly adminRole: AdminRole | null
}

/** Holds one person's row of a job; undefined where it is done, or another process is at it. */
export async function takeRow(work: Work, jobId: JobId, n: number): Promise<TakenRow | undefined> {
  const { rows } = await sql<TakenRow>`
    select r.user_id, j.state as job_state, j.kind, j.input, j.created_by, j.created_at, j.session_id, u.status, u.admin_role
    from job_rows r
    join jobs j on j.tenant_id = r.tenant_id and j.id = r.job_id
    left join users u on u.tenant_id = j.tenant_id and u.id = j.created_by
    where r.tenant_id = ${work.base.tenantId} and r.job_id = ${jobId} and r.n = ${n} and r.state = 'waiting'
    for update of r skip locked`.execute(work.db)
  return rows[0]
}

/** Writes the verdict down and counts it, once: a row that has one keeps it. */
export async function settleRow(
  work: Work,
  { jobId, n }: { jobId: JobId; n: number },
  { state, problem }: { state: 'succeeded' | 'skipped' | 'failed'; problem: string | null },
): Promise<void> {
  const settled = await work.db
    .updateTable('jobRows')
    .set({ state, problem, at: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('jobId', '=', jobId)
    .where('n', '=', n)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  if (settled.numUpdatedRows === 0n) return
  await work.db
    .updateTable('jobs')
    .set((eb) => ({ [state]: eb(state, '+', 1), updatedAt: work.now }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', jobId)
    .execute()
}

export interface FinishedJob {
  readonly succeeded: number
  readonly skipped: number
  readonly failed: number
  readonly createdBy: UserId
  readonly createdAt: Date
}

/** Ends a job that nobody waits in any more; undefined when it is not that far, or somebody else has. */
export async function markFinished(work: Work, jobId: JobId): Promise<FinishedJob | undefined> {
  const { rows } = await sql<FinishedJob>`
    update jobs set state = 'finished', finished_at = ${work.now}, updated_at = ${work.now}, lease_until = null
    where tenant_id = ${work.base.tenantId} and id = ${jobId} and state = 'running' and not exists (
      select from job_rows r where r.tenant_id = ${work.base.tenantId} and r.job_id = ${jobId} and r.state = 'waiting')
    returning succeeded, skipped, failed, created_by, created_at`.execute(work.db)
  return rows[0]
}

/** Whoever began a job, if they are still somebody to write to. */
export function findMaker(
  work: Work,
  userId: UserId,
): Promise<{ firstName: string; email: string } | undefined> {
  return work.db
    .selectFrom('users')
    .select(['firstName', 'email'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .where('status', '=', 'active')
    .executeTakeFirst()
}
