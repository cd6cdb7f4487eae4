import type { Selectable } from 'kysely'
import type {
  ApplicationId,
  DeviceId,
  OverrideId,
  PasskeyId,
  ProviderId,
  RequestId,
  SessionId,
  SignInId,
  TenantId,
  UserId,
} from '#contract/ids.ts'
import type { SignInMethod } from '#contract/settings.ts'
import { builtOnce } from '#platform/built-once.ts'
import { later, laterSurely } from '#platform/later.ts'
import type { Upstream } from '../providers/upstream.ts'
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
  'method',
  'keep',
  'askedAcr',
  'fresh',
  'passwordAt',
  'passwordVersion',
  'providerAt',
  'providerId',
  'phoneAt',
  'deviceId',
  'phoneAmr',
  'phoneAcr',
  'passkeyAt',
  'passkeyId',
  'passkeyHardware',
  'codeAt',
  'codeMethod',
  'overrideAt',
  'overrideId',
  'pendingLinkSealed',
  'resetBecause',
] as const

/** A sign-in as it is stored, with its address opened. */
export interface SignIn {
  readonly id: SignInId
  readonly reference: string
  readonly browserHash: Buffer
  readonly knownHash: Buffer | null
  /** Null: for the console, or for the person's own account. */
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
  /** The way that its page offers. */
  readonly method: SignInMethod | null
  /** The person wants to stay signed in. */
  readonly keep: boolean
  readonly askedAcr: string | null
  /** The application wants a new proof, also from a provider. */
  readonly fresh: boolean
  /** When the password was right, and which one that was. */
  readonly passwordAt: Date | null
  readonly passwordVersion: number | null
  readonly providerAt: Date | null
  readonly providerId: ProviderId | null
  /** An approval that is redeemed already: what it showed. */
  readonly phoneAt: Date | null
  readonly deviceId: DeviceId | null
  readonly phoneAmr: string[] | null
  readonly phoneAcr: string | null
  /** Which passkey was shown, and whether it cannot be copied to another device. */
  readonly passkeyAt: Date | null
  readonly passkeyId: PasskeyId | null
  readonly passkeyHardware: boolean | null
  /** A code that came by mail or SMS was right. */
  readonly codeAt: Date | null
  readonly codeMethod: 'mail' | 'sms' | null
  /** A passcode from an administrator was right; used up by it, unless it led nowhere. */
  readonly overrideAt: Date | null
  readonly overrideId: OverrideId | null
  readonly pendingLink: Upstream | null
  readonly resetBecause: 'required' | 'temporary' | null
}

export async function findSignIn(work: Work, id: SignInId): Promise<SignIn | undefined> {
  const [row] = await selectSignIn(work.db, { tenantId: work.base.tenantId, id })
  return row && toSignIn(work, row)
}

/** As `findSignIn`, and holds the row: two submissions of one browser queue here. */
export async function lockSignIn(work: Work, id: SignInId): Promise<SignIn | undefined> {
  const [row] = await selectSignInForUpdate(work.db, { tenantId: work.base.tenantId, id })
  return row && toSignIn(work, row)
}

/** Holds the row, in front of whatever the unit reads next. */
export async function holdSignIn(work: Work, id: SignInId): Promise<void> {
  await hold(work.db, { tenantId: work.base.tenantId, id })
}

interface Which {
  readonly tenantId: TenantId
  readonly id: SignInId
}

const byId = (db: Work['db'], { tenantId, id }: Which) =>
  db.selectFrom('signIns').select(columns).where('tenantId', '=', tenantId).where('id', '=', id)
const selectSignIn = builtOnce(byId)
const selectSignInForUpdate = builtOnce((db: Work['db'], which: Which) => byId(db, which).forUpdate())
const hold = builtOnce((db: Work['db'], { tenantId, id }: Which) =>
  db
    .selectFrom('signIns')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .modifyEnd(later),
)

