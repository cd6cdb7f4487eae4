import { sql } from 'kysely'
import type { ProviderId, TenantId, UserId } from '#contract/ids.ts'
import type { SignInMethod } from '#contract/settings.ts'
import { builtOnce } from '#platform/built-once.ts'
import { later } from '#platform/later.ts'
import type { Work } from '../work.ts'

/** What a person's browsers say of one of them. */
export interface KnownBrowser {
  /** Whether they signed in from it before. */
  readonly known: boolean
  /** The way that worked in it last. */
  readonly method: SignInMethod | null
  readonly providerId: ProviderId | null
  /** The countries that they signed in from, as far as anybody knows. */
  readonly countries: readonly string[]
}

const none: KnownBrowser = { known: false, method: null, providerId: null, countries: [] }

/** Read once in a unit, before it changes them: whoever asks again asks the same. */
const readBy = new WeakMap<Work['db'], Map<string, Promise<KnownBrowser>>>()

/** @param browser as `signIn` holds it. Null of nobody has no browsers. */
export function readBrowser(
  work: Work,
  { userId, browserHash }: { userId: UserId | null; browserHash: Buffer | null },
): Promise<KnownBrowser> {
  if (!userId || !browserHash) return Promise.resolve(none)
  const read = readBy.get(work.db) ?? new Map<string, Promise<KnownBrowser>>()
  readBy.set(work.db, read)
  const key = `${userId}:${browserHash.toString('base64')}`
  const found = read.get(key) ?? findBrowser(work, userId, browserHash)
  read.set(key, found)
  return found
}

async function findBrowser(work: Work, userId: UserId, browserHash: Buffer): Promise<KnownBrowser> {
  const [found] = await browsersOf(work.db, { tenantId: work.base.tenantId, userId, browserHash })
  return found ? { ...found, countries: found.countries ?? [] } : none
}

const browsersOf = builtOnce(
  (db: Work['db'], of: { tenantId: TenantId; userId: UserId; browserHash: Buffer }) => {
    const isIt = sql`browser_hash = ${of.browserHash}`
    return db
      .selectFrom('knownBrowsers')
      .select([
        sql<boolean>`coalesce(bool_or(${isIt}), false)`.as('known'),
        sql<SignInMethod | null>`max(method) filter (where ${isIt})`.as('method'),
        sql<ProviderId | null>`max(provider_id::text) filter (where ${isIt})`.as('providerId'),
        sql<string[] | null>`array_agg(distinct country) filter (where country is not null)`.as('countries'),
      ])
      .where('tenantId', '=', of.tenantId)
      .where('userId', '=', of.userId)
  },
)

/** Whether they never signed in from this country, although it is known where they were. */
export const isNewPlace = ({ countries }: KnownBrowser, country: string | null): boolean =>
  country !== null && countries.length > 0 && !countries.includes(country)

/** Notes that this person signed in from this browser now, and how. */
export async function saveKnownBrowser(
  work: Work,
  {
    userId,
    browserHash,
    country,
    method,
    providerId,
  }: {
    userId: UserId
    browserHash: Uint8Array
    country: string | null
    method: SignInMethod
    providerId: ProviderId | null
  },
): Promise<void> {
  await work.db
    .insertInto('knownBrowsers')
    .values({
      tenantId: work.base.tenantId,
      userId,
      browserHash,
      country,
      firstAt: work.now,
      lastAt: work.now,
      method,
      providerId,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenantId', 'userId', 'browserHash'])
        .doUpdateSet({ lastAt: work.now, method, providerId, ...(country !== null && { country }) }),
    )
    .modifyEnd(later)
    .execute()
}
