import type { ProviderId, SessionId, SignInId } from '#contract/ids.ts'
import type { ProviderKind } from '#contract/providers.ts'
import { hit } from '../limits/hit.ts'
import { UpstreamError } from '../ports.ts'
import { openSignIn } from '../sign-in/bound.ts'
import type { BrowserCookies } from '../sign-in/browser.ts'
import { type Actor, type Ground, type Tenancy, transact, type Work } from '../work.ts'
import { type FarSide, farSideOf } from './far-side.ts'
import { noteFailure } from './note-outcome.ts'
import { findProvider } from './providers.sql.ts'
import { readAssertion, readClaims } from './read-claims.ts'
import { keepAnswer, lockTrip, spendTrip, type Trip, type TripPurpose, takeAssertion } from './trips.sql.ts'
import type { Upstream } from './upstream.ts'

/** What a trip was for, once it is over. */
export interface TripEnd {
  readonly providerId: ProviderId
  readonly providerName: string
  readonly purpose: TripPurpose
  readonly signInId: SignInId | null
  readonly sessionId: SessionId | null
}

export type Arrival =
  | { readonly kind: 'arrived'; readonly trip: TripEnd; readonly upstream: Upstream }
  | { readonly kind: 'failed'; readonly trip: TripEnd; readonly error: UpstreamError }
  /** `unknown`: there is no such trip, it was used or took too long; `other-browser`: it was begun elsewhere. */
  | { readonly kind: 'not-open'; readonly why: 'unknown' | 'other-browser' | 'provider-off' }

interface Back {
  readonly providerId: ProviderId
  readonly state: string
}

/** The browser that came back: its cookies, and the session that it holds. */
interface Returning {
  readonly cookies: BrowserCookies
  readonly sessionId: SessionId | null
}

interface Taken {
  readonly trip: Trip
  readonly end: TripEnd
  readonly kind: ProviderKind
  readonly farSide: FarSide
}

type NotOpen = Extract<Arrival, { kind: 'not-open' }>

/**
 * Takes up the answer of a provider, in the browser that left for it and no other: its state is used up first, then the answer is
 * checked with the provider, outside of any unit. What it means is for the caller.
 *
 * @param input `answer` is the query of the callback; null where the answer came by POST before and lies with the trip
 */
export async function finishTrip(
  ground: Ground,
  tenancy: Tenancy,
  actor: Actor,
  { answer, ...back }: Back & Returning & { readonly answer: URLSearchParams | null },
): Promise<Arrival> {
  const taken = await transact(ground, tenancy, 'write', actor, (work) => take(work, back))
  if (!('trip' in taken)) return taken
  const { trip, end } = taken
  try {
    const upstream = await arrive(ground, taken, back.state, answer)
    return { kind: 'arrived', trip: end, upstream }
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    await transact(ground, tenancy, 'write', actor, (work) => noteFailure(work, trip, error))
    return { kind: 'failed', trip: end, error }
  }
}

async function take(work: Work, back: Back & Returning): Promise<Taken | NotOpen> {
  const trip = await lockTrip(work, back)
  if (!trip) return { kind: 'not-open', why: 'unknown' }
  // Another browser's answer is left alone: whoever holds the state alone can neither use it nor use it up.
  if (!(await isTheirs(work, trip, back))) return { kind: 'not-open', why: 'other-browser' }
  const taken = await open(work, trip)
  if ('trip' in taken) await spendTrip(work, trip)
  return taken
}

async function open(work: Work, trip: Trip): Promise<Taken | NotOpen> {
  const { providerId, purpose, signInId, sessionId } = trip
  const row = await findProvider(work, providerId)
  if (!row || (!row.enabled && purpose !== 'test')) return { kind: 'not-open', why: 'provider-off' }
  const end = { providerId, providerName: row.name, purpose, signInId, sessionId }
  return { trip, end, kind: row.kind, farSide: farSideOf(work, row, purpose) }
}

