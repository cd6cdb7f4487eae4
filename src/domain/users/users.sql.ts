import type { Selectable } from 'kysely'
import type { TenantId, UserId } from '#contract/ids.ts'
import type { Deactivation, User, UserStatus } from '#contract/users.ts'
import { builtOnce } from '#platform/built-once.ts'
import { laterSurely } from '#platform/later.ts'
import { unlessTaken } from '#platform/unless-taken.ts'
import type { Tables } from '../tables.ts'
import type { Work } from '../work.ts'

export const columns = [
  'id',
  'firstName',
  'lastName',
  'name',
  'email',
  'emailVerified',
  'mobile',
  'personalEmail',
  'role',
  'adminRole',
  'status',
  'deactivatedAt',
  'deactivationKind',
  'deactivationReason',
  'deactivationMessage',
  'deactivatedUntil',
  'did',
  'createdAt',
  'updatedAt',
  'lastSignInAt',
  'version',
  'externalId',
  'requirePasswordReset',
  'lockedUntil',
  'removedAt',
  'purgeAt',
  'removeAt',
  'terminationAskedAt',
  'hasPassword',
  'activeDevices',
  'receiving',
  'providerLinks',
  'passkeys',
] as const

export type UserRow = Pick<Selectable<Tables['users']>, (typeof columns)[number]>

export function toUser(row: UserRow): User {
  const {
    deactivatedAt,
    deactivationKind,
    deactivationReason,
    deactivationMessage,
    deactivatedUntil,
    removedAt,
    purgeAt,
    ...rest
  } = row
  const deactivation =
    deactivatedAt && deactivationKind
      ? {
          kind: deactivationKind,
          at: deactivatedAt,
          ...(deactivationReason !== null && { reason: deactivationReason }),
          ...(deactivationMessage !== null && { message: deactivationMessage }),
          ...(deactivatedUntil !== null && { until: deactivatedUntil }),
        }
      : null
  const removal = removedAt && purgeAt ? { at: removedAt, purgeAt } : null
  return { ...rest, deactivation, removal }
}

export async function findUser(work: Work, id: UserId): Promise<User | undefined> {
  const [row] = await byId(work.db, { tenantId: work.base.tenantId, id })
  return row && toUser(row)
}

const byId = builtOnce((db: Work['db'], { tenantId, id }: { tenantId: TenantId; id: UserId }) =>
  db.selectFrom('users').select(columns).where('tenantId', '=', tenantId).where('id', '=', id),
)

/** Who a merged user is now. */
export async function findSurvivor(work: Work, id: UserId): Promise<UserId | undefined> {
  const row = await work.db
    .selectFrom('userTombstones')
    .select('survivorId')
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', id)
    .executeTakeFirst()
  return row?.survivorId ?? undefined
}

/** Reads a user and holds their row until the transaction ends. */
export async function lockUser(work: Work, id: UserId): Promise<User | undefined> {
  const [row] = await lockById(work.db, { tenantId: work.base.tenantId, id })
  return row && toUser(row)
}

const lockById = builtOnce((db: Work['db'], { tenantId, id }: { tenantId: TenantId; id: UserId }) =>
  db.selectFrom('users').select(columns).where('tenantId', '=', tenantId).where('id', '=', id).forUpdate(),
)

/** Whom an address leads to: by their main one or by a further one. One statement, whether it leads to anybody or not. */
export function findByEmailKey(
  work: Work,
  emailKey: string,
): Promise<{ id: UserId; status: UserStatus } | undefined> {
  const { tenantId } = work.base
  const byMain = work.db
    .selectFrom('users')
    .select(['id', 'status'])
    .where('tenantId', '=', tenantId)
    .where('emailKey', '=', emailKey)
  const byFurther = work.db
    .selectFrom('userEmails as e')
    .innerJoin('users as u', (join) =>
      join.onRef('u.tenantId', '=', 'e.tenantId').onRef('u.id', '=', 'e.userId'),
    )
    .select(['u.id', 'u.status'])
    .where('e.tenantId', '=', tenantId)
    .where('e.emailKey', '=', emailKey)
  return byMain.unionAll(byFurther).executeTakeFirst()
}

/**
 * Locks every active owner and the user, owners first and in the order of their ids, so that two requests cannot each remove
 * the other's last one, and do not deadlock either. One round trip.
 */
export async function lockOwnersAnd(
  work: Work,
  id: UserId,
): Promise<{ owners: readonly UserId[]; user: User | undefined }> {
  const { tenantId } = work.base
  const [owners, user] = await Promise.all([lockOwners(work.db, { tenantId }), lockUser(work, id)])
  return { owners: owners.map((owner) => owner.id), user }
}

const lockOwners = builtOnce((db: Work['db'], { tenantId }: { tenantId: TenantId }) =>
  db
    .selectFrom('users')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('adminRole', '=', 'owner')
    .where('status', '=', 'active')
    .orderBy('id')
    .forUpdate(),
)

export async function markDeactivated(
  work: Work,
  id: UserId,
  { kind, reason, message, until, removeAt }: Deactivation & { removeAt: Date | null },
): Promise<User> {
  const values = {
    tenantId: work.base.tenantId,
    id,
    kind,
    reason: reason ?? null,
    message: message ?? null,
    until: until ?? null,
    removeAt,
    now: work.now,
  }
  const [row] = await deactivate(work.db, values)
  if (!row) throw new Error('somebody who is held is not there')
  return toUser(row)
}

