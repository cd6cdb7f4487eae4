import { sql } from 'kysely'
import type { ApplicationId, JobId, UserId } from '#contract/ids.ts'
import type { BulkAct, Job } from '#contract/jobs.ts'
import type { JsonValue } from '#contract/json.ts'
import type { AdminRole } from '#contract/permissions.ts'
import type { Work } from '../work.ts'

export interface JobRowRead {
  readonly id: JobId
  readonly kind: BulkAct['act']
  readonly state: Job['state']
  readonly total: number
  readonly succeeded: number
  readonly skipped: number
  readonly failed: number
  readonly createdBy: UserId
  readonly createdByName: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly finishedAt: Date | null
}

const jobsQuery = (work: Work) =>
  work.db
    .selectFrom('jobs as j')
    .leftJoin('users as u', (join) =>
      join.onRef('u.tenantId', '=', 'j.tenantId').onRef('u.id', '=', 'j.createdBy'),
    )
    .select([
      'j.id',
      'j.kind',
      'j.state',
      'j.total',
      'j.succeeded',
      'j.skipped',
      'j.failed',
      'j.createdBy',
      'u.name as createdByName',
      'j.createdAt',
      'j.updatedAt',
      'j.finishedAt',
    ])
    .where('j.tenantId', '=', work.base.tenantId)
    .$narrowType<{ kind: BulkAct['act'] }>()

export const findJob = (work: Work, id: JobId): Promise<JobRowRead | undefined> =>
  jobsQuery(work).where('j.id', '=', id).executeTakeFirst()

export const lockJob = (work: Work, id: JobId): Promise<JobRowRead | undefined> =>
  jobsQuery(work).where('j.id', '=', id).forNoKeyUpdate('j').executeTakeFirst()

export const latestJobs = (work: Work, limit: number): Promise<JobRowRead[]> =>
  jobsQuery(work).orderBy('j.createdAt', 'desc').orderBy('j.id', 'desc').limit(limit).execute()

const insertedAtOnce = 10_000

export async function insertJob(
  work: Work,
  job: { id: JobId; kind: string; input: JsonValue; createdBy: UserId; userIds: readonly UserId[] },
): Promise<void> {
  const { id, kind, input, createdBy, userIds } = job
  await work.db
    .insertInto('jobs')
    .values({
      tenantId: work.base.tenantId,
      id,
      kind,
      state: 'running',
      input: JSON.stringify(input),
      createdBy,
      sessionId: work.actor.session?.id ?? null,
      total: userIds.length,
      createdAt: work.now,
      updatedAt: work.now,
    })
    .execute()
  // No statement of a unit may take long: a hundred thousand at once would, on a busy day.
  for (let from = 0; from < userIds.length; from += insertedAtOnce) {
    await sql`
      insert into job_rows (tenant_id, job_id, n, user_id, state)
      select ${work.base.tenantId}, ${id}, ${from}::int + person.n, person.id, 'waiting'
      from unnest(${userIds.slice(from, from + insertedAtOnce)}::uuid[]) with ordinality person (id, n)`.execute(
      work.db,
    )
  }
}

export async function setState(work: Work, id: JobId, state: Job['state']): Promise<void> {
  await work.db
    .updateTable('jobs')
    .set({
      state,
      updatedAt: work.now,
      finishedAt: state === 'stopped' || state === 'finished' ? work.now : null,
      // Whoever is free goes on at once.
      leaseUntil: null,
    })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .execute()
}

export interface RowRead {
  readonly n: number
  readonly userId: UserId
  readonly state: 'waiting' | 'succeeded' | 'skipped' | 'failed'
  readonly problem: string | null
  readonly name: string | null
  readonly email: string | null
}

export async function rowsOf(
  work: Work,
  jobId: JobId,
  page: { state: RowRead['state'] | null; after: number; limit: number },
): Promise<RowRead[]> {
  let query = work.db
    .selectFrom('jobRows as r')
    .leftJoin('users as u', (join) =>
      join.onRef('u.tenantId', '=', 'r.tenantId').onRef('u.id', '=', 'r.userId'),
    )
    .select(['r.n', 'r.userId', 'r.state', 'r.problem', 'u.name', 'u.email'])
    .where('r.tenantId', '=', work.base.tenantId)
    .where('r.jobId', '=', jobId)
    .where('r.n', '>', page.after)
  if (page.state) query = query.where('r.state', '=', page.state)
  return query.orderBy('r.n').limit(page.limit).execute()
}

/** What the file of an export says of each person. */
export async function peopleOf(work: Work, jobId: JobId, page: { after: number; limit: number }) {
  return work.db
    .selectFrom('jobRows as r')
    .innerJoin('users as u', (join) =>
      join.onRef('u.tenantId', '=', 'r.tenantId').onRef('u.id', '=', 'r.userId'),
    )
    .select([
      'r.n',
      'u.id',
      'u.firstName',
      'u.lastName',
      'u.email',
      'u.emailVerified',
      'u.mobile',
      'u.personalEmail',
      'u.externalId',
      'u.status',
      'u.adminRole',
      'u.hasPassword',
      'u.activeDevices',
      'u.providerLinks',
      'u.createdAt',
      'u.lastSignInAt',
    ])
    .where('r.tenantId', '=', work.base.tenantId)
    .where('r.jobId', '=', jobId)
    .where('r.state', '=', 'succeeded')
    .where('r.n', '>', page.after)
    .orderBy('r.n')
    .limit(page.limit)
    .execute()
}

/** Those of these people to whom it was done already, as far as only the tables know. */
export async function alreadyDone(
  work: Work,
  act: BulkAct,
  userIds: readonly UserId[],
): Promise<ReadonlySet<UserId>> {
  const { tenantId } = work.base
  const ids = [...userIds]
  if (act.act === 'revoke-sessions') {
    const { rows } = await sql<{ id: UserId }>`
      select p.id from unnest(${ids}::uuid[]) p (id) where not exists (
        select from sessions s where s.tenant_id = ${tenantId} and s.user_id = p.id and s.ended_at is null
          and s.id is distinct from ${work.actor.session?.id ?? null})`.execute(work.db)
    return new Set(rows.map((row) => row.id))
  }
  if (act.act === 'add-to-application') {
    const { rows } = await sql<{ id: UserId }>`
      select user_id as id from accounts
      where tenant_id = ${tenantId} and user_id = any(${ids}::uuid[]) and application_id = ${act.applicationId}`.execute(
      work.db,
    )
    return new Set(rows.map((row) => row.id))
  }
  return new Set()
}

/** Those who were removed from the application to which the act would add them: that is taken back by restoring, not by the way. */
export async function keptOut(
  work: Work,
  act: BulkAct,
  userIds: readonly UserId[],
): Promise<ReadonlySet<UserId>> {
  if (act.act !== 'add-to-application') return new Set()
  const { rows } = await sql<{ id: UserId }>`
    select user_id as id from accounts
    where tenant_id = ${work.base.tenantId} and user_id = any(${[...userIds]}::uuid[])
      and application_id = ${act.applicationId} and ended_at is not null`.execute(work.db)
  return new Set(rows.map((row) => row.id))
}

export async function applicationExists(work: Work, id: ApplicationId): Promise<boolean> {
  const row = await work.db
    .selectFrom('applications')
    .select('id')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** What somebody may do now; null for a user, and for whoever is gone. */
export async function findRank(work: Work, userId: UserId): Promise<AdminRole | null> {
  const row = await work.db
    .selectFrom('users')
    .select('adminRole')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .executeTakeFirst()
  return row?.adminRole ?? null
}
