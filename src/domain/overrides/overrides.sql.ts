import type { OverrideId, TenantId, UserId } from '#contract/ids.ts'
import type { Override } from '#contract/overrides.ts'
import type { Database } from '#platform/database.ts'
import type { Tables } from '../tables.ts'
import type { Work } from '../work.ts'

/** One that was neither used nor ended, whether its time is over or not. */
export interface OpenOverride {
  readonly id: OverrideId
  readonly userId: UserId
  readonly codeHash: Buffer
  readonly tries: number
  readonly expiresAt: Date
}

/** The open one of a person, with its row held until the unit ends: tries at once stand in line. */
export function lockOpenOverride(work: Work, userId: UserId): Promise<OpenOverride | undefined> {
  return work.db
    .selectFrom('overrides')
    .select(['id', 'userId', 'codeHash', 'tries', 'expiresAt'])
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function insertOverride(
  work: Work,
  override: {
    id: OverrideId
    userId: UserId
    codeHash: Uint8Array
    reason: string
    issuedBy: UserId
    expiresAt: Date
  },
): Promise<void> {
  await work.db
    .insertInto('overrides')
    .values({ ...override, tenantId: work.base.tenantId, issuedAt: work.now })
    .execute()
}

export async function setTries(work: Work, id: OverrideId, tries: number): Promise<void> {
  await ofOne(work, id).set({ tries }).execute()
}

/** @returns false where it had ended already: nothing leaves an end. */
export async function setEnded(
  work: Work,
  id: OverrideId,
  why: NonNullable<Tables['overrides']['endedWhy']>,
): Promise<boolean> {
  const ended = await ofOne(work, id)
    .set({ endedAt: work.now, endedWhy: why, ...(why === 'used' && { usedAt: work.now }) })
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  return Number(ended.numUpdatedRows) === 1
}

const ofOne = (work: Work, id: OverrideId) =>
  work.db.updateTable('overrides').where('tenantId', '=', work.base.tenantId).where('id', '=', id)

/** Newest first. */
export async function latestOverrides(work: Work, userId: UserId): Promise<Override[]> {
  const rows = await selectOverrides(work, userId).limit(10).execute()
  return rows.map((row) => toOverride(work, row))
}

export async function findOverride(
  work: Work,
  userId: UserId,
  id: OverrideId,
): Promise<Override | undefined> {
  const row = await selectOverrides(work, userId).where('overrides.id', '=', id).executeTakeFirst()
  return row && toOverride(work, row)
}

const selectOverrides = (work: Work, userId: UserId) =>
  work.db
    .selectFrom('overrides')
    .leftJoin('users', (join) =>
      join.onRef('users.tenantId', '=', 'overrides.tenantId').onRef('users.id', '=', 'overrides.issuedBy'),
    )
    .select([
      'overrides.id',
      'overrides.reason',
      'overrides.issuedAt',
      'overrides.expiresAt',
      'overrides.usedAt',
      'overrides.endedWhy',
      'overrides.issuedBy',
      'users.name as issuerName',
    ])
    .where('overrides.tenantId', '=', work.base.tenantId)
    .where('overrides.userId', '=', userId)
    .orderBy('overrides.issuedAt', 'desc')
    .orderBy('overrides.id', 'desc')

type Row = Awaited<ReturnType<ReturnType<typeof selectOverrides>['executeTakeFirstOrThrow']>>

function toOverride({ now }: Work, { endedWhy, issuedBy, issuerName, ...row }: Row): Override {
  return {
    ...row,
    state: stateOf(endedWhy, row.expiresAt, now),
    issuedBy: issuerName === null ? null : { id: issuedBy, name: issuerName },
  }
}

/** Time ends one before the clean-up has written it down. One that another replaced was withdrawn by that. */
function stateOf(endedWhy: Row['endedWhy'], expiresAt: Date, now: Date): Override['state'] {
  if (endedWhy === null) return expiresAt <= now ? 'expired' : 'open'
  return endedWhy === 'replaced' ? 'revoked' : endedWhy
}

/** People whose override is open past its time, of all tenants that are open. */
export function peopleWithDueOverride(
  database: Database<Tables>,
  now: Date,
  limit: number,
): Promise<{ tenantId: TenantId; id: UserId }[]> {
  return database.outside
    .selectFrom('overrides')
    .select(['tenantId', 'userId as id'])
    .where(
      'tenantId',
      'in',
      database.outside.selectFrom('tenants').select('id').where('status', '=', 'active'),
    )
    .where('endedAt', 'is', null)
    .where('expiresAt', '<=', now)
    .orderBy('expiresAt')
    .limit(limit)
    .execute()
}
