import * as z from 'zod/mini'
import type { DeviceId, SessionId, TenantId, UserId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import type { AdminRole } from '#contract/permissions.ts'
import { SessionPolicy } from '#contract/settings.ts'
import { sha256 } from '#platform/hash.ts'
import type { Tables } from '../tables.ts'
import type { Ground, Work } from '../work.ts'
import { consoleLimits } from './session-lengths.ts'
import { sessionById, setActive } from './sessions.sql.ts'

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

export interface SessionRow extends LiveSession {
  readonly status: Tables['users']['status']
  /** The organisation's setting `session` as it is stored; null where nobody changed it. */
  readonly consoleLimits: JsonValue
}

/** Activity is noted at most this often: a session may go idle that much early, never late. */
const touchMs = 60_000
/** Of the result of `session_by_token`, called `s`. */
export const sessionColumns = `s.id, s.user_id, s.device_id, s.started_at, s.last_active_at, s.proved_at, s.expires_at,
  s.idle_seconds, s.amr, s.acr, s.admin_role, s.status, s.console_limits`
const readSession = `select ${sessionColumns} from session_by_token($1, $2) s`

/**
 * The session that a token stands for, in one round trip and never from memory: what was ended a moment ago, on whichever
 * process, is over here too. Undefined when it is ended, expired, idle too long, or its user is not active.
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
    /** Whether the console, by its own limits, lets it go on; an application may keep a session for a month. */
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
  if (counts && now.getTime() - row.lastActiveAt.getTime() >= touchMs) touch(ground, tenantId, row.id, now)
  const {
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
    adminRole,
  } = row
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
    adminRole,
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

/**
 * The session behind a grant or a token. Its idle time does not count there: an application that renews its tokens is
 * not the person at the browser.
 */
export async function findSessionOfGrant(
  work: Work,
  { sessionId }: { sessionId: SessionId },
): Promise<LiveSession | undefined> {
  const row = await sessionById(work, sessionId)
  if (!row || row.endedAt || row.status !== 'active' || row.expiresAt <= work.now) return undefined
  const { status: _status, endedAt: _endedAt, ...session } = row
  return session
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
