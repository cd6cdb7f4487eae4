import { type Selectable, sql } from 'kysely'
import type { ApplicationId, RequestId, SessionId, SignInId, UserId } from '#contract/ids.ts'
import type { Tables } from '../tables.ts'
import type { Work } from '../work.ts'
import type { Resume } from './resume.ts'

const columns = [
  'id',
  'reference',
  'browserHash',
  'knownHash',
  'applicationId',
  'resume',
  'state',
  'userId',
  'addressSealed',
  'requestId',
  'failure',
  'sessionId',
  'createdAt',
  'expiresAt',
  'finishedAt',
] as const

/** A sign-in as it is stored, with its address opened. */
export interface SignIn {
  readonly id: SignInId
  readonly reference: string
  readonly browserHash: Buffer
  readonly knownHash: Buffer | null
  /** Null: for the console. */
  readonly applicationId: ApplicationId | null
  readonly resume: Resume
  readonly state: 'begun' | 'asked' | 'finished' | 'failed'
  readonly userId: UserId | null
  /** As typed, or as the application hinted. */
  readonly address: string | null
  readonly requestId: RequestId | null
  readonly failure: string | null
  readonly sessionId: SessionId | null
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly finishedAt: Date | null
}

export async function findSignIn(work: Work, id: SignInId): Promise<SignIn | undefined> {
  const row = await selectSignIn(work, id).executeTakeFirst()
  return row && toSignIn(work, row)
}

/** As `findSignIn`, and holds the row: two submissions of one browser queue here. */
export async function lockSignIn(work: Work, id: SignInId): Promise<SignIn | undefined> {
  const row = await selectSignIn(work, id).forUpdate().executeTakeFirst()
  return row && toSignIn(work, row)
}

const selectSignIn = (work: Work, id: SignInId) =>
  work.db
    .selectFrom('signIns')
    .select(columns)
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)

export interface NewSignIn {
  readonly id: SignInId
  readonly reference: string
  readonly browserHash: Uint8Array
  readonly knownHash: Uint8Array
  readonly applicationId: ApplicationId | null
  readonly resume: Resume
  readonly address: string | null
  readonly expiresAt: Date
}

/** @returns false where the reference code is taken: the caller draws another. */
export async function insertSignIn(work: Work, { resume, address, ...row }: NewSignIn): Promise<boolean> {
  const { origin } = work.actor
  const inserted = await work.db
    .insertInto('signIns')
    .values({
      ...row,
      tenantId: work.base.tenantId,
      resume: JSON.stringify(resume),
      state: 'begun',
      addressSealed: address === null ? null : sealAddress(work, row.id, address),
      ip: origin.ip,
      userAgent: origin.userAgent,
      createdAt: work.now,
    })
    .onConflict((conflict) => conflict.columns(['tenantId', 'reference']).doNothing())
    .executeTakeFirst()
  return Number(inserted.numInsertedOrUpdatedRows ?? 0) === 1
}

/** Notes whom the phone is asked for, and by which request. `failure` is why that cannot lead anywhere, for administrators. */
export async function setAsked(
  work: Work,
  {
    id,
    ...asked
  }: {
    id: SignInId
    address: string
    addressMac: Uint8Array
    userId: UserId | null
    requestId: RequestId
    failure: string | null
  },
): Promise<void> {
  const { address, ...rest } = asked
  await work.db
    .updateTable('signIns')
    .set({ ...rest, state: 'asked', addressSealed: sealAddress(work, id, address) })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .where('state', 'in', ['begun', 'asked'])
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** Ends a sign-in that led to nothing. */
export async function setFailed(
  work: Work,
  {
    id,
    ...failed
  }: { id: SignInId; failure: string; userId?: UserId | null; address?: string; addressMac?: Uint8Array },
): Promise<void> {
  const { address, ...rest } = failed
  await work.db
    .updateTable('signIns')
    .set({
      ...rest,
      ...(address !== undefined && { addressSealed: sealAddress(work, id, address) }),
      state: 'failed',
      finishedAt: work.now,
    })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .where('state', 'in', ['begun', 'asked'])
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** Keeps how a request ended, unless why it could lead nowhere is known already. @returns whether it was this call that did. */
export async function noteFailure(
  work: Work,
  { id, requestId, failure }: { id: SignInId; requestId: RequestId; failure: string },
): Promise<boolean> {
  const noted = await work.db
    .updateTable('signIns')
    .set({ failure })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .where('requestId', '=', requestId)
    .where('state', '=', 'asked')
    .where('failure', 'is', null)
    .executeTakeFirst()
  return Number(noted.numUpdatedRows) === 1
}

export async function setFinished(
  work: Work,
  { id, userId, sessionId }: { id: SignInId; userId: UserId; sessionId: SessionId },
): Promise<void> {
  await work.db
    .updateTable('signIns')
    .set({ state: 'finished', userId, sessionId, failure: null, finishedAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** Whether this person signed in from this browser before, and whether from this country. */
export async function findKnownBrowser(
  work: Work,
  { userId, browserHash, country }: { userId: UserId; browserHash: Uint8Array; country: string | null },
): Promise<{ known: boolean; newPlace: boolean }> {
  const row = await work.db
    .selectFrom('knownBrowsers')
    .select([
      sql<boolean>`coalesce(bool_or(browser_hash = ${browserHash}), false)`.as('known'),
      sql<boolean>`coalesce(bool_or(country = ${country}), false)`.as('beenThere'),
      sql<boolean>`coalesce(bool_or(country is not null), false)`.as('anyPlace'),
    ])
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow()
  return { known: row.known, newPlace: country !== null && row.anyPlace && !row.beenThere }
}

/** Notes that this person signed in from this browser now. */
export async function saveKnownBrowser(
  work: Work,
  { userId, browserHash, country }: { userId: UserId; browserHash: Uint8Array; country: string | null },
): Promise<void> {
  await work.db
    .insertInto('knownBrowsers')
    .values({
      tenantId: work.base.tenantId,
      userId,
      browserHash,
      country,
      firstAt: work.now,
      lastAt: work.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenantId', 'userId', 'browserHash'])
        .doUpdateSet({ lastAt: work.now, ...(country !== null && { country }) }),
    )
    .execute()
}

type Row = Pick<Selectable<Tables['signIns']>, (typeof columns)[number]>

function toSignIn(work: Work, { addressSealed, resume, ...row }: Row): SignIn {
  return {
    ...row,
    // Written by `insertSignIn` alone, from a `Resume`.
    resume: resume as unknown as Resume,
    address:
      addressSealed &&
      work.keys.unseal('sign-in-address', contextOf(work, row.id), addressSealed).toString('utf8'),
  }
}

const sealAddress = (work: Work, id: SignInId, address: string) =>
  work.keys.seal('sign-in-address', contextOf(work, id), address)

const contextOf = (work: Work, id: SignInId) => `${work.base.tenantId}:${id}`
