import type { ApplicationId, SessionId, UserId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import type { Ground, Tenancy, Work } from '#domain/work.ts'
import { type Person, type PersonRow, personColumns, personOf } from './person.sql.ts'

/**
 * The provider's items. The statements of every code flow are definer functions, called by name in one round trip outside a unit of
 * work: each is whole in itself, and spells its tenant out.
 */

export interface NewItem {
  readonly model: string
  /** SHA-256 of the library's id, like `grantId`. */
  readonly id: Buffer
  readonly grantId: Buffer | null
  readonly sessionId: SessionId | null
  readonly userId: UserId | null
  readonly clientId: string | null
  readonly payload: Payload
  readonly expiresAt: Date | null
}

/**
 * All of them or none.
 *
 * @throws 23505 when an item that is given out once is already there.
 */
export async function putItems(
  ground: Ground,
  { tenantId }: Tenancy,
  items: readonly NewItem[],
): Promise<void> {
  await change(ground, 'put_oidc_items', 'select put_oidc_items($1, $2)', [tenantId, textOf(items)])
}

/** Serialization failure, deadlock, and a lock that was waited for too long: nothing of the statement has happened. */
const again = new Set(['40001', '40P01', '55P03'])

/** A statement that changes something, whole in itself: where it lost against another one it is run again, three times at most. */
async function change<Row>(
  ground: Ground,
  name: string,
  sql: string,
  values: readonly unknown[],
): Promise<Row[]> {
  for (let run = 1; ; run++) {
    try {
      return await ground.database.hot<Row>(name, sql, values)
    } catch (error) {
      if (run === 3 || !again.has((error as { code?: string }).code ?? '')) throw error
    }
  }
}

/** As the functions take them: bytes as hex. */
function textOf(items: readonly NewItem[]): string {
  const rows = items.map((item) => ({
    model: item.model,
    id: item.id.toString('hex'),
    grant_id: item.grantId?.toString('hex') ?? null,
    session_id: item.sessionId,
    user_id: item.userId,
    client_id: item.clientId,
    payload: item.payload,
    expires_at: item.expiresAt,
  }))
  return JSON.stringify(rows)
}

type Payload = { readonly [key: string]: JsonValue }

export interface FoundItem {
  readonly payload: Payload
  readonly consumedAt: Date | null
}

/** A code or token, with what every use of it asks next, read at the same instant. */
export interface FoundToken extends FoundItem {
  /** Null where the grant does not hold any more. */
  readonly grant: Payload | null
  /** Null for a token that stands for no person. */
  readonly owner: {
    readonly userId: UserId
    readonly applicationId: ApplicationId
    readonly person: Person | undefined
  } | null
}

/** Nothing where the item has expired, or its session, user or application does not hold any more. */
export async function findItem(
  ground: Ground,
  { tenantId }: Tenancy,
  model: string,
  id: Buffer,
): Promise<FoundItem | undefined> {
  const [found] = await ground.database.hot<FoundItem>(
    'oidc_item',
    'select payload, consumed_at from oidc_item($1, $2, $3, $4)',
    [tenantId, model, id, ground.clock()],
  )
  return found
}

const readToken = `select i.payload, i.consumed_at, i.user_id, i.application_id, g.payload as grant_payload, ${personColumns}
  from oidc_item($1, $2, $3, $4) i
  left join lateral oidc_item($1, 'Grant', i.grant_id, $4) g on true
  left join lateral oidc_person($1, i.user_id, i.application_id) p on true`

interface TokenRow extends FoundItem, PersonRow {
  readonly userId: UserId | null
  readonly applicationId: ApplicationId | null
  readonly grantPayload: Payload | null
}

/** Like `findItem`, for what stands under a grant. */
export async function findToken(
  ground: Ground,
  { tenantId }: Tenancy,
  model: string,
  id: Buffer,
): Promise<FoundToken | undefined> {
  const values = [tenantId, model, id, ground.clock()]
  const [row] = await ground.database.hot<TokenRow>('oidc_token', readToken, values)
  if (!row) return undefined
  const { payload, consumedAt, userId, applicationId, grantPayload: grant } = row
  const owner = userId && applicationId ? { userId, applicationId, person: personOf(row) } : null
  return { payload, consumedAt, grant, owner }
}

/**
 * Whether it was this caller who spent it: then `items`, which are given out for it, are stored with that. Where it was not, everything
 * of the same grant is gone.
 */
export async function consumeItem(
  ground: Ground,
  { tenantId }: Tenancy,
  { model, id }: { readonly model: string; readonly id: Buffer },
  items: readonly NewItem[] = [],
): Promise<boolean> {
  const [result] = await change<{ spent: boolean }>(
    ground,
    'consume_oidc_item',
    'select consume_oidc_item($1, $2, $3, $4, $5) as spent',
    [tenantId, model, id, ground.clock(), textOf(items)],
  )
  return result?.spent === true
}

export async function deleteItem(work: Work, model: string, id: Buffer): Promise<void> {
  await work.db
    .deleteFrom('oidcItems')
    .where('tenantId', '=', work.base.tenantId)
    .where('model', '=', model)
    .where('id', '=', id)
    .execute()
}

/** A grant with every code and token under it. */
export async function deleteGrant(ground: Ground, { tenantId }: Tenancy, grantId: Buffer): Promise<void> {
  await change(ground, 'delete_oidc_grant', 'select delete_oidc_grant($1, $2)', [tenantId, grantId])
}
