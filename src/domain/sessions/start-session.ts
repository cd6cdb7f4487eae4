import type { ApplicationId, DeviceId, SessionId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

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

export async function startSession(
  _work: Work,
  _session: NewSession,
): Promise<{ sessionId: SessionId; token: string; expiresAt: Date }> {
  throw new Error('startSession')
}
