import { type Kysely, sql } from 'kysely'
import type { TenantId, UserId } from '#contract/ids.ts'
import type { Database } from '#platform/database.ts'
import type { Tables } from '../tables.ts'

/** Keeps two processes from sweeping at once: any number, the same in every version. */
const advisoryLock = 7_261_052_431

/**
 * Runs one batch, unless another process is at it: then undefined. The lock ends with the batch's transaction, so
 * that a process that dies holds nothing up.
 */
export function oneAtATime<T>(
  database: Database<Tables>,
  batch: (db: Kysely<Tables>) => Promise<T>,
): Promise<T | undefined> {
  return database.outside.transaction().execute(async (db) => {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(${advisoryLock}::bigint) as mine`.execute(db)
    return rows[0]?.mine ? batch(db) : undefined
  })
}

/** Deletes up to `limit` rows of a table and says how many. `condition` is ours alone, never a caller's text. */
async function deleteBatch(
  db: Kysely<Tables>,
  table: keyof Tables,
  condition: ReturnType<typeof sql>,
  limit: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)}
    where ctid = any (array(select ctid from ${sql.table(table)} where ${condition} limit ${limit}))
  `.execute(db)
  return Number(numAffectedRows ?? 0n)
}

type Ago = (days: number) => Date

/** What is deleted, in the order of its references: the days are how long it may still explain something. */
export const expired: readonly {
  readonly table: keyof Tables
  delete(db: Kysely<Tables>, now: Date, ago: Ago, limit: number): Promise<number>
}[] = [
  entry('rateLimits', (now) => sql`reset_at < ${now}`),
  entry('deviceCalls', (now) => sql`expires_at < ${now}`),
  entry('providerTrips', (now) => sql`expires_at < ${now}`),
  entry('seenAssertions', (now) => sql`expires_at < ${now}`),
  entry('passkeyCeremonies', (now) => sql`expires_at < ${now}`),
  entry('enrolments', (now) => sql`expires_at < ${now}`),
  // Of those that proved nothing there is nothing to explain.
  entry('restores', (now) => sql`expires_at < ${now} and proved_at is null`),
  entry('restores', (_, ago) => sql`expires_at < ${ago(90)}`),
  entry('oidcItems', (now) => sql`expires_at < ${now}`),
  entry('idempotencyKeys', (_, ago) => sql`created_at < ${ago(1)}`),
  // Whoever opens the page begins one: of those that never named anybody there is nothing to explain.
  entry('signIns', (now) => sql`expires_at < ${now} and state = 'begun'`),
  entry('signIns', (_, ago) => sql`expires_at < ${ago(30)}`),
  entry('approvalRequests', (_, ago) => sql`expires_at < ${ago(90)}`),
  entry(
    'claims',
    (_, ago) => sql`
    expires_at < ${ago(90)} and not exists (
      select from enrolments e where e.tenant_id = claims.tenant_id and e.claim_id = claims.id)`,
  ),
  entry('sessions', (_, ago) => sql`expires_at < ${ago(90)}`),
  entry(
    'outbox',
    (_, ago) => sql`
    (delivered_at is not null or dead_at is not null) and coalesce(delivered_at, dead_at) < ${ago(7)}`,
  ),
  entry(
    'failedTries',
    (now, ago) => sql`last_at < ${ago(30)} and (wait_until is null or wait_until < ${now})`,
  ),
  entry('signInCodes', (_, ago) => sql`expires_at < ${ago(30)}`),
  entry('overrides', (_, ago) => sql`ended_at < ${ago(90)}`),
  entry('passwordLinks', (_, ago) => sql`expires_at < ${ago(30)}`),
  entry('emailChanges', (_, ago) => sql`expires_at < ${ago(30)}`),
  entry('providerTrips', (_, ago) => sql`expires_at < ${ago(1)}`),
  // No answer of a provider is taken that late.
  entry('seenAssertions', (_, ago) => sql`expires_at < ${ago(1)}`),
  // With its rows.
  entry('jobs', (_, ago) => sql`finished_at < ${ago(90)}`),
  // A phone that was off for a year asks once more at most, and is told that nobody knows it.
  entry('departedDevices', (_, ago) => sql`departed_at < ${ago(365)}`),
  entry('inboxMails', (_, ago) => sql`at < ${ago(30)}`),
  // A secret made for one test sign-in.
  entry('applicationSecrets', (now) => sql`expires_at < ${now}`),
]

function entry(table: keyof Tables, condition: (now: Date, ago: Ago) => ReturnType<typeof sql>) {
  return {
    table,
    delete: (db: Kysely<Tables>, now: Date, ago: Ago, limit: number) =>
      deleteBatch(db, table, condition(now, ago), limit),
  }
}

/** Writes down what time has done to requests that nobody answered, or whose answer nobody fetched. */
export async function expireRequests(
  db: Kysely<Tables>,
  now: Date,
  graceSeconds: number,
  limit: number,
): Promise<number> {
  const graceOver = new Date(now.getTime() - graceSeconds * 1000)
  const { numAffectedRows } = await sql`
    update approval_requests set state = 'expired', ended_at = expires_at
    where ctid = any (array(
      select ctid from approval_requests
      where (state = 'pending' and expires_at <= ${now}) or (state = 'approved' and expires_at <= ${graceOver})
      limit ${limit} for update skip locked))
  `.execute(db)
  return Number(numAffectedRows ?? 0n)
}

export async function makeAuditMonths(db: Kysely<Tables>, today: Date, ahead: number): Promise<void> {
  await sql`select make_audit_months(${today.toISOString().slice(0, 10)}::date, ${ahead})`.execute(db)
}

/** Of an organisation that was closed nothing is done any more: what is due there must not take the places of the others. */
const openTenants = (database: Database<Tables>) =>
  database.outside.selectFrom('tenants').select('id').where('status', '=', 'active')

/** Users whose deactivation was to end by now. */
export function usersToReactivate(
  database: Database<Tables>,
  now: Date,
  limit: number,
): Promise<{ tenantId: TenantId; id: UserId }[]> {
  return database.outside
    .selectFrom('users')
    .select(['tenantId', 'id'])
    .where('tenantId', 'in', openTenants(database))
    .where('status', '=', 'deactivated')
    .where('deactivatedUntil', '<=', now)
    .orderBy('deactivatedUntil')
    .limit(limit)
    .execute()
}

/** Users whose removal was scheduled for now or earlier. */
export function usersToRemove(
  database: Database<Tables>,
  now: Date,
  limit: number,
): Promise<{ tenantId: TenantId; id: UserId }[]> {
  return database.outside
    .selectFrom('users')
    .select(['tenantId', 'id'])
    .where('tenantId', 'in', openTenants(database))
    .where('removeAt', '<=', now)
    .where('removedAt', 'is', null)
    .orderBy('removeAt')
    .limit(limit)
    .execute()
}

/** Users who were removed and can be restored no more. */
export function usersToPurge(
  database: Database<Tables>,
  now: Date,
  limit: number,
): Promise<{ tenantId: TenantId; id: UserId }[]> {
  return database.outside
    .selectFrom('users')
    .select(['tenantId', 'id'])
    .where('tenantId', 'in', openTenants(database))
    .where('purgeAt', '<=', now)
    .orderBy('purgeAt')
    .limit(limit)
    .execute()
}

/** Users whom another organisation of the same operator terminated. */
export function usersToTerminate(
  database: Database<Tables>,
  limit: number,
): Promise<{ tenantId: TenantId; id: UserId }[]> {
  return database.outside
    .selectFrom('users')
    .select(['tenantId', 'id'])
    .where('tenantId', 'in', openTenants(database))
    .where('terminationOrderedAt', 'is not', null)
    .orderBy('terminationOrderedAt')
    .limit(limit)
    .execute()
}

/** Users with a phone that was replaced and whose days are over, while another of theirs can answer. */
export function usersWithReplacedDevices(
  database: Database<Tables>,
  now: Date,
  limit: number,
): Promise<{ tenantId: TenantId; id: UserId }[]> {
  return database.outside
    .selectFrom('devices as old')
    .select(['old.tenantId', 'old.userId as id'])
    .distinct()
    .where('old.tenantId', 'in', openTenants(database))
    .where('old.removeAt', '<=', now)
    .where('old.state', '!=', 'removed')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('devices as other')
          .select('other.id')
          .whereRef('other.tenantId', '=', 'old.tenantId')
          .whereRef('other.userId', '=', 'old.userId')
          .where('other.state', '=', 'active')
          .where('other.replacedAt', 'is', null),
      ),
    )
    .limit(limit)
    .execute()
}
