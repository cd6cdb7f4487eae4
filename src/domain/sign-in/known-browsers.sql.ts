import { sql } from 'kysely'
import type { ProviderId, UserId } from '#contract/ids.ts'
import type { SignInMethod } from '#contract/settings.ts'
import type { Work } from '../work.ts'

/** Whether this person signed in from this browser before, and whether from this country. */
export async function findKnownBrowser(
  work: Work,
  { userId, browserHash, country }: { userId: UserId; browserHash: Uint8Array; country: string | null },
): Promise<{ known: boolean; newPlace: boolean }> {
  const row = await work.db
    .selectFrom('knownBrowsers')
    .select([
      sql<boolean>`coalesce(bool_or(browser_hash = ${browserHash}), false)`.as('known'),
      sql<boolean>`coalesce(bool_or(country = ${country}), false)`.as('beenThere'),
      sql<boolean>`coalesce(bool_or(country is not null), false)`.as('anyPlace'),
    ])
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow()
  return { known: row.known, newPlace: country !== null && row.anyPlace && !row.beenThere }
}

/** Whether this person used this browser before, and the way that worked in it last. Null of nobody has no browsers. */
export async function findLastWay(
  work: Work,
  { userId, browserHash }: { userId: UserId | null; browserHash: Buffer | null },
): Promise<{ method: SignInMethod | null; providerId: ProviderId | null } | undefined> {
  if (!userId || !browserHash) return undefined
  return work.db
    .selectFrom('knownBrowsers')
    .select(['method', 'providerId'])
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('browserHash', '=', browserHash)
    .executeTakeFirst()
}

/** Notes that this person signed in from this browser now, and how. @returns whether they did so before */
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
): Promise<boolean> {
  const { known } = await work.db
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
    // Of a row that was there before, `xmax` names this transaction, which locked it.
    .returning(sql<boolean>`xmax <> 0`.as('known'))
    .executeTakeFirstOrThrow()
  return known
}
