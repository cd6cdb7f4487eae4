import type { ProviderId, SessionId, SignInId } from '#contract/ids.ts'
import { sha256 } from '#platform/hash.ts'
import type { UpstreamError } from '../ports.ts'
import type { Tables } from '../tables.ts'
import type { Work } from '../work.ts'
import type { Upstream } from './upstream.ts'

export type TripPurpose = Tables['providerTrips']['purpose']

/** What the answer has to match; of SAML, once it came, what it said. */
export type TripSecrets =
  | { readonly kind: 'oidc'; readonly nonce: string; readonly verifier: string; readonly fresh: boolean }
  | { readonly kind: 'saml'; readonly requestId: string; readonly fresh: boolean }
  | { readonly kind: 'answered'; readonly upstream: Upstream }

export interface Trip {
  readonly stateHash: Buffer
  readonly providerId: ProviderId
  readonly purpose: TripPurpose
  readonly signInId: SignInId | null
  readonly sessionId: SessionId | null
  readonly createdAt: Date
  readonly secrets: TripSecrets
}

export async function insertTrip(
  work: Work,
  { state, secrets, ...trip }: Omit<Trip, 'stateHash' | 'createdAt'> & { state: string; expiresAt: Date },
): Promise<void> {
  const stateHash = sha256(state)
  await work.db
    .insertInto('providerTrips')
    .values({
      ...trip,
      tenantId: work.base.tenantId,
      stateHash,
      secretsSealed: seal(work, stateHash, secrets),
      createdAt: work.now,
      spentAt: null,
    })
    .executeTakeFirstOrThrow()
}

/** A trip that is still under way, held until the unit ends: of two answers with one state the second waits, and finds none. */
export async function lockTrip(
  work: Work,
  { providerId, state }: { providerId: ProviderId; state: string },
): Promise<Trip | undefined> {
  const stateHash = sha256(state)
  const row = await work.db
    .selectFrom('providerTrips')
    .select(['providerId', 'purpose', 'signInId', 'sessionId', 'secretsSealed', 'createdAt'])
    .where('tenantId', '=', work.base.tenantId)
    .where('stateHash', '=', stateHash)
    .where('providerId', '=', providerId)
    .where('spentAt', 'is', null)
    .where('expiresAt', '>', work.now)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  const { secretsSealed, ...trip } = row
  const opened = work.keys.unseal('provider-trip', contextOf(work, stateHash), secretsSealed)
  // It was sealed from a `TripSecrets`.
  return { ...trip, stateHash, secrets: JSON.parse(opened.toString('utf8')) as TripSecrets }
}

export async function spendTrip(work: Work, { stateHash }: Trip): Promise<void> {
  await work.db
    .updateTable('providerTrips')
    .set({ spentAt: work.now })
    .where('tenantId', '=', work.base.tenantId)
    .where('stateHash', '=', stateHash)
    .where('spentAt', 'is', null)
    .returning('providerId')
    .executeTakeFirstOrThrow()
}

export async function keepAnswer(work: Work, { stateHash }: Trip, upstream: Upstream): Promise<void> {
  await work.db
    .updateTable('providerTrips')
    .set({ secretsSealed: seal(work, stateHash, { kind: 'answered', upstream }) })
    .where('tenantId', '=', work.base.tenantId)
    .where('stateHash', '=', stateHash)
    .where('spentAt', 'is', null)
    .returning('providerId')
    .executeTakeFirstOrThrow()
}

/** @returns false where this assertion was taken before. */
export async function takeAssertion(
  work: Work,
  { providerId, id, until }: { providerId: ProviderId; id: string; until: Date },
): Promise<boolean> {
  const inserted = await work.db
    .insertInto('seenAssertions')
    .values({ tenantId: work.base.tenantId, providerId, idHash: sha256(id), expiresAt: until })
    .onConflict((conflict) => conflict.columns(['tenantId', 'providerId', 'idHash']).doNothing())
    .executeTakeFirst()
  return Number(inserted.numInsertedOrUpdatedRows ?? 0) === 1
}

const seal = (work: Work, stateHash: Uint8Array, secrets: TripSecrets) =>
  work.keys.seal('provider-trip', contextOf(work, stateHash), JSON.stringify(secrets))

const contextOf = (work: Work, stateHash: Uint8Array) =>
  `${work.base.tenantId}:${Buffer.from(stateHash).toString('hex')}`

/** What an administrator reads of it. */
export const failureWords = ({ code, message }: UpstreamError): string =>
  (code === 'declined' ? `The provider declined: ${message}` : message).slice(0, 300)
