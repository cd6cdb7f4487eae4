import type { DeviceId, SessionId, TenantId, UserId } from '#contract/ids.ts'
import type { AdminRole } from '#contract/permissions.ts'
import type { Ground } from '../work.ts'

/** A session that holds at this instant, of a user who is active. */
export interface LiveSession {
  readonly id: SessionId
  readonly userId: UserId
  readonly deviceId: DeviceId | null
  readonly startedAt: Date
  readonly lastActiveAt: Date
  readonly provedAt: Date
  readonly expiresAt: Date
  readonly idleSeconds: number
  readonly amr: readonly string[]
  readonly acr: string
  readonly adminRole: AdminRole | null
}

export async function findSession(
  _ground: Ground,
  _tenantId: TenantId,
  _token: string,
): Promise<LiveSession | undefined> {
  throw new Error('findSession')
}
