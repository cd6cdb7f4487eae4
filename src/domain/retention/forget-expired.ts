import { redeemGraceSeconds } from '#contract/device-messages.ts'
import type { TenantId, UserId } from '#contract/ids.ts'
import type { Ground } from '../work.ts'
import {
  expired,
  expireRequests,
  makeAuditMonths,
  oneAtATime,
  usersToPurge,
  usersToReactivate,
  usersToRemove,
  usersToTerminate,
  usersWithReplacedDevices,
} from './retention.sql.ts'

/** Rows of one statement: few enough that nobody waits for it. */
const batchSize = 1000
const dayMs = 86_400_000
const auditMonthsAhead = 3

/**
 * Deletes what has expired and nobody needs any more, in batches of their own transactions, and returns how many rows of
 * each table went. Another process that is at it does the rest: this one stops then.
 *
 * @param signal ends it between two batches.
 */
export async function forgetExpired(ground: Ground, signal: AbortSignal): Promise<Record<string, number>> {
  const now = ground.clock()
  const ago = (days: number) => new Date(now.getTime() - days * dayMs)
  const gone: Record<string, number> = {}
  for (const { table, delete: deleteExpired } of expired) {
    for (;;) {
      if (signal.aborted) return gone
      const count = await oneAtATime(ground.database, (db) => deleteExpired(db, now, ago, batchSize))
      if (count === undefined) return gone
      if (count > 0) gone[table] = (gone[table] ?? 0) + count
      if (count < batchSize) break
    }
  }
  return gone
}

/** Marks requests whose time is over: unanswered ones, and approved ones that no browser came back for. */
export async function endExpiredRequests(ground: Ground): Promise<void> {
  const now = ground.clock()
  for (;;) {
    const count = await oneAtATime(ground.database, (db) =>
      expireRequests(db, now, redeemGraceSeconds, batchSize),
    )
    if (count === undefined || count < batchSize) return
  }
}

/** Makes the partitions of the audit log from this month on. Those that are there stay as they are. */
export async function keepAuditMonths(ground: Ground): Promise<void> {
  await oneAtATime(ground.database, (db) => makeAuditMonths(db, ground.clock(), auditMonthsAhead))
}

/** Users whose deactivation has reached its end, of all tenants: at most as many as one round takes. */
export function findDueReactivations(ground: Ground): Promise<{ tenantId: TenantId; id: UserId }[]> {
  return usersToReactivate(ground.database, ground.clock(), 100)
}

/** Users whom an offboarding is to remove by now; as many as one round takes. */
export function findDueRemovals(ground: Ground): Promise<{ tenantId: TenantId; id: UserId }[]> {
  return usersToRemove(ground.database, ground.clock(), 100)
}

/** Users whose removal can be undone no more; as many as one round takes. */
export function findDuePurges(ground: Ground): Promise<{ tenantId: TenantId; id: UserId }[]> {
  return usersToPurge(ground.database, ground.clock(), 100)
}

/** People with a phone to be removed, since another was restored in its place long enough ago; as many as one round takes. */
export function findDueReplacements(ground: Ground): Promise<{ tenantId: TenantId; id: UserId }[]> {
  return usersWithReplacedDevices(ground.database, ground.clock(), 100)
}

/** People whom another organisation of the same operator terminated; as many as one round takes. */
export function findOrderedTerminations(ground: Ground): Promise<{ tenantId: TenantId; id: UserId }[]> {
  return usersToTerminate(ground.database, 100)
}