const deactivate = builtOnce(
  (
    db: Work['db'],
    values: {
      tenantId: TenantId
      id: UserId
      kind: Deactivation['kind']
      reason: string | null
      message: string | null
      until: Date | null
      removeAt: Date | null
      now: Date
    },
  ) =>
    db
      .updateTable('users')
      .set((eb) => ({
        status: 'deactivated',
        // Deactivating someone deactivated keeps what they return to.
        statusBefore: eb.fn.coalesce('statusBefore', eb.cast<'invited' | 'active'>('status', 'text')),
        deactivatedAt: values.now,
        deactivationKind: values.kind,
        deactivationReason: values.reason,
        deactivationMessage: values.message,
        deactivatedUntil: values.until,
        removeAt: values.removeAt,
        updatedAt: values.now,
        version: eb('version', '+', 1),
      }))
      .where('tenantId', '=', values.tenantId)
      .where('id', '=', values.id)
      .returning(columns),
)

export async function markReactivated(work: Work, id: UserId): Promise<User> {
  const row = await work.db
    .updateTable('users')
    .set((eb) => ({
      // The check of the table says that a deactivated user has one.
      status: eb.ref('statusBefore').$notNull(),
      statusBefore: null,
      deactivatedAt: null,
      deactivationKind: null,
      deactivationReason: null,
      deactivationMessage: null,
      deactivatedUntil: null,
      removeAt: null,
      updatedAt: work.now,
      version: eb('version', '+', 1),
    }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .where('status', '=', 'deactivated')
    .returning(columns)
    .executeTakeFirstOrThrow()
  return toUser(row)
}

export async function setSignedIn(work: Work, id: UserId): Promise<void> {
  await work.db
    .updateTable('users')
    .set({ lastSignInAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .modifyEnd(laterSurely)
    .execute()
}

export async function setActivated(
  work: Work,
  id: UserId,
  changed: { status: UserStatus; did: string; identityId: string; emailVerified: boolean },
): Promise<void> {
  await work.db
    .updateTable('users')
    .set((eb) => ({ ...changed, updatedAt: work.now, version: eb('version', '+', 1) }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** Whether somebody else has this external id. */
export async function hasExternalId(work: Work, externalId: string, except: UserId): Promise<boolean> {
  const row = await work.db
    .selectFrom('users')
    .select('id')
    .where('tenantId', '=', work.base.tenantId)
    .where('externalId', '=', externalId)
    .where('id', '!=', except)
    .executeTakeFirst()
  return row !== undefined
}

/** Undefined where somebody else took the external id at this moment: the unit is lost then. */
export async function saveUser(
  work: Work,
  id: UserId,
  set: Pick<
    Selectable<Tables['users']>,
    | 'firstName'
    | 'lastName'
    | 'name'
    | 'nameKey'
    | 'rnameKey'
    | 'mobile'
    | 'mobileKey'
    | 'personalEmail'
    | 'externalId'
    | 'role'
    | 'adminRole'
  >,
): Promise<User | undefined> {
  const saving = work.db
    .updateTable('users')
    .set((eb) => ({ ...set, updatedAt: work.now, version: eb('version', '+', 1) }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow()
  return unlessTaken(
    'users_external',
    saving.then((row) => toUser(row)),
  )
}

/** Undefined where somebody else took the address at this moment: the unit is lost then. */
export async function setEmail(
  work: Work,
  id: UserId,
  set: { email: string; emailKey: string; emailVerified: boolean },
): Promise<User | undefined> {
  const saving = work.db
    .updateTable('users')
    .set((eb) => ({ ...set, updatedAt: work.now, version: eb('version', '+', 1) }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow()
  const row = await unlessTaken('address_once', unlessTaken('users_email', saving))
  return row && toUser(row)
}

export async function setEmailVerified(work: Work, id: UserId): Promise<User> {
  const row = await work.db
    .updateTable('users')
    .set((eb) => ({ emailVerified: true, updatedAt: work.now, version: eb('version', '+', 1) }))
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow()
  return toUser(row)
}

export async function insertUser(
  work: Work,
  row: Pick<
    Selectable<Tables['users']>,
    | 'id'
    | 'firstName'
    | 'lastName'
    | 'name'
    | 'nameKey'
    | 'rnameKey'
    | 'email'
    | 'emailKey'
    | 'mobile'
    | 'mobileKey'
    | 'personalEmail'
    | 'role'
    | 'adminRole'
  >,
): Promise<User | undefined> {
  const inserting = work.db
    .insertInto('users')
    .values({
      ...row,
      tenantId: work.base.tenantId,
      status: 'invited',
      createdAt: work.now,
      updatedAt: work.now,
    })
    // A second creation with the same address waits here for the first, and then finds it.
    .onConflict((conflict) => conflict.columns(['tenantId', 'emailKey']).doNothing())
    .returning(columns)
    .executeTakeFirst()
  // A further address of somebody is just as much in use.
  const inserted = await unlessTaken('address_once', inserting)
  return inserted && toUser(inserted)
}
