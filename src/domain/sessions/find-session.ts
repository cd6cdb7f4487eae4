import * as z from 'zod/mini'
import type { DeviceId, SessionId, TenantId, UserId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import type { AdminRole } from '#contract/permissions.ts'
import { SessionPolicy } from '#contract/settings.ts'
import { sha256 } from '#platform/hash.ts'
import type { Tables } from '../tables.ts'
import type { Ground } from '../work.ts'
import { consoleLimits } from './session-lengths.ts'
import { setActive } from './sessions.sql.ts'

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
  /** Null where the session does not stand for the role. */
  readonly adminRole: AdminRole | null
  /** Their role asks for a passkey, and they have none yet: it opens their own account, to add one, and nothing else. */
  readonly accountOnly: boolean
}

export interface SessionRow extends Omit<LiveSession, 'accountOnly'> {
  readonly status: Tables['users']['status']
  /** The organisation's setting `session` as it is stored; null where nobody changed it. */
  readonly consoleLimits: JsonValue
  /** Their role asks for a passkey, and this session began without. */
  readonly lacksPasskey: boolean
  readonly hasPasskey: boolean
}

/** Activity is noted at most this often: a session may go idle that much early, never late. */
const touchMs = 60_000
/** Of the result of `session_by_token`, called `s`. */
export const sessionColumns = `s.id, s.user_id, s.device_id, s.started_at, s.last_active_at, s.proved_at, s.expires_at,
  s.idle_seconds, s.amr, s.acr, s.admin_role, s.status, s.console_limits, s.lacks_passkey, s.has_passkey`
const readSession = `select ${sessionColumns} from session_by_token($1, $2) s`

/**
 * The session that a token stands for, in one round trip and never from memory: what was ended a moment ago, on whichever
 * process, is over here too. Undefined when it is ended, expired, idle too long, or its user is not active; and when it began by less than
 * the passkey that the role of its user asks for by now, so that a policy, a role and a first passkey count from the next request on.
 */
export async function findSession(
  ground: Ground,
  tenantId: TenantId,
  token: string,
  {
    touch: counts = true,
    inConsole = false,
    read,
  }: {
    /** False looks without counting as activity. */
    touch?: boolean
    /** Whether our own pages, by the console's limits, let it go on; an application may keep a session for a month. */
    inConsole?: boolean
    /** Reads the row where more is read with it. */
    read?: (tokenHash: Buffer) => Promise<SessionRow | undefined>
  } = {},
): Promise<LiveSession | undefined> {
  // No token of ours is longer: what a stranger sends need not be hashed.
  if (token.length > 64) return undefined
  const tokenHash = sha256(token)
  const found = await (read ? read(tokenHash) : readRow(ground, tenantId, tokenHash))
  const row = found && inConsole ? withConsoleLimits(found) : found
  const now = ground.clock()
  if (!row || !lives(row, now)) return undefined
  const accountOnly = row.lacksPasskey
  if (accountOnly && (row.hasPasskey || !inConsole)) return undefined
  if (counts && now.getTime() - row.lastActiveAt.getTime() >= touchMs) touch(ground, tenantId, row.id, now)
  const { id, userId, deviceId, startedAt, lastActiveAt, provedAt, expiresAt, idleSeconds, amr, acr } = row
  return {
    id,
    userId,
    deviceId,
    startedAt,
    lastActiveAt,
    provedAt,
    expiresAt,
    idleSeconds,
    amr,
    acr,
    adminRole: accountOnly ? null : row.adminRole,
    accountOnly,
  }
}

async function readRow(
  { database }: Ground,
  tenantId: TenantId,
  tokenHash: Buffer,
): Promise<SessionRow | undefined> {
  const [row] = await database.hot<SessionRow>('session_by_token', readSession, [tenantId, tokenHash])
  return row
}

function withConsoleLimits(row: SessionRow): SessionRow {
  const limits = consoleLimits(z.parse(SessionPolicy, row.consoleLimits ?? {}))
  const latest = row.startedAt.getTime() + limits.lifetimeSeconds * 1000
  return {
    ...row,
    expiresAt: new Date(Math.min(row.expiresAt.getTime(), latest)),
    idleSeconds: Math.min(row.idleSeconds, limits.idleSeconds),
  }
}

function lives({ status, expiresAt, lastActiveAt, idleSeconds }: SessionRow, now: Date): boolean {
  const idleUntil = lastActiveAt.getTime() + idleSeconds * 1000
  return status === 'active' && expiresAt > now && idleUntil > now.getTime()
}

/** Beside the request, not before its answer. Lost activity is no harm: the next request notes it. */
function touch(ground: Ground, tenantId: TenantId, id: SessionId, now: Date): void {
  ground.database
    .within(tenantId, 'write', (db) => setActive(db, tenantId, id, now, new Date(now.getTime() - touchMs)))
    .catch(() => {})
}