async function isTheirs(
  work: Work,
  { purpose, signInId, sessionId }: Trip,
  { cookies, sessionId: own }: Returning,
): Promise<boolean> {
  if (purpose !== 'sign-in') return sessionId !== null && sessionId === own
  return signInId !== null && typeof (await openSignIn(work, { id: signInId, cookies })) !== 'string'
}

async function arrive(
  { upstream }: Ground,
  { trip, kind, farSide }: Taken,
  state: string,
  answer: URLSearchParams | null,
): Promise<Upstream> {
  const { secrets, providerId } = trip
  if (secrets.kind === 'answered' && answer === null) return secrets.upstream
  if (secrets.kind !== 'oidc' || farSide.protocol !== 'oidc' || kind === 'saml' || answer === null)
    throw new UpstreamError('untrustworthy', 'the answer came by another way than the question went')
  const { nonce, verifier, fresh } = secrets
  const claims = await upstream.oidc.finish(farSide.client, answer, { nonce, verifier, state })
  const { auth_time: authTime } = claims
  // Not every provider says when; then there is nothing to hold against it.
  if (fresh && typeof authTime === 'number') requireFresh(authTime * 1000, trip.createdAt)
  return { providerId, ...readClaims(kind, claims) }
}

/** Their clock and ours. */
const skewMs = 60_000

/** The wish to be asked again travels through the person's own browser, who may have taken it out. */
function requireFresh(signedInAt: number, since: Date): void {
  if (signedInAt + skewMs < since.getTime())
    throw new UpstreamError('untrustworthy', 'the provider did not ask the person again')
}

/** A form that is sent again, and no mill of documents: reading one costs more than sending it. */
const postsOfTrip = { limit: 5, windowSeconds: 600 }

export type Receipt = { readonly kind: 'kept' } | Exclude<Arrival, { kind: 'arrived' }>

/**
 * Takes a SAML response that a browser posted from the provider's site. Such a request carries none of our cookies, so what it says is
 * checked and kept with the trip, sealed, until the browser comes with them (`finishTrip` without an answer).
 */
export async function receiveAssertion(
  ground: Ground,
  tenancy: Tenancy,
  actor: Actor,
  { response, ...back }: Back & { readonly response: string },
): Promise<Receipt> {
  const found = await transact(ground, tenancy, 'write', actor, async (work) => {
    const trip = await lockTrip(work, back)
    const counted = trip && (await hit(work, { key: `saml-post:${back.state}`, ...postsOfTrip }))
    return trip && counted?.allowed ? open(work, trip) : ({ kind: 'not-open', why: 'unknown' } as const)
  })
  if (!('trip' in found)) return found
  const { trip, end, farSide } = found
  try {
    if (trip.secrets.kind !== 'saml' || farSide.protocol !== 'saml')
      throw new UpstreamError('untrustworthy', 'the answer came by another way than the question went')
    const { requestId, fresh } = trip.secrets
    const assertion = await ground.upstream.saml.finish(farSide.provider, response, {
      requestId,
      now: ground.clock(),
    })
    const { signedInAt } = assertion
    if (fresh && signedInAt) requireFresh(signedInAt.getTime(), trip.createdAt)
    const upstream = { providerId: end.providerId, ...readAssertion(assertion, farSide.emailAttribute) }
    await transact(ground, tenancy, 'write', actor, async (work) => {
      const again = await lockTrip(work, back)
      const first = await takeAssertion(work, { ...assertion, providerId: end.providerId })
      if (again?.secrets.kind !== 'saml' || !first)
        throw new UpstreamError('untrustworthy', 'this assertion was used before')
      await keepAnswer(work, again, upstream)
    })
    return { kind: 'kept' }
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    await transact(ground, tenancy, 'write', actor, (work) => noteFailure(work, trip, error))
    return { kind: 'failed', trip: end, error }
  }
}
