import { type Selectable, sql, type Updateable } from 'kysely'
import { redeemGraceSeconds } from '#contract/device-messages.ts'
import type {
  ApplicationId,
  DeviceId,
  RequestId,
  SessionId,
  SignInId,
  TenantId,
  UserId,
} from '#contract/ids.ts'
import { builtOnce } from '#platform/built-once.ts'
import { later } from '#platform/later.ts'
import type { Tables } from '../tables.ts'
import type { Work } from '../work.ts'

export type ApprovalRow = Selectable<Tables['approvalRequests']>

/** Named, so that a statement that a connection keeps outlives a migration which adds one. */
const columns = [
  'tenantId',
  'id',
  'userId',
  'addressMac',
  'action',
  'signInId',
  'sessionId',
  'applicationId',
  'applicationName',
  'reason',
  'browserHash',
  'knownBrowser',
  'newPlace',
  'ip',
  'userAgent',
  'city',
  'country',
  'numberSealed',
  'digits',
  'qSealed',
  'qHash',
  'state',
  'why',
  'deviceId',
  'verification',
  'how',
  'hardwareBound',
  'pushed',
  'issuedAt',
  'expiresAt',
  'answeredAt',
  'endedAt',
  'redeemedAt',
  'restoreId',
  'heldBack',
] as const satisfies readonly (keyof ApprovalRow)[]

const requests = (work: Work) =>
  work.db.selectFrom('approvalRequests').select(columns).where('tenantId', '=', work.base.tenantId)

const change = (work: Work) =>
  work.db.updateTable('approvalRequests').where('tenantId', '=', work.base.tenantId)

/**
 * One question about an address at a time: what is counted and superseded next is not changing meanwhile. It is held before whatever the unit
 * sends next.
 */
export async function holdAddress(work: Work, addressMac: Uint8Array): Promise<void> {
  const name = `address:${work.base.tenantId}:${Buffer.from(addressMac).toString('base64url')}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0)) ${later}`.execute(work.db)
}

/** As `holdAddress`, for all addresses of a person; taken after the address. */
export async function holdPerson(work: Work, userId: UserId): Promise<void> {
  const name = `asked:${work.base.tenantId}:${userId}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0)) ${later}`.execute(work.db)
}

/**
 * What stands in the way of a push for an address, known or not, and for the person whom it and other addresses lead to: how many
 * questions there were since `since` by this kind of browser, and when the last denial was that counts for this browser. For one that
 * the person used before it is its own denial alone; for a stranger's any. And whether anything may wait still.
 */
export async function historyOf(
  work: Work,
  input: {
    addressMac: Uint8Array
    userId: UserId | null
    since: Date
    knownBrowser: boolean
    browserHash: Uint8Array
  },
): Promise<{ asked: number; deniedAt: Date | null; isWaiting: boolean }> {
  const { userId, ...about } = input
  const row = { ...about, addressMac: Buffer.from(input.addressMac), tenantId: work.base.tenantId }
  const [found] = await (userId
    ? historyOfPerson(work.db, { ...row, userId })
    : historyOfAddress(work.db, row))
  if (!found) throw new Error('a count gave no row')
  return found
}

interface Asking {
  readonly tenantId: TenantId
  readonly addressMac: Buffer
  readonly since: Date
  readonly knownBrowser: boolean
  readonly browserHash: Uint8Array
}

const history = (
  db: Work['db'],
  {
    tenantId,
    since,
    knownBrowser,
    browserHash,
  }: Pick<Asking, 'tenantId' | 'since' | 'knownBrowser' | 'browserHash'>,
) =>
  db
    .selectFrom('approvalRequests')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('knownBrowser', '=', knownBrowser).as('asked'),
      sql<Date | null>`max(ended_at) filter (
        where state in ('denied', 'reported') and (browser_hash = ${browserHash} or not ${knownBrowser}
      ))`.as('deniedAt'),
      sql<boolean>`coalesce(bool_or(state = 'pending'), false)`.as('isWaiting'),
    ])
    .where('tenantId', '=', tenantId)
    .where('issuedAt', '>', since)
const historyOfAddress = builtOnce((db: Work['db'], of: Asking) =>
  history(db, of).where('addressMac', '=', of.addressMac),
)
const historyOfPerson = builtOnce((db: Work['db'], of: Asking & { readonly userId: UserId }) =>
  history(db, of).where(({ or, eb }) =>
    or([eb('addressMac', '=', of.addressMac), eb('userId', '=', of.userId)]),
  ),
)

export async function insertRequest(
  work: Work,
  row: Omit<
    ApprovalRow,
    | 'tenantId'
    | 'issuedAt'
    | 'state'
    | 'why'
    | 'deviceId'
    | 'verification'
    | 'how'
    | 'hardwareBound'
    | 'answeredAt'
    | 'endedAt'
    | 'redeemedAt'
    | 'restoreId'
    | 'heldBack'
  > & { readonly heldBack?: ApprovalRow['heldBack']; readonly restoreId?: string | null },
): Promise<void> {
  await work.db
    .insertInto('approvalRequests')
    .values({ ...row, tenantId: work.base.tenantId, issuedAt: work.now, state: 'pending' })
    .modifyEnd(later)
    .execute()
}

