import { type Adapter, type AdapterPayload, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import { SessionId, UserId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import { type Ground, systemActor, type Tenancy, transact } from '#domain/work.ts'
import { sha256 } from '#platform/hash.ts'
import {
  consumeItem,
  deleteGrant,
  deleteItem,
  type FoundItem,
  findItem,
  findToken,
  type NewItem,
  putItems,
} from './items.sql.ts'
import { factsOf } from './request-facts.ts'

/** The client metadata of an application; undefined where there is none or it is switched off. */
export type FindClient = (clientId: string) => Promise<AdapterPayload | undefined>

/** Requests in which something was spent a second time at the same instant: the library itself cannot tell. */
const spentTwice = new WeakSet<object>()

export const wasSpentTwice = (ctx: object) => spentTwice.has(ctx)

/** What stands for a person under a grant: all of it is read together. */
const underGrant = new Set(['AuthorizationCode', 'AccessToken', 'RefreshToken'])

/** What is stored together, when the answer that gives it out is ready: one round trip instead of one for each. */
const givenOut = new Set(['Grant', 'AuthorizationCode', 'AccessToken', 'RefreshToken', 'ClientCredentials'])
const waiting = new WeakMap<object, NewItem[]>()
/** What is spent for it, in the same round trip. */
const exchanged = new Set(['AuthorizationCode', 'RefreshToken'])
const spending = new WeakMap<object, { readonly model: string; readonly id: Buffer }>()

function keepForAnswer(ctx: object, item: NewItem): void {
  const items = waiting.get(ctx)
  if (items) items.push(item)
  else waiting.set(ctx, [item])
}

/**
 * Stores what this answer gives out before it leaves, and spends what it is given out for: both or neither. Where that fails nothing of
 * it is given out, and the answer is an error. An answer that is an error already gives nothing out; what it was asked with is spent
 * all the same.
 */
export async function storeGivenOut(
  ground: Ground,
  tenancy: Tenancy,
  ctx: KoaContextWithOIDC,
): Promise<void> {
  const items = ctx.status < 400 ? (waiting.get(ctx) ?? []) : []
  const spent = spending.get(ctx)
  waiting.delete(ctx)
  spending.delete(ctx)
  if (!spent) return items.length > 0 ? putItems(ground, tenancy, items) : undefined
  if (await consumeItem(ground, tenancy, spent, items)) return
  // As the library refuses what it finds spent.
  spentTwice.add(ctx)
  const refusal = new errors.InvalidGrant('already used')
  ctx.status = refusal.statusCode
  ctx.body = { error: refusal.error, error_description: refusal.error_description }
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
      const { ctx } = Provider
      if (!ctx) return foundAs(id, await findItem(ground, tenancy, model, sha256(id)))
      const facts = factsOf(ctx.req)
      if (model === 'Grant' && facts.grantAhead?.id === id) {
        const { payload } = facts.grantAhead
        facts.grantAhead = undefined
        return foundAs(id, { payload, consumedAt: null })
      }
      if (!underGrant.has(model)) return foundAs(id, await findItem(ground, tenancy, model, sha256(id)))
      const found = await findToken(ground, tenancy, model, sha256(id))
      const grantId = found?.payload['grantId']
      if (found?.grant && typeof grantId === 'string')
        facts.grantAhead = { id: grantId, payload: found.grant }
      if (found?.owner) facts.personAhead = found.owner
      return foundAs(id, found)
    },
    // Only sessions and device codes are looked up so; we store neither.
    async findByUid() {
      return undefined
    },
    async findByUserCode() {
      return undefined
    },
    async consume(id) {
      const item = { model, id: sha256(id) }
      const { ctx } = Provider
      if (ctx && exchanged.has(model)) {
        spending.set(ctx, item)
        return
      }
      if (await consumeItem(ground, tenancy, item)) return
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

function foundAs(id: string, found: FoundItem | undefined): AdapterPayload | undefined {
  if (!found) return undefined
  const payload: AdapterPayload = { ...found.payload, jti: id }
  if (found.consumedAt) payload.consumed = Math.floor(found.consumedAt.getTime() / 1000)
  return payload
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
