import type { ProviderId, SessionId, SignInId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { randomToken } from '#platform/random.ts'
import { hit } from '../limits/hit.ts'
import { UpstreamError } from '../ports.ts'
import { type Actor, type Ground, type Tenancy, transact } from '../work.ts'
import { type FarSide, farSideOf } from './far-side.ts'
import { noteFailure } from './note-outcome.ts'
import { findProvider } from './providers.sql.ts'
import { insertTrip, type TripPurpose, type TripSecrets } from './trips.sql.ts'

/** From leaving for the provider to coming back, typing a password there included. */
const lifetimeSeconds = 600
/** Trips of one sign-in or session in that time: somebody who changes their mind, and no mill of states. */
const atMost = 20

export interface NewTrip {
  readonly providerId: ProviderId
  readonly purpose: TripPurpose
  /** Of `sign-in`: the one that the browser goes on with. */
  readonly signInId?: SignInId | undefined
  /** Of `link` and `test`: the session that it is for. */
  readonly sessionId?: SessionId | undefined
  /** The address to begin with there. */
  readonly loginHint?: string | undefined
  /** The person is to be asked again there, whatever session they have. */
  readonly fresh?: boolean | undefined
}

/**
 * Where to send a browser so that a provider says who is in front of it. The answer counts once, within ten minutes, and only in the
 * browser that holds the sign-in or the session. Asks the provider for its addresses: called outside of any unit.
 *
 * @throws {Problem} `provider-not-found` (also where it is switched off), `provider-unreachable`, `rate-limited`
 */
export async function beginTrip(
  ground: Ground,
  tenancy: Tenancy,
  actor: Actor,
  { providerId, purpose, ...trip }: NewTrip,
): Promise<{ url: string }> {
  const bound = { signInId: trip.signInId ?? null, sessionId: trip.sessionId ?? null }
  const prepared = await transact(ground, tenancy, 'write', actor, async (work) => {
    const key = `provider-trip:${bound.signInId ?? bound.sessionId}`
    const counted = await hit(work, { key, limit: atMost, windowSeconds: lifetimeSeconds })
    // Returned, so that the try stays counted.
    if (!counted.allowed) return { retryAfterSeconds: counted.retryAfterSeconds }
    return { farSide: farSideOf(work, await findProvider(work, providerId), purpose) }
  })
  if (!('farSide' in prepared)) {
    const { retryAfterSeconds } = prepared
    throw new Problem('rate-limited', undefined, { members: { retryAfterSeconds } })
  }
  const state = randomToken()
  try {
    const { url, secrets } = await leave(ground, prepared.farSide, state, trip)
    await transact(ground, tenancy, 'write', actor, async (work) => {
      // Deleted meanwhile: there is nothing to come back to.
      if (!(await findProvider(work, providerId))) throw new Problem('provider-not-found')
      const expiresAt = new Date(work.now.getTime() + lifetimeSeconds * 1000)
      await insertTrip(work, { ...bound, state, providerId, purpose, secrets, expiresAt })
    })
    return { url }
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    await transact(ground, tenancy, 'write', actor, (work) =>
      noteFailure(work, { providerId, purpose }, error),
    )
    throw new Problem('provider-unreachable', undefined, { cause: error })
  }
}

async function leave(
  { upstream }: Ground,
  farSide: FarSide,
  state: string,
  { loginHint, fresh = false }: Pick<NewTrip, 'loginHint' | 'fresh'>,
): Promise<{ url: string; secrets: TripSecrets }> {
  if (farSide.protocol === 'saml') {
    const { url, requestId } = await upstream.saml.begin(farSide.provider, { state, loginHint, fresh })
    return { url, secrets: { kind: 'saml', requestId, fresh } }
  }
  const { url, secrets } = await upstream.oidc.begin(farSide.client, { state, loginHint, fresh })
  return { url, secrets: { kind: 'oidc', ...secrets, fresh } }
}
