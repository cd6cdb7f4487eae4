import { type Selectable, sql } from 'kysely'
import * as z from 'zod/mini'
import type { ProviderId } from '#contract/ids.ts'
import { type ProviderKind, ProviderSettings } from '#contract/providers.ts'
import type { Tables } from '../tables.ts'
import type { Work } from '../work.ts'

const columns = [
  'id',
  'kind',
  'name',
  'enabled',
  'trusted',
  'createsUsers',
  'settings',
  'secretSealed',
  'secretExpiresAt',
  'createdAt',
  'updatedAt',
  'lastSuccessAt',
  'lastFailureAt',
  'lastFailure',
  'version',
] as const

type Stored = Pick<Selectable<Tables['providers']>, (typeof columns)[number]>

export interface ProviderRow extends Omit<Stored, 'settings'> {
  readonly settings: ProviderSettings
}

const toRow = (row: Stored): ProviderRow => ({ ...row, settings: z.parse(ProviderSettings, row.settings) })

const selectProvider = (work: Work, id: ProviderId) =>
  work.db
    .selectFrom('providers')
    .select(columns)
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)

export async function findProvider(work: Work, id: ProviderId): Promise<ProviderRow | undefined> {
  const row = await selectProvider(work, id).executeTakeFirst()
  return row && toRow(row)
}

/** As `findProvider`, and holds the row until the unit ends. */
export async function lockProvider(work: Work, id: ProviderId): Promise<ProviderRow | undefined> {
  const row = await selectProvider(work, id).forUpdate().executeTakeFirst()
  return row && toRow(row)
}

export async function providersByName(work: Work): Promise<ProviderRow[]> {
  const rows = await work.db
    .selectFrom('providers')
    .select(columns)
    .where('tenantId', '=', work.base.tenantId)
    .orderBy('nameKey')
    .orderBy('id')
    .execute()
  return rows.map(toRow)
}

export function enabledProviders(
  work: Work,
): Promise<{ id: ProviderId; kind: ProviderKind; name: string }[]> {
  return work.db
    .selectFrom('providers')
    .select(['id', 'kind', 'name'])
    .where('tenantId', '=', work.base.tenantId)
    .where('enabled', '=', true)
    .orderBy('nameKey')
    .orderBy('id')
    .execute()
}

/** How many people are linked to each of these. */
export async function countPeople(work: Work, ids: readonly ProviderId[]): Promise<Map<ProviderId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await work.db
    .selectFrom('providerLinks')
    .select(['providerId', sql<number>`count(distinct user_id)::int`.as('people')])
    .where('tenantId', '=', work.base.tenantId)
    .where('providerId', 'in', ids)
    .groupBy('providerId')
    .execute()
  return new Map(rows.map(({ providerId, people }) => [providerId, people]))
}

export interface ProviderSet {
  readonly name: string
  readonly nameKey: string
  readonly enabled: boolean
  readonly trusted: boolean
  readonly createsUsers: boolean
  readonly settings: ProviderSettings
  readonly secretSealed: Uint8Array | null
  readonly secretExpiresAt: Date | null
}

/** @returns false where the id is taken. */
export async function insertProvider(
  work: Work,
  { settings, ...row }: ProviderSet & { id: ProviderId; kind: ProviderKind },
): Promise<boolean> {
  const inserted = await work.db
    .insertInto('providers')
    .values({
      ...row,
      tenantId: work.base.tenantId,
      settings: JSON.stringify(settings),
      createdAt: work.now,
      updatedAt: work.now,
      lastSuccessAt: null,
      lastFailureAt: null,
      lastFailure: null,
    })
    .onConflict((conflict) => conflict.columns(['tenantId', 'id']).doNothing())
    .executeTakeFirst()
  return Number(inserted.numInsertedOrUpdatedRows ?? 0) === 1
}

export async function saveProvider(
  work: Work,
  id: ProviderId,
  { settings, ...set }: ProviderSet,
): Promise<void> {
  await work.db
    .updateTable('providers')
    .set((eb) => ({
      ...set,
      settings: JSON.stringify(settings),
      updatedAt: work.now,
      version: eb('version', '+', 1),
    }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** Links, blocks and trips go with it by their foreign keys. */
export async function dropProvider(work: Work, id: ProviderId): Promise<void> {
  await work.db
    .deleteFrom('providers')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** To the minute: a row that every sign-in wrote would make them stand in line. */
export async function setLastSuccess(work: Work, id: ProviderId): Promise<void> {
  await work.db
    .updateTable('providers')
    .set({ lastSuccessAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .where((eb) =>
      eb.or([
        eb('lastSuccessAt', 'is', null),
        eb('lastSuccessAt', '<', new Date(work.now.getTime() - 60_000)),
      ]),
    )
    .execute()
}

export async function setLastFailure(work: Work, id: ProviderId, words: string): Promise<void> {
  await work.db
    .updateTable('providers')
    .set({ lastFailureAt: work.now, lastFailure: words })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .execute()
}