export async function requestById(work: Work, id: RequestId): Promise<ApprovalRow | undefined> {
  const [row] = await byId(work.db, { tenantId: work.base.tenantId, id })
  return row
}

const byId = builtOnce((db: Work['db'], { tenantId, id }: { tenantId: TenantId; id: RequestId }) =>
  db.selectFrom('approvalRequests').select(columns).where('tenantId', '=', tenantId).where('id', '=', id),
)

/** What a sign-in asked last. */
export async function requestOfSignIn(work: Work, signInId: SignInId): Promise<ApprovalRow | undefined> {
  const [row] = await bySignIn(work.db, { tenantId: work.base.tenantId, signInId })
  return row
}

const bySignIn = builtOnce(
  (db: Work['db'], { tenantId, signInId }: { tenantId: TenantId; signInId: SignInId }) =>
    db
      .selectFrom('approvalRequests')
      .select(columns)
      .where('tenantId', '=', tenantId)
      .where('id', '=', (eb) =>
        eb
          .selectFrom('signIns')
          .select('signIns.requestId')
          .where('signIns.tenantId', '=', tenantId)
          .where('signIns.id', '=', signInId),
      )
      .where('signInId', '=', signInId),
)

/** What the application is called in its own protocol; null when it is gone. */
export async function clientIdOf(work: Work, applicationId: ApplicationId): Promise<string | null> {
  const row = await work.db
    .selectFrom('applications')
    .select('clientId')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', applicationId)
    .executeTakeFirst()
  return row?.clientId ?? null
}

/**
 * Oldest first; what is over by its time is left out. Of very many the newest: strangers who ask all the time must not push what the
 * person asks now off the list.
 */
export async function pendingOf(work: Work, userId: UserId): Promise<ApprovalRow[]> {
  const newest = await requests(work)
    .where('userId', '=', userId)
    .where('state', '=', 'pending')
    .where('expiresAt', '>', work.now)
    .orderBy('issuedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  return newest.reverse()
}

/** Ends what waits about an address: all that browsers asked, or only what this one did. What a restore asked is no browser's. */
export function supersede(
  work: Work,
  addressMac: Uint8Array,
  onlyOf: Uint8Array | null,
): Promise<ApprovalRow[]> {
  const all = change(work)
    .where('addressMac', '=', Buffer.from(addressMac))
    .where('state', '=', 'pending')
    .set({ state: 'superseded', endedAt: work.now })
  const those = onlyOf
    ? all.where('browserHash', '=', Buffer.from(onlyOf))
    : all.where('action', '!=', 'add-device')
  return those.returning(columns).execute()
}

/**
 * Ends a pending request as `set` says, once: undefined when it is not pending any more, or its time is over.
 */
export function answerPending(
  work: Work,
  id: RequestId,
  set: Updateable<Tables['approvalRequests']>,
): Promise<ApprovalRow | undefined> {
  return change(work)
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .where('expiresAt', '>', work.now)
    .set({ ...set, answeredAt: work.now })
    .returning(columns)
    .executeTakeFirst()
}

/** Makes a report of what this device denied by a wrong number, once and while the request would have lived. */
export function reportDenied(
  work: Work,
  { id, deviceId }: { id: RequestId; deviceId: DeviceId },
): Promise<ApprovalRow | undefined> {
  return change(work)
    .where('id', '=', id)
    .where('state', '=', 'denied')
    .where('why', '=', 'wrong-number')
    .where('deviceId', '=', deviceId)
    .where('expiresAt', '>', work.now)
    .set({ state: 'reported', why: null, answeredAt: work.now })
    .returning(columns)
    .executeTakeFirst()
}

/** Takes an approval for the browser or the restore that it belongs to, once. The device that gave it has to be active still. */
export async function redeem(
  work: Work,
  id: RequestId,
  holder: { signInId: SignInId } | { sessionId: SessionId } | { restoreId: string },
): Promise<ApprovalRow | undefined> {
  const redeemable = {
    tenantId: work.base.tenantId,
    id,
    now: work.now,
    grace: new Date(work.now.getTime() - redeemGraceSeconds * 1000),
  }
  const [redeemed] = await ('signInId' in holder
    ? redeemForSignIn(work.db, { ...redeemable, signInId: holder.signInId })
    : 'sessionId' in holder
      ? redeemForSession(work.db, { ...redeemable, sessionId: holder.sessionId })
      : redeemForRestore(work.db, { ...redeemable, restoreId: holder.restoreId }))
  return redeemed
}

interface Redeemable {
  readonly tenantId: TenantId
  readonly id: RequestId
  readonly now: Date
  readonly grace: Date
}

const redeeming = (db: Work['db'], { tenantId, id, now, grace }: Redeemable) =>
  db
    .updateTable('approvalRequests')
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', 'approved')
    .where('expiresAt', '>', grace)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('devices')
          .select('devices.id')
          .where('devices.tenantId', '=', tenantId)
          .whereRef('devices.id', '=', 'approvalRequests.deviceId')
          .where('devices.state', '=', 'active'),
      ),
    )
    .set({ state: 'redeemed', redeemedAt: now, endedAt: now })
    .returning(columns)
