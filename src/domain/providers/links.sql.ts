import type { LinkId, ProviderId, UserId } from '#contract/ids.ts'
import type { ProviderLink } from '#contract/providers.ts'
import type { UserStatus } from '#contract/users.ts'
import type { Tables } from '../tables.ts'
import type { Work } from '../work.ts'

export type LinkedBy = Tables['providerLinks']['linkedBy']

export function linksOf(work: Work, userId: UserId): Promise<ProviderLink[]> {
  return work.db
    .selectFrom('providerLinks as l')
    .innerJoin('providers as p', (join) =>
      join.onRef('p.tenantId', '=', 'l.tenantId').onRef('p.id', '=', 'l.providerId'),
    )
    .select([
      'l.id',
      'l.providerId',
      'p.name as providerName',
      'p.kind',
      'l.subject',
      'l.email',
      'l.linkedAt',
      'l.lastUsedAt',
    ])
    .where('l.tenantId', '=', work.base.tenantId)
    .where('l.userId', '=', userId)
    .orderBy('p.nameKey')
    .orderBy('l.linkedAt')
    .orderBy('l.id')
    .execute()
}

export interface Link {
  readonly id: LinkId
  readonly userId: UserId
  readonly email: string | null
}

export function findLink(
  work: Work,
  { providerId, subject }: { providerId: ProviderId; subject: string },
): Promise<Link | undefined> {
  return work.db
    .selectFrom('providerLinks')
    .select(['id', 'userId', 'email'])
    .where('tenantId', '=', work.base.tenantId)
    .where('providerId', '=', providerId)
    .where('subject', '=', subject)
    .executeTakeFirst()
}

/** A link of this person, held until the unit ends. */
export function lockLinkOf(work: Work, { userId, linkId }: { userId: UserId; linkId: LinkId }) {
  return work.db
    .selectFrom('providerLinks')
    .select(['id', 'providerId', 'subject', 'email'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', linkId)
    .where('userId', '=', userId)
    .forUpdate()
    .executeTakeFirst()
}

/** @returns false where this upstream identity is linked already. */
export async function insertLink(
  work: Work,
  link: {
    id: LinkId
    providerId: ProviderId
    userId: UserId
    subject: string
    email: string | null
    linkedBy: LinkedBy
  },
): Promise<boolean> {
  const inserted = await work.db
    .insertInto('providerLinks')
    .values({ ...link, tenantId: work.base.tenantId, linkedAt: work.now, lastUsedAt: null })
    .onConflict((conflict) => conflict.columns(['tenantId', 'providerId', 'subject']).doNothing())
    .executeTakeFirst()
  return Number(inserted.numInsertedOrUpdatedRows ?? 0) === 1
}

export async function dropLink(work: Work, linkId: LinkId): Promise<void> {
  await work.db
    .deleteFrom('providerLinks')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', linkId)
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** Notes that a link served. @returns false where it is gone. */
export async function setLinkUsed(
  work: Work,
  by: { userId: UserId; providerId: ProviderId } | { linkId: LinkId },
): Promise<boolean> {
  const updated = await work.db
    .updateTable('providerLinks')
    .set({ lastUsedAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where((eb) =>
      'linkId' in by
        ? eb('id', '=', by.linkId)
        : eb.and([eb('userId', '=', by.userId), eb('providerId', '=', by.providerId)]),
    )
    .executeTakeFirst()
  return Number(updated.numUpdatedRows) > 0
}

/** Keeps the address that the provider has now. */
export async function setLinkEmail(work: Work, link: Link, email: string | null): Promise<void> {
  if (link.email === email) return
  await work.db
    .updateTable('providerLinks')
    .set({ email })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', link.id)
    .execute()
}

export async function isBlocked(
  work: Work,
  { providerId, subject }: { providerId: ProviderId; subject: string },
): Promise<boolean> {
  const row = await work.db
    .selectFrom('blockedLinks')
    .select('subject')
    .where('tenantId', '=', work.base.tenantId)
    .where('providerId', '=', providerId)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertBlock(
  work: Work,
  block: { providerId: ProviderId; subject: string; userId: UserId },
): Promise<void> {
  await work.db
    .insertInto('blockedLinks')
    .values({ ...block, tenantId: work.base.tenantId, blockedAt: work.now })
    .onConflict((conflict) => conflict.columns(['tenantId', 'providerId', 'subject']).doNothing())
    .execute()
}

/** Somebody by an address: their own, or a further one, which is verified by being there. */
export interface PersonAtAddress {
  readonly userId: UserId
  readonly status: UserStatus
  readonly verified: boolean
  /** Nothing that anybody could sign in with yet. */
  readonly hasNoWayIn: boolean
  /** Somebody else at this provider is linked to them already. */
  readonly linkedHere: boolean
}

export async function findPersonAtAddress(
  work: Work,
  key: string,
  providerId: ProviderId,
): Promise<PersonAtAddress | undefined> {
  const row = await work.db
    .selectFrom('users as u')
    .leftJoin('userEmails as e', (join) =>
      join.onRef('e.tenantId', '=', 'u.tenantId').onRef('e.userId', '=', 'u.id').on('e.emailKey', '=', key),
    )
    .select((eb) => [
      'u.id as userId',
      'u.status',
      'u.emailVerified',
      'u.hasPassword',
      'u.activeDevices',
      'u.providerLinks',
      'e.emailKey as alias',
      eb
        .exists(
          eb
            .selectFrom('providerLinks as l')
            .select('l.id')
            .whereRef('l.tenantId', '=', 'u.tenantId')
            .whereRef('l.userId', '=', 'u.id')
            .where('l.providerId', '=', providerId),
        )
        .as('linkedHere'),
    ])
    .where('u.tenantId', '=', work.base.tenantId)
    .where('u.id', '=', (eb) =>
      eb
        .selectFrom('users as own')
        .select('own.id')
        .where('own.tenantId', '=', work.base.tenantId)
        .where('own.emailKey', '=', key)
        .unionAll(
          eb
            .selectFrom('userEmails as alias')
            .select('alias.userId as id')
            .where('alias.tenantId', '=', work.base.tenantId)
            .where('alias.emailKey', '=', key),
        )
        .limit(1),
    )
    .executeTakeFirst()
  return (
    row && {
      userId: row.userId,
      status: row.status,
      verified: row.alias !== null || row.emailVerified,
      hasNoWayIn: !row.hasPassword && row.activeDevices === 0 && row.providerLinks === 0,
      linkedHere: Boolean(row.linkedHere),
    }
  )
}

/** Who a link is about, held until the unit ends. */
export function lockPerson(work: Work, userId: UserId) {
  return work.db
    .selectFrom('users')
    .select(['id', 'firstName', 'email', 'personalEmail', 'emailVerified', 'adminRole', 'status'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
}

export async function setActive(
  work: Work,
  userId: UserId,
  set: { status?: 'active'; emailVerified?: true },
): Promise<void> {
  await work.db
    .updateTable('users')
    .set((eb) => ({ ...set, updatedAt: work.now, version: eb('version', '+', 1) }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .returning('id')
    .executeTakeFirstOrThrow()
}
