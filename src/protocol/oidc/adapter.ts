import { type Adapter, type AdapterPayload, errors, Provider } from 'oidc-provider'
import { SessionId, UserId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import { type Ground, systemActor, type Tenancy, transact } from '#domain/work.ts'
import { sha256 } from '#platform/hash.ts'
import { consumeItem, deleteGrant, deleteItem, findItem, type NewItem, putItems } from './items.sql.ts'

/** The client metadata of an application; undefined where there is none or it is switched off. */
export type FindClient = (clientId: string) => Promise<AdapterPayload | undefined>

/** Requests in which something was spent a second time at the same instant: the library itself cannot tell. */
const spentTwice = new WeakSet<object>()

export const wasSpentTwice = (ctx: object) => spentTwice.has(ctx)

/** What is stored together, when the answer that gives it out is ready: one round trip instead of one for each. */
const givenOut = new Set(['Grant', 'AuthorizationCode', 'AccessToken', 'RefreshToken', 'ClientCredentials'])
const waiting = new WeakMap<object, NewItem[]>()

function keepForAnswer(ctx: object, item: NewItem): void {
  const items = waiting.get(ctx)
  if (items) items.push(item)
  else waiting.set(ctx, [item])
}

/** Stores what this answer gives out before it leaves. Where that fails nothing of it is given out: the answer is an error. */
export async function storeGivenOut(ground: Ground, tenancy: Tenancy, ctx: object): Promise<void> {
  const items = waiting.get(ctx)
  if (!items) return
  waiting.delete(ctx)
  await putItems(ground, tenancy, items)
}

/**
 * The library's storage for one tenant, on our tables.
 *
 * Ids are stored as SHA-256, and the payload does not repeat them: a copied database holds no token that works. Sessions are not
 * stored here at all (`live-session.ts`), and clients are our applications.
 */
export function createAdapter(ground: Ground, tenancy: Tenancy, findClient: FindClient) {
  return (model: string): Adapter =>
    model === 'Client' ? clients(findClient) : items(ground, tenancy, model)
}

function items(ground: Ground, tenancy: Tenancy, model: string): Adapter {
  return {
    async upsert(id, payload, expiresIn?: number) {
      const item = itemOf(ground, model, id, payload, expiresIn)
      const { ctx } = Provider
      if (ctx && givenOut.has(model)) return keepForAnswer(ctx, item)
      try {
        await putItems(ground, tenancy, [item])
      } catch (error) {
        // The same proof seen at the same instant: the library has looked before, and found nothing yet.
        if (model === 'ReplayDetection' && (error as { code?: string }).code === '23505')
          throw new errors.InvalidDpopProof('the proof was used before')
        throw error
      }
    },
    async find(id) {
      const found = await findItem(ground, tenancy, model, sha256(id))
      if (!found) return undefined
      const payload: AdapterPayload = { ...found.payload, jti: id }
      if (found.consumedAt) payload.consumed = Math.floor(found.consumedAt.getTime() / 1000)
      return payload
    },
    // Only sessions and device codes are looked up so; we store neither.
    async findByUid() {
      return undefined
    },
    async findByUserCode() {
      return undefined
    },
    async consume(id) {
      if (await consumeItem(ground, tenancy, model, sha256(id))) return
      if (Provider.ctx) spentTwice.add(Provider.ctx)
      throw model === 'PushedAuthorizationRequest'
        ? new errors.InvalidRequestUri('already used')
        : new errors.InvalidGrant('already used')
    },
    async destroy(id) {
      if (model === 'Grant') return deleteGrant(ground, tenancy, sha256(id))
      await transact(ground, tenancy, 'write', systemActor(tenancy.tenantId), (work) =>
        deleteItem(work, model, sha256(id)),
      )
    },
    // The library asks once for each kind of token; each time all of them go.
    revokeByGrantId: (grantId) => deleteGrant(ground, tenancy, sha256(grantId)),
  }
}

function itemOf(
  ground: Ground,
  model: string,
  id: string,
  given: AdapterPayload,
  expiresIn: number | undefined,
): NewItem {
  // Gone with the id, which is the token itself; of an interaction also the session, which a sign-in replaces on purpose.
  const { jti: _id, session: _session, ...payload } = given
  const grantId = model === 'Grant' ? id : payload.grantId
  // A grant does not say under which session it was made; the request that makes it does.
  const sessionId = payload.sessionUid ?? (model === 'Grant' ? Provider.ctx?.oidc.session?.uid : undefined)
  return {
    model,
    id: sha256(id),
    grantId: grantId ? sha256(grantId) : null,
    sessionId: sessionId ? SessionId.parse(sessionId) : null,
    userId: payload.accountId ? UserId.parse(payload.accountId) : null,
    clientId: payload.clientId ?? null,
    // The library promises plain JSON (its own memory adapter serialises too).
    payload: payload as unknown as { [key: string]: JsonValue },
    expiresAt: expiresIn ? new Date(ground.clock().getTime() + expiresIn * 1000) : null,
  }
}

function clients(findClient: FindClient): Adapter {
  const readOnly = async () => {
    throw new Error('applications are not changed through the protocol')
  }
  return {
    find: findClient,
    async findByUid() {
      return undefined
    },
    async findByUserCode() {
      return undefined
    },
    upsert: readOnly,
    consume: readOnly,
    destroy: readOnly,
    revokeByGrantId: readOnly,
  }
}
