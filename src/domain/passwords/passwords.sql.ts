import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { TenantId, UserId } from '#contract/ids.ts'
import { builtOnce } from '#platform/built-once.ts'
import { newId } from '#platform/id.ts'
import { laterSurely } from '#platform/later.ts'
import type { HashedPassword } from '#platform/password-hasher.ts'
import type { Work } from '../work.ts'

const ownerColumns = [
  'id',
  'firstName',
  'lastName',
  'email',
  'emailKey',
  'emailVerified',
  'personalEmail',
  'adminRole',
  'status',
  'passwordAllowed',
  'requirePasswordReset',
  'lockedUntil',
  'providerLinks',
] as const

interface OfUser {
  readonly tenantId: TenantId
  readonly userId: UserId
}

const ownerById = (db: Work['db'], { tenantId, userId }: OfUser) =>
  db.selectFrom('users').select(ownerColumns).where('tenantId', '=', tenantId).where('id', '=', userId)
const readOwner = builtOnce(ownerById)
const holdOwner = builtOnce((db: Work['db'], values: OfUser) => ownerById(db, values).forUpdate())

export type Owner = NonNullable<Awaited<ReturnType<typeof findOwner>>>

export async function findOwner(work: Work, userId: UserId) {
  const rows = await readOwner(work.db, { tenantId: work.base.tenantId, userId })
  return rows.at(0)
}

/** Holds their row until the unit ends: it is locked before anything of their password. */
export async function lockOwner(work: Work, userId: UserId) {
  const rows = await holdOwner(work.db, { tenantId: work.base.tenantId, userId })
  return rows.at(0)
}

export async function findPassword(work: Work, userId: UserId) {
  const rows = await readPassword(work.db, { tenantId: work.base.tenantId, userId })
  return rows.at(0)
}

const readPassword = builtOnce((db: Work['db'], { tenantId, userId }: OfUser) =>
  db
    .selectFrom('passwords')
    .select(['hash', 'pepperId', 'temporary', 'expiresAt', 'usedAt', 'setAt', 'verifiedAt', 'version'])
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId),
)

/** Newest first. */
export function findHistory(work: Work, userId: UserId, limit: number): Promise<HashedPassword[]> {
  return work.db
    .selectFrom('passwordHistory')
    .select(['hash', 'pepperId'])
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Puts a hash in the place of the one before. A person's first has a number that no earlier one of theirs is likely to have had. */
export async function storePassword(
  work: Work,
  userId: UserId,
  { hash, pepperId }: HashedPassword,
  temporaryUntil: Date | null,
): Promise<void> {
  const row = {
    hash,
    pepperId,
    temporary: temporaryUntil !== null,
    expiresAt: temporaryUntil,
    usedAt: null,
    setAt: work.now,
    verifiedAt: null,
  }
  await work.db
    .insertInto('passwords')
    .values({ ...row, tenantId: work.base.tenantId, userId, version: randomInt(1, 1_000_000_000) })
    .onConflict((conflict) =>
      conflict
        .columns(['tenantId', 'userId'])
        .doUpdateSet((eb) => ({ ...row, version: eb('passwords.version', '+', 1) })),
    )
    .executeTakeFirstOrThrow()
}

/** Moves the present hash, unless it was temporary, among the earlier ones, of which `keep` stay. */
export async function remember(work: Work, userId: UserId, keep: number): Promise<void> {
  const { tenantId } = work.base
  const present = await findPassword(work, userId)
  if (present && !present.temporary && keep > 0) {
    const { hash, pepperId } = present
    await work.db
      .insertInto('passwordHistory')
      .values({ tenantId, userId, id: newId(), hash, pepperId, at: work.now })
      .execute()
  }
  await work.db
    .deleteFrom('passwordHistory')
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .where('id', 'not in', (eb) =>
      eb
        .selectFrom('passwordHistory')
        .select('id')
        .where('tenantId', '=', tenantId)
        .where('userId', '=', userId)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(keep),
    )
    .execute()
}

/** The same password under newer parameters: its version stays, since whoever proved it has proved this one. */
export async function replaceHash(
  work: Work,
  userId: UserId,
  before: HashedPassword & { version: number },
  after: HashedPassword,
): Promise<void> {
  await work.db
    .updateTable('passwords')
    .set({ hash: after.hash, pepperId: after.pepperId })
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('version', '=', before.version)
    .where('hash', '=', before.hash)
    .execute()
}

/** Holds the row of this very password; undefined where it is another one by now, or a temporary one that is over. */
export function lockPassword(work: Work, userId: UserId, version: number) {
  return work.db
    .selectFrom('passwords')
    .select('version')
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('version', '=', version)
    .where('usedAt', 'is', null)
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', work.now)]))
    .forUpdate()
    .executeTakeFirst()
}

/** The caller holds its row. */
export async function markVerified(work: Work, userId: UserId): Promise<void> {
  await work.db
    .updateTable('passwords')
    .set({
      verifiedAt: work.now,
      usedAt: sql<Date | null>`case when temporary then ${work.now}::timestamptz end`,
    })
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .modifyEnd(laterSurely)
    .execute()
}

export async function deletePassword(work: Work, userId: UserId): Promise<void> {
  await work.db
    .deleteFrom('passwords')
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .execute()
}

export async function setRequirement(work: Work, userId: UserId, required: boolean): Promise<void> {
  await work.db
    .updateTable('users')
    .set((eb) => ({
      requirePasswordReset: required,
      updatedAt: work.now,
      version: eb('version', '+', 1),
    }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .execute()
}

export async function setAllowed(work: Work, userId: UserId, passwordAllowed: boolean): Promise<void> {
  await work.db
    .updateTable('users')
    .set((eb) => ({ passwordAllowed, updatedAt: work.now, version: eb('version', '+', 1) }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .execute()
}

/** What proving their mailbox, or a temporary password, makes of a person who was only invited. */
export async function setProved(
  work: Work,
  userId: UserId,
  changed: { status?: 'active'; emailVerified?: true },
): Promise<void> {
  await work.db
    .updateTable('users')
    .set((eb) => ({ ...changed, updatedAt: work.now, version: eb('version', '+', 1) }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .execute()
}
