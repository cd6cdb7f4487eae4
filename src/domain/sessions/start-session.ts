import type { ApplicationId, DeviceId, ProviderId, SessionId, UserId } from '#contract/ids.ts'
import { sha256 } from '#platform/hash.ts'
import { randomToken } from '#platform/random.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { sessionLengths } from './session-lengths.ts'
import { insertSession } from './sessions.sql.ts'

export interface NewSession {
  readonly userId: UserId
  /** Null: for the console. */
  readonly applicationId: ApplicationId | null
  readonly deviceId: DeviceId | null
  /** RFC 8176. */
  readonly amr: readonly string[]
  readonly acr: string
  readonly place: string | null
  /** Who vouched for the person. */
  readonly providerId?: ProviderId | null
  /** "Keep me signed in". */
  readonly kept?: boolean
  /**
   * Whether what was shown is enough for risky acts for a while: a phone, or for somebody without a phone the strongest that they have.
   * Else the first of them asks for a proof.
   */
  readonly proved?: boolean
  readonly lifetimeSeconds?: number
  readonly idleSeconds?: number
}

/**
 * Starts a session with a token of its own, which is told this once and stored hashed. The caller has made sure that the person
 * proved themselves just now.
 */
export async function startSession(
  work: Work,
  session: NewSession,
): Promise<{ sessionId: SessionId; token: string; expiresAt: Date }> {
  const token = randomToken(32)
  const usual = await sessionLengths(work, {
    isConsole: session.applicationId === null,
    keep: false,
    atMostSeconds: null,
  })
  const lifetime = session.lifetimeSeconds ?? usual.lifetimeSeconds
  const expiresAt = new Date(work.now.getTime() + lifetime * 1000)
  const sessionId = await insertSession(work, {
    ...session,
    tokenHash: sha256(token),
    expiresAt,
    idleSeconds: session.idleSeconds ?? usual.idleSeconds,
  })
  const { userId, applicationId } = session
  await record(work, 'session.created', { userId, sessionId, applicationId })
  work.notify('session', sessionId)
  return { sessionId, token, expiresAt }
}
