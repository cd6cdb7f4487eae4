import { type Selectable, sql, type Updateable } from 'kysely'
import type { DeviceId, TenantId, UserId } from '#contract/ids.ts'
import { builtOnce } from '#platform/built-once.ts'
import { later } from '#platform/later.ts'
import type { Tables } from '../tables.ts'
import type { Ground, Work } from '../work.ts'

export type DeviceRow = Selectable<Tables['devices']>

/** Named, so that a statement that a connection keeps outlives a migration which adds one. */
const columns = [
  'tenantId',
  'id',
  'userId',
  'jkt',
  'publicJwk',
  'did',
  'state',
  'stateWhy',
  'name',
  'model',
  'platform',
  'osVersion',
  'appVersion',
  'lang',
  'pushState',
  'pushWhy',
  'pushSubscriptionSealed',
  'pushTarget',
  'waCredentialId',
  'waPublicKey',
  'waCounter',
  'waBackupEligible',
  'pinMac',
  'pinMisses',
  'pinWaitUntil',
  'counter',
  'lastAnswerHash',
  'lastAnswerReply',
  'enrolledAt',
  'lastActiveAt',
  'removedAt',
  'shortCode',
  'lastBackupAt',
  'replacedAt',
  'removeAt',
  'purpose',
  'reportedName',
] as const satisfies readonly (keyof DeviceRow)[]

const devices = (work: Work) =>
  work.db.selectFrom('devices').select(columns).where('tenantId', '=', work.base.tenantId)

const change = (work: Work, id: DeviceId) =>
  work.db.updateTable('devices').where('tenantId', '=', work.base.tenantId).where('id', '=', id)

/** Removed devices included: they stay as a record. */
export async function findDevice(work: Work, id: DeviceId): Promise<DeviceRow | undefined> {
  const [device] = await byId(work.db, { tenantId: work.base.tenantId, id })
  return device
}

const byId = builtOnce((db: Work['db'], { tenantId, id }: { tenantId: TenantId; id: DeviceId }) =>
  db.selectFrom('devices').select(columns).where('tenantId', '=', tenantId).where('id', '=', id),
)

export function lockDevice(work: Work, id: DeviceId): Promise<DeviceRow | undefined> {
  return devices(work).where('id', '=', id).forUpdate().executeTakeFirst()
}

export function findDeviceByJkt(work: Work, jkt: string): Promise<DeviceRow | undefined> {
  return devices(work).where('jkt', '=', jkt).executeTakeFirst()
}

