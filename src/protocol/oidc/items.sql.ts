import type { SessionId, UserId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import type { Ground, Tenancy, Work } from '#domain/work.ts'

/**
 * The provider's items. The three statements of every code flow are definer functions, called by name in one round trip outside a
 * unit of work: each is whole in itself, and spells its tenant out.
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

/** @throws 23505 when an item that is given out once is already there. */
export async function putItem(ground: Ground, { tenantId }: Tenancy, item: NewItem): Promise<void> {
  await ground.database.hot('put_oidc_item', 'select put_oidc_item($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    tenantId,
    item.model,
    item.id,
    item.grantId,
    item.sessionId,
    item.userId,
    item.clientId,
    JSON.stringify(item.payload),
    item.expiresAt,
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
