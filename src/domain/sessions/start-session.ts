import type { ApplicationId, DeviceId, SessionId, UserId } from '#contract/ids.ts'
import { sha256 } from '#platform/hash.ts'
import { randomToken } from '#platform/random.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
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
  readonly lifetimeSeconds?: number
  readonly idleSeconds?: number
}

/** NIST SP 800-63B-4 at AAL2: twelve hours, half an hour idle; administrators in the console a quarter. */
export const lifetimeSeconds = 12 * 3600
export const idleSeconds = { application: 30 * 60, console: 15 * 60 } as const

/**
 * Starts a session with a token of its own, which is told this once and stored hashed. The caller has made sure that the person
 * proved themselves just now.
 */
export async function startSession(
  work: Work,
  session: NewSession,
): Promise<{ sessionId: SessionId; token: string; expiresAt: Date }> {
  const token = randomToken(32)
  const lifetime = session.lifetimeSeconds ?? lifetimeSeconds
  const expiresAt = new Date(work.now.getTime() + lifetime * 1000)
  const sessionId = await insertSession(work, {
    ...session,
    tokenHash: sha256(token),
    expiresAt,
    idleSeconds:
      session.idleSeconds ?? (session.applicationId ? idleSeconds.application : idleSeconds.console),
  })
  const { userId, applicationId } = session
  await record(work, 'session.created', { userId, sessionId, applicationId })
  work.notify('session', sessionId)
  return { sessionId, token, expiresAt }
}