/** Of a user, newest first, without those that were removed. */
export function devicesOf(work: Work, userId: UserId): Promise<DeviceRow[]> {
  return devices(work)
    .where('userId', '=', userId)
    .where('state', '!=', 'removed')
    .orderBy('enrolledAt', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

export function activeDevicesOf(work: Work, userId: UserId): Promise<DeviceRow[]> {
  return devices(work).where('userId', '=', userId).where('state', '=', 'active').execute()
}

export async function updateDevice(
  work: Work,
  id: DeviceId,
  set: Updateable<Tables['devices']>,
): Promise<DeviceRow> {
  return change(work, id).set(set).returning(columns).executeTakeFirstOrThrow()
}

/** As `updateDevice`, where nobody waits for it. */
export async function noteOnDevice(
  work: Work,
  id: DeviceId,
  set: Updateable<Tables['devices']>,
): Promise<void> {
  await change(work, id).set(set).modifyEnd(later).execute()
}

/** False when the key is enrolled already, also by somebody at this moment. */
export async function insertDevice(
  work: Work,
  row: Omit<
    DeviceRow,
    | 'publicJwk'
    | 'tenantId'
    | 'lastAnswerHash'
    | 'lastAnswerReply'
    | 'counter'
    | 'pinMisses'
    | 'pinWaitUntil'
    | 'lastBackupAt'
    | 'replacedAt'
    | 'removeAt'
    | 'reportedName'
    | 'removedAt'
    | 'stateWhy'
  > & { publicJwk: string },
): Promise<boolean> {
  const inserted = await work.db
    .insertInto('devices')
    .values({ ...row, tenantId: work.base.tenantId })
    .onConflict((conflict) => conflict.columns(['tenantId', 'jkt']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** Notes that a call was made, and with it that the device was heard of now; false when it was made before. */
export async function insertCall(
  work: Work,
  deviceId: DeviceId,
  jti: string,
  expiresAt: Date,
): Promise<boolean> {
  const { tenantId } = work.base
  const { rows } = await sql`
    with made as (
      insert into device_calls (tenant_id, device_id, jti, expires_at) values (${tenantId}, ${deviceId}, ${jti}, ${expiresAt})
      on conflict do nothing returning jti
    ), heard as (
      update devices set last_active_at = ${work.now}
      where tenant_id = ${tenantId} and id = ${deviceId} and state <> 'removed' and last_active_at < ${work.now}
        and exists (select from made)
    )
    select jti from made`.execute(work.db)
  return rows.length === 1
}

/**
 * Takes a counter and the answer that carries it, if it is higher than every one before and the device is active. Two answers of
 * one device wait for each other here.
 */
export async function takeCounter(
  work: Work,
  id: DeviceId,
  counter: number,
  answerHash: Uint8Array,
): Promise<boolean> {
  const taken = await change(work, id)
    .where('state', '=', 'active')
    .where('counter', '<', counter)
    .set({ counter, lastAnswerHash: answerHash, lastAnswerReply: null, lastActiveAt: work.now })
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

/**
 * Counts a try of the PIN as a miss before anybody knows whether it is one; undefined when no try is allowed at this moment. The
 * row is held until the unit ends, so tries in parallel are counted one after the other.
 */
export async function countPinTry(
  work: Work,
  id: DeviceId,
  limits: { suspendAt: number; waitSecondsFrom: (misses: number) => number; firstWait: number },
): Promise<{ pinMisses: number; pinMac: Buffer | null } | undefined> {
  // What each number of misses costs, as a table that the statement can look into.
  const waits = Array.from({ length: limits.suspendAt + 1 }, (_, misses) => limits.waitSecondsFrom(misses))
  const wait = sql<number>`(array[${sql.join(waits.map((seconds) => sql.lit(seconds)))}])[pin_misses + 2]`
  return change(work, id)
    .where('state', '=', 'active')
    .where('pinMisses', '<', limits.suspendAt)
    .where((eb) => eb.or([eb('pinWaitUntil', 'is', null), eb('pinWaitUntil', '<=', work.now)]))
    .set({
      pinMisses: sql`pin_misses + 1`,
      pinWaitUntil: sql`case when pin_misses + 1 >= ${sql.lit(limits.firstWait)} then ${work.now}::timestamptz + ${wait} * interval '1 second' end`,
    })
    .returning(['pinMisses', 'pinMac'])
    .executeTakeFirst()
}

/**
 * The device that takes over where the push target falls away: the one of the user that was active last and that push reaches. One that
 * another was restored in the place of comes last.
 */
export async function promoteAnother(work: Work, userId: UserId): Promise<DeviceRow | undefined> {
  const next = await devices(work)
    .where('userId', '=', userId)
    .where('state', '=', 'active')
    .where('pushState', '=', 'ok')
    .orderBy('pushTarget', 'desc')
    .orderBy((eb) => eb('replacedAt', 'is not', null))
    .orderBy('lastActiveAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  return next && !next.pushTarget ? updateDevice(work, next.id, { pushTarget: true }) : next
}

export function findPushTarget(work: Work, userId: UserId): Promise<DeviceRow | undefined> {
  return devices(work).where('userId', '=', userId).where('pushTarget', '=', true).executeTakeFirst()
}

export async function clearPushTarget(work: Work, userId: UserId): Promise<void> {
  await work.db
    .updateTable('devices')
    .set({ pushTarget: false })
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('pushTarget', '=', true)
    .execute()
}

export async function touch(work: Work, id: DeviceId): Promise<void> {
  await change(work, id).where('lastActiveAt', '<', work.now).set({ lastActiveAt: work.now }).execute()
}

/** Removes all of a user's devices and tells which; a subscription stays until the last push to it has been delivered. */
export async function markAllRemoved(
  work: Work,
  userId: UserId,
  why: string,
): Promise<{ id: DeviceId; name: string; wasPushTarget: boolean; reachable: boolean }[]> {
  const { rows } = await sql<{ id: DeviceId; name: string; wasPushTarget: boolean; reachable: boolean }>`
    update devices d set state = 'removed', state_why = ${why}, removed_at = ${work.now}, push_target = false, short_code = null,
      replaced_at = null, remove_at = null
    from (
      select id, push_target from devices
      where tenant_id = ${work.base.tenantId} and user_id = ${userId} and state <> 'removed'
      order by id for update
    ) was
    where d.tenant_id = ${work.base.tenantId} and d.id = was.id
    returning d.id, d.name, was.push_target as was_push_target, d.push_subscription_sealed is not null as reachable
  `.execute(work.db)
  return rows
}

/** Flags every other device of a user as replaced by `by`, and answers which. One that was flagged before keeps its date. */
export async function flagReplaced(
  work: Work,
  { userId, by, removeAt }: { userId: UserId; by: DeviceId; removeAt: Date },
): Promise<DeviceId[]> {
  const rows = await work.db
    .updateTable('devices')
    .set((eb) => ({
      replacedAt: eb.fn.coalesce('replacedAt', eb.val(work.now)),
      removeAt: eb.fn.coalesce('removeAt', eb.val(removeAt)),
    }))
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('id', '!=', by)
    .where('state', '!=', 'removed')
    .returning('id')
    .execute()
  return rows.map(({ id }) => id).sort()
}

/**
 * Devices of a user whose time as replaced ones is over, held. None while no other phone of theirs can answer: nobody loses the last one to
 * a phone that was never used.
 */
export function lockDueReplaced(work: Work, userId: UserId): Promise<DeviceRow[]> {
  return devices(work)
    .where('userId', '=', userId)
    .where('state', '!=', 'removed')
    .where('removeAt', '<=', work.now)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('devices as other')
          .select('other.id')
          .where('other.tenantId', '=', work.base.tenantId)
          .where('other.userId', '=', userId)
          .where('other.state', '=', 'active')
          .where('other.replacedAt', 'is', null),
      ),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Outside of any unit: the phones of every organisation that is served. */
export async function countQuietSince(ground: Ground, since: Date): Promise<number> {
  const { n } = await ground.database.outside
    .selectFrom('devices')
    .innerJoin('tenants', 'tenants.id', 'devices.tenantId')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('tenants.status', '=', 'active')
    .where('devices.state', '!=', 'removed')
    .where('devices.lastActiveAt', '<', since)
    .executeTakeFirstOrThrow()
  return Number(n)
}