export interface NewSignIn {
  readonly id: SignInId
  readonly reference: string
  readonly browserHash: Uint8Array
  readonly knownHash: Uint8Array
  readonly applicationId: ApplicationId | null
  readonly resume: Resume
  readonly address: string | null
  readonly askedAcr: string | null
  readonly fresh: boolean
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

/** Whoever is named anew has shown nothing: no step of somebody else counts for them. */
export const nothingShown = {
  passwordAt: null,
  passwordVersion: null,
  providerAt: null,
  providerId: null,
  phoneAt: null,
  deviceId: null,
  phoneAmr: null,
  phoneAcr: null,
  passkeyAt: null,
  passkeyId: null,
  passkeyHardware: null,
  codeAt: null,
  codeMethod: null,
  overrideAt: null,
  overrideId: null,
  pendingLink: null,
  resetBecause: null,
} as const

/** Whether somebody has shown who they are in this sign-in, whatever that leads to. */
export const hasShown = (signIn: SignIn): boolean =>
  signIn.passwordAt !== null ||
  signIn.providerAt !== null ||
  signIn.phoneAt !== null ||
  signIn.passkeyAt !== null ||
  signIn.codeAt !== null ||
  signIn.overrideAt !== null

export type SignInChange = Partial<
  Omit<SignIn, 'id' | 'reference' | 'browserHash' | 'knownHash' | 'resume' | 'createdAt' | 'expiresAt'>
>

/**
 * Changes a sign-in that is under way and gives it back as it is then; with an address, its keyed hash follows.
 *
 * The unit fails where it was finished or failed meanwhile: the caller holds its row and has looked.
 */
export async function changeSignIn(
  work: Work,
  signIn: SignIn,
  { address, pendingLink, ...change }: SignInChange & { addressMac?: Uint8Array },
): Promise<SignIn> {
  const { id } = signIn
  await work.db
    .updateTable('signIns')
    .set({
      ...change,
      ...(address !== undefined && {
        addressSealed: address === null ? null : sealAddress(work, id, address),
      }),
      ...(pendingLink !== undefined && {
        pendingLinkSealed:
          pendingLink === null
            ? null
            : work.keys.seal('sign-in-link', contextOf(work, id), JSON.stringify(pendingLink)),
      }),
    })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', id)
    .where('state', 'in', ['begun', 'asked'])
    .modifyEnd(laterSurely)
    .execute()
  const { addressMac: _, ...rest } = change
  return {
    ...signIn,
    ...rest,
    ...(address !== undefined && { address }),
    ...(pendingLink !== undefined && { pendingLink }),
  }
}

/** Ends a sign-in that led to nothing. */
export async function setFailed(
  work: Work,
  signIn: SignIn,
  failed: SignInChange & { failure: string; addressMac?: Uint8Array },
): Promise<void> {
  await changeSignIn(work, signIn, { ...failed, state: 'failed', finishedAt: work.now })
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

/** Of what was shown upstream nothing is kept past the end but the identity's provider. */
export async function setFinished(
  work: Work,
  signIn: SignIn,
  change: SignInChange & { userId: UserId; sessionId: SessionId },
): Promise<void> {
  await changeSignIn(work, signIn, {
    ...change,
    state: 'finished',
    failure: null,
    pendingLink: null,
    finishedAt: work.now,
  })
}

type Row = Pick<Selectable<Tables['signIns']>, (typeof columns)[number]>

function toSignIn(work: Work, { addressSealed, pendingLinkSealed, resume, ...row }: Row): SignIn {
  const context = contextOf(work, row.id)
  return {
    ...row,
    // Written by `insertSignIn` alone, from a `Resume`.
    resume: resume as unknown as Resume,
    address: addressSealed && work.keys.unseal('sign-in-address', context, addressSealed).toString('utf8'),
    // Written by `changeSignIn` alone, from an `Upstream`.
    pendingLink:
      pendingLinkSealed &&
      (JSON.parse(work.keys.unseal('sign-in-link', context, pendingLinkSealed).toString('utf8')) as Upstream),
  }
}

const sealAddress = (work: Work, id: SignInId, address: string) =>
  work.keys.seal('sign-in-address', contextOf(work, id), address)

const contextOf = (work: Work, id: SignInId) => `${work.base.tenantId}:${id}`