const redeemForSignIn = builtOnce((db: Work['db'], of: Redeemable & { readonly signInId: SignInId }) =>
  redeeming(db, of).where('signInId', '=', of.signInId),
)
const redeemForSession = builtOnce((db: Work['db'], of: Redeemable & { readonly sessionId: SessionId }) =>
  redeeming(db, of).where('sessionId', '=', of.sessionId),
)
const redeemForRestore = builtOnce((db: Work['db'], of: Redeemable & { readonly restoreId: string }) =>
  redeeming(db, of).where('restoreId', '=', of.restoreId),
)

/** Ends what waits and what was approved; of one device, what it approved and all that waits. */
export function cancel(
  work: Work,
  { userId, deviceId, why }: { userId: UserId; deviceId: DeviceId | undefined; why: string },
): Promise<ApprovalRow[]> {
  const open = change(work)
    .where('userId', '=', userId)
    .where('state', 'in', ['pending', 'approved'])
    .set({ state: 'cancelled', why, endedAt: work.now })
  const those = deviceId
    ? open.where((eb) => eb.or([eb('state', '=', 'pending'), eb('deviceId', '=', deviceId)]))
    : open
  return those.returning(columns).execute()
}

/** Ends what waits for a person to sign in by; what they confirm elsewhere goes on. */
export function endPendingSignIns(work: Work, userId: UserId): Promise<ApprovalRow[]> {
  return change(work)
    .where('userId', '=', userId)
    .where('state', '=', 'pending')
    .where('action', '=', 'sign-in')
    .set({ state: 'passcode', endedAt: work.now })
    .returning(columns)
    .execute()
}

export function latestOf(work: Work, userId: UserId, limit: number) {
  return work.db
    .selectFrom('approvalRequests')
    .leftJoin('signIns', (join) =>
      join
        .onRef('signIns.tenantId', '=', 'approvalRequests.tenantId')
        .onRef('signIns.id', '=', 'approvalRequests.signInId'),
    )
    .leftJoin('devices', (join) =>
      join
        .onRef('devices.tenantId', '=', 'approvalRequests.tenantId')
        .onRef('devices.id', '=', 'approvalRequests.deviceId'),
    )
    .selectAll('approvalRequests')
    .select(['signIns.reference', 'devices.name as deviceName'])
    .where('approvalRequests.tenantId', '=', work.base.tenantId)
    .where('approvalRequests.userId', '=', userId)
    .orderBy('approvalRequests.issuedAt', 'desc')
    .orderBy('approvalRequests.id', 'desc')
    .limit(limit)
    .execute()
}

export function fetchesOf(work: Work, ids: readonly RequestId[]) {
  return work.db
    .selectFrom('challenges')
    .innerJoin('devices', (join) =>
      join
        .onRef('devices.tenantId', '=', 'challenges.tenantId')
        .onRef('devices.id', '=', 'challenges.deviceId'),
    )
    .select((eb) => ['challenges.requestId', 'devices.name', eb.fn.min('challenges.fetchedAt').as('at')])
    .where('challenges.tenantId', '=', work.base.tenantId)
    .where('challenges.requestId', 'in', ids)
    .groupBy(['challenges.requestId', 'challenges.deviceId', 'devices.name'])
    .execute()
}

export async function insertChallenge(
  work: Work,
  row: { requestId: RequestId; deviceId: DeviceId; challengeHash: string },
): Promise<void> {
  await insert(work.db, { ...row, tenantId: work.base.tenantId, fetchedAt: work.now })
}

const insert = builtOnce(
  (
    db: Work['db'],
    {
      tenantId,
      requestId,
      deviceId,
      challengeHash,
      fetchedAt,
    }: {
      tenantId: TenantId
      requestId: RequestId
      deviceId: DeviceId
      challengeHash: string
      fetchedAt: Date
    },
  ) =>
    db
      .insertInto('challenges')
      .values({ tenantId, requestId, deviceId, challengeHash, fetchedAt })
      .modifyEnd(later),
)

export async function wasShown(
  work: Work,
  { requestId, deviceId, challengeHash }: { requestId: RequestId; deviceId: DeviceId; challengeHash: string },
): Promise<boolean> {
  const row = await work.db
    .selectFrom('challenges')
    .select('challengeHash')
    .where('tenantId', '=', work.base.tenantId)
    .where('requestId', '=', requestId)
    .where('deviceId', '=', deviceId)
    .where('challengeHash', '=', challengeHash)
    .executeTakeFirst()
  return row !== undefined
}
