import { type Kysely, sql, type Updateable } from 'kysely'
import type { DeviceId, TenantId } from '#contract/ids.ts'
import type { Database } from '#platform/database.ts'
import type { Tables } from '../tables.ts'

/** A row that this process may deliver until its lease ends. */
export interface TakenRow {
  readonly tenantId: TenantId
  readonly id: string
  readonly kind: 'mail' | 'push' | 'sms'
  readonly payloadSealed: Buffer | null
  readonly deviceId: DeviceId | null
  /** This attempt's number. It fences: whoever took the row later has a higher one. */
  readonly attempts: number
  readonly expiresAt: Date | null
}

/** The kinds of messages: each is taken apart from the others. */
export type MessageKind = TakenRow['kind']

/** Where to look. */
interface Wanted {
  readonly kind: MessageKind
  /** Tenants that have enough under way. */
  readonly except: readonly TenantId[]
}

/** Tenants with something that waits, one step of the index each. */
const tenantsWith = ({ except }: Wanted) => sql`
  all_tenants (id) as (
    (select tenant_id from outbox where delivered_at is null and dead_at is null order by tenant_id limit 1)
    union all
    select (
      select o.tenant_id from outbox o
      where o.delivered_at is null and o.dead_at is null and o.tenant_id > all_tenants.id
      order by o.tenant_id limit 1
    )
    from all_tenants where all_tenants.id is not null
  ), tenant as (select id from all_tenants where id <> all (${except}::uuid[]))`

/** A bell must not ring after the message that silences it: of one topic at one device only the oldest goes. */
const isFirstOfTopic = sql`
  not exists (
    select from outbox earlier
    where earlier.tenant_id = o.tenant_id and earlier.device_id = o.device_id and earlier.id < o.id
      and earlier.topic is not distinct from o.topic
      and earlier.delivered_at is null and earlier.dead_at is null
  )`

/**
 * Takes up to `limit` due rows of a kind, at most `share` of one tenant, and counts the attempt. Rows that another relay is
 * just taking are passed over.
 */
export async function takeDueRows(
  database: Database<Tables>,
  take: Wanted & { now: Date; leasedUntil: Date; limit: number; share: number },
): Promise<TakenRow[]> {
  const { rows } = await sql<TakenRow>`
    with recursive ${tenantsWith(take)}, due as materialized (
      select row.tenant_id, row.id
      from tenant, lateral (
        select o.tenant_id, o.id, o.next_attempt_at from outbox o
        where o.kind = ${take.kind} and o.tenant_id = tenant.id and o.delivered_at is null and o.dead_at is null
          and o.next_attempt_at <= ${take.now} and ${isFirstOfTopic}
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

/** When the next row of a kind falls due, or undefined when nothing waits. */
export async function nextDueAt(database: Database<Tables>, wanted: Wanted): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    with recursive ${tenantsWith(wanted)}
    select min(row.next_attempt_at) as at
    from tenant, lateral (
      select o.next_attempt_at from outbox o
      where o.kind = ${wanted.kind} and o.tenant_id = tenant.id and o.delivered_at is null and o.dead_at is null
        and ${isFirstOfTopic}
      order by o.next_attempt_at
      limit 1
    ) row
  `.execute(database.outside)
  return rows[0]?.at ?? undefined
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

/** `again` counts as a try; `putBack` does not: nobody was asked. */
export type Outcome =
  | { delivered: Date }
  | { dead: Date; why: string }
  | { again: Date; why: string }
  | { putBack: Date }

/** How an attempt ended. Of a row that somebody else took in the meantime nothing is changed, and false comes back. */
export async function settleRow(
  db: Kysely<Tables>,
  row: Pick<TakenRow, 'tenantId' | 'id' | 'attempts'>,
  outcome: Outcome,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set(changeOf(row, outcome))
    .where('tenantId', '=', row.tenantId)
    .where('id', '=', row.id)
    .where('attempts', '=', row.attempts)
    .where('deliveredAt', 'is', null)
    .where('deadAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function changeOf({ attempts }: Pick<TakenRow, 'attempts'>, outcome: Outcome): Updateable<Tables['outbox']> {
  if ('delivered' in outcome) return { deliveredAt: outcome.delivered, payloadSealed: null, lastError: null }
  if ('dead' in outcome) return { deadAt: outcome.dead, payloadSealed: null, lastError: outcome.why }
  if ('putBack' in outcome) return { nextAttemptAt: outcome.putBack, attempts: attempts - 1 }
  return { nextAttemptAt: outcome.again, lastError: outcome.why }
}
