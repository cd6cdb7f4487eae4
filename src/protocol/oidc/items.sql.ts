import type { SessionId, UserId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import type { Ground, Tenancy, Work } from '#domain/work.ts'

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
  readonly payload: { readonly [key: string]: JsonValue }
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
  await ground.database.hot('put_oidc_items', 'select put_oidc_items($1, $2)', [
    tenantId,
    JSON.stringify(rows),
  ])
}

export interface FoundItem {
  readonly payload: { readonly [key: string]: JsonValue }
  readonly consumedAt: Date | null
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

/** Whether it was this caller who spent it. Where it was not, everything of the same grant is gone. */
export async function consumeItem(
  ground: Ground,
  { tenantId }: Tenancy,
  model: string,
  id: Buffer,
): Promise<boolean> {
  const [result] = await ground.database.hot<{ spent: boolean }>(
    'consume_oidc_item',
    'select consume_oidc_item($1, $2, $3, $4) as spent',
    [tenantId, model, id, ground.clock()],
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
  await ground.database.hot('delete_oidc_grant', 'select delete_oidc_grant($1, $2)', [tenantId, grantId])
}
