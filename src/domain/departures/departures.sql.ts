import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { AdminRole } from '#contract/permissions.ts'
import type { Work } from '../work.ts'

/** Held by the caller. What they return to when restored and reactivated is kept. */
export async function markRemoved(
  work: Work,
  id: UserId,
  { purgeAt, reason }: { purgeAt: Date; reason: string | undefined },
): Promise<void> {
  const { tenantId } = work.base
  await work.db
    .updateTable('users')
    .set((eb) => ({
      status: 'deactivated',
      statusBefore: eb.fn.coalesce('statusBefore', eb.cast<'invited' | 'active'>('status', 'text')),
      deactivatedAt: eb.fn.coalesce('deactivatedAt', eb.val(work.now)),
      deactivationKind: 'offboarding',
      deactivationReason: eb.fn.coalesce(
        eb.cast<string>(eb.val(reason ?? null), 'text'),
        'deactivationReason',
      ),
      deactivatedUntil: null,
      removeAt: null,
      removedAt: work.now,
      purgeAt,
      updatedAt: work.now,
      version: eb('version', '+', 1),
    }))
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .execute()
  await work.db
    .updateTable('accounts')
    .set({ status: 'invited', did: null, activatedAt: null })
    .where('tenantId', '=', tenantId)
    .where('userId', '=', id)
    .execute()
}

/** Their phones are gone, so the identity that those held is let go; it may come again with a new phone. */
export async function markRestored(work: Work, id: UserId): Promise<void> {
  await work.db
    .updateTable('users')
    .set((eb) => ({
      removedAt: null,
      purgeAt: null,
      terminationAskedAt: null,
      did: null,
      identityId: null,
      restoreByClaim: false,
      lastBackupAt: null,
      updatedAt: work.now,
      version: eb('version', '+', 1),
    }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .execute()
}

export async function markTerminationAsked(work: Work, id: UserId): Promise<void> {
  await work.db
    .updateTable('users')
    .set((eb) => ({ terminationAskedAt: work.now, updatedAt: work.now, version: eb('version', '+', 1) }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .execute()
}

/** Lets the person be asked in the other organisations that know this identity; null takes it back. */
export async function setTerminationAsked(work: Work, identityId: string, at: Date | null): Promise<void> {
  await work.db
    .updateTable('identities')
    .set({ terminationAskedAt: at })
    .where('id', '=', identityId)
    .execute()
}

/** Whether another organisation asked for this person’s end since they last said no here. */
export async function isTerminationAsked(work: Work, userId: UserId): Promise<boolean> {
  const row = await work.db
    .selectFrom('users')
    .innerJoin('identities', 'identities.id', 'users.identityId')
    .select('users.id')
    .where('users.tenantId', '=', work.base.tenantId)
    .where('users.id', '=', userId)
    .where('users.terminationAskedAt', 'is', null)
    .where((eb) =>
      eb.or([
        eb('users.terminationRefusedAt', 'is', null),
        eb('users.terminationRefusedAt', '<', eb.ref('identities.terminationAskedAt')),
      ]),
    )
    .where('identities.terminationAskedAt', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

export async function markTerminationRefused(work: Work, userId: UserId): Promise<void> {
  await work.db
    .updateTable('users')
    .set({ terminationRefusedAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .execute()
}

export async function identityOf(work: Work, id: UserId): Promise<string | null> {
  const row = await work.db
    .selectFrom('users')
    .select('identityId')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.identityId ?? null
}

/** How this person stands in each other organisation that is served: their rank, and whether it would be left without an owner. */
export async function standingElsewhere(
  work: Work,
  identityId: string,
): Promise<{ adminRole: AdminRole | null; lastOwner: boolean }[]> {
  const { rows } = await sql<{ adminRole: AdminRole | null; lastOwner: boolean }>`
    select * from standing_elsewhere(${identityId}::uuid)`.execute(work.db)
  return rows
}

/**
 * Marks this person in every other organisation that is served: each ends them in a unit of its own. They are held there from here on, so
 * that the rank which `standingElsewhere` says next is the one that the mark keeps.
 *
 * @returns in how many, with those that removed them
 */
export async function orderTermination(work: Work, identityId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select order_termination(${identityId}::uuid, ${work.now}) as n`.execute(work.db)
  return Number(rows[0]?.n ?? 0)
}

/** Since when an operator's administrator of another organisation wants this person ended, whom the caller holds, and their role then. */
export async function findTerminationOrder(
  work: Work,
  userId: UserId,
): Promise<{ orderedAt: Date; adminRole: AdminRole | null } | undefined> {
  return work.db
    .selectFrom('users')
    .select(['terminationOrderedAt as orderedAt', 'terminationOrderedRole as adminRole'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .where('terminationOrderedAt', 'is not', null)
    .$narrowType<{ orderedAt: Date }>()
    .executeTakeFirst()
}

export async function dropTerminationOrder(work: Work, userId: UserId): Promise<void> {
  await work.db
    .updateTable('users')
    .set({ terminationOrderedAt: null, terminationOrderedRole: null })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .execute()
}

/** How many other organisations know this identity now; a number, never which. */
export async function countOtherOrganisations(work: Work, identityId: string | null): Promise<number> {
  if (!identityId) return 0
  const { rows } = await sql<{ n: number }>`select other_organisations_of(${identityId}::uuid) as n`.execute(
    work.db,
  )
  return Number(rows[0]?.n ?? 0)
}

/** What there is to end: numbers, and the names of the applications. */
export async function countBelongings(work: Work, userId: UserId) {
  const { tenantId } = work.base
  const counts = await work.db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('sessions')
        .select((count) => count.fn.countAll<number>().as('n'))
        .where('tenantId', '=', tenantId)
        .where('userId', '=', userId)
        .where('endedAt', 'is', null)
        .where('expiresAt', '>', work.now)
        .as('sessions'),
      eb
        .selectFrom('devices')
        .select((count) => count.fn.countAll<number>().as('n'))
        .where('tenantId', '=', tenantId)
        .where('userId', '=', userId)
        .where('state', '!=', 'removed')
        .as('devices'),
      eb
        .selectFrom('providerLinks')
        .select((count) => count.fn.countAll<number>().as('n'))
        .where('tenantId', '=', tenantId)
        .where('userId', '=', userId)
        .as('links'),
    ])
    .executeTakeFirstOrThrow()
  return {
    sessions: counts.sessions ?? 0,
    devices: counts.devices ?? 0,
    links: counts.links ?? 0,
  }
}
