import { type Kysely, sql } from 'kysely'
import type { DeviceId, TenantId } from '#contract/ids.ts'
import type { Database } from '#platform/database.ts'
import type { Tables } from '../tables.ts'

/** A row that this process may deliver until its lease ends. */
export interface TakenRow {
  readonly tenantId: TenantId
  readonly id: string
  readonly kind: 'mail' | 'push'
  readonly payloadSealed: Buffer | null
  readonly deviceId: DeviceId | null
  /** This attempt's number. It fences: whoever took the row later has a higher one. */
  readonly attempts: number
  readonly expiresAt: Date | null
}

/**
 * Takes up to `limit` due rows, at most `share` of one tenant, and counts the attempt. Rows that another relay is
 * just taking are passed over. Of the pushes to one device only the oldest goes: a bell must not ring after the
 * message that silences it.
 */
export async function takeDueRows(
  database: Database<Tables>,
  take: { now: Date; leasedUntil: Date; limit: number; share: number },
): Promise<TakenRow[]> {
  const { rows } = await sql<TakenRow>`
    with recursive tenant (id) as (
      (select tenant_id from outbox where delivered_at is null and dead_at is null order by tenant_id limit 1)
      union all
      select (
        select o.tenant_id from outbox o
        where o.delivered_at is null and o.dead_at is null and o.tenant_id > tenant.id
        order by o.tenant_id limit 1
      )
      from tenant where tenant.id is not null
    ), due as materialized (
      select row.tenant_id, row.id
      from tenant, lateral (
        select o.tenant_id, o.id, o.next_attempt_at from outbox o
        where o.tenant_id = tenant.id and o.delivered_at is null and o.dead_at is null
          and o.next_attempt_at <= ${take.now}
          and not exists (
            select from outbox earlier
            where earlier.tenant_id = o.tenant_id and earlier.device_id = o.device_id and earlier.id < o.id
              and earlier.delivered_at is null and earlier.dead_at is null
          )
        order by o.next_attempt_at
        limit ${take.share}
        for update of o skip locked
      ) row
      order by row.next_attempt_at
      limit ${take.limit}
    )
    update outbox o
    set next_attempt_at = ${take.leasedUntil}, attempts = o.attempts + 1
    from due
    where o.tenant_id = due.tenant_id and o.id = due.id
    returning o.tenant_id, o.id, o.kind, o.payload_sealed, o.device_id, o.attempts, o.expires_at
  `.execute(database.outside)
  return rows
}

/** When the next row falls due, or undefined when nothing waits. */
export async function nextDueAt(database: Database<Tables>): Promise<Date | undefined> {
  const { at } = await database.outside
    .selectFrom('outbox')
    .select((select) => select.fn.min('nextAttemptAt').as('at'))
    .where('deliveredAt', 'is', null)
    .where('deadAt', 'is', null)
    .executeTakeFirstOrThrow()
  return at ?? undefined
}

export async function countWaitingRows(database: Database<Tables>): Promise<number> {
  const { count } = await database.outside
    .selectFrom('outbox')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('deliveredAt', 'is', null)
    .where('deadAt', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** How an attempt ended. Of a row that somebody else took in the meantime nothing is changed, and false comes back. */
export async function settleRow(
  db: Kysely<Tables>,
  row: Pick<TakenRow, 'tenantId' | 'id' | 'attempts'>,
  outcome: { delivered: Date } | { dead: Date; why: string } | { again: Date; why: string },
): Promise<boolean> {
  const set =
    'delivered' in outcome
      ? { deliveredAt: outcome.delivered, payloadSealed: null, lastError: null }
      : 'dead' in outcome
        ? { deadAt: outcome.dead, payloadSealed: null, lastError: outcome.why }
        : { nextAttemptAt: outcome.again, lastError: outcome.why }
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set(set)
    .where('tenantId', '=', row.tenantId)
    .where('id', '=', row.id)
    .where('attempts', '=', row.attempts)
    .where('deliveredAt', 'is', null)
    .where('deadAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
