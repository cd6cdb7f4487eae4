import type { UserId } from '#contract/ids.ts'
import { HasherBusyError } from '#platform/password-hasher.ts'
import { type Actor, type Ground, type Tenancy, transact, type Work } from '../work.ts'
import { comparable, normalisePassword } from './password-text.ts'
import { findOwner, findPassword, replaceHash } from './passwords.sql.ts'
import { unlessBusy } from './unless-busy.ts'

export interface CheckedPassword {
  readonly right: boolean
  /** To be handed to `acceptPassword` in the unit that goes on. */
  readonly version: number
  /** An administrator made it: it opens nothing but the page for a new one. */
  readonly temporary: boolean
  /** A new one is asked for before anything else. */
  readonly mustReset: boolean
}

/** Nobody has it: what is asked of the database is the same for an unknown address. */
const nobodysId = '00000000-0000-0000-0000-000000000000' as UserId

export type FoundPassword = Awaited<ReturnType<typeof findToCheck>>

/** What `checkPassword` compares with, where a unit is open before it. Of nobody it asks the same and finds nothing. */
export async function findToCheck(work: Work, userId: UserId | null) {
  const [owner, stored] = await Promise.all([
    findOwner(work, userId ?? nobodysId),
    findPassword(work, userId ?? nobodysId),
  ])
  return { owner, stored }
}

/**
 * Compares a typed password with the person's, outside of any unit. Somebody unknown, and whoever has no password, costs as much as
 * a wrong one. A right one that was hashed by older settings is hashed anew.
 *
 * It proves nothing by itself: the unit that goes on calls `acceptPassword`, and throttling is the caller's.
 *
 * @param input.userId null where no password could be right, whatever was found
 * @param input.found as `findToCheck` gave it a moment ago
 * @throws {Problem} `unavailable`
 */
export async function checkPassword(
  ground: Ground,
  tenancy: Tenancy,
  actor: Actor,
  { userId, password, found }: { userId: UserId | null; password: string; found?: FoundPassword },
): Promise<CheckedPassword> {
  const { passwords } = ground
  const { owner, stored } =
    found ?? (await transact(ground, tenancy, 'read', actor, (work) => findToCheck(work, userId)))
  const text = normalisePassword(password)
  if (!userId || !owner || !stored || text === undefined) {
    await unlessBusy(passwords.hash(text ?? ''))
    return { right: false, version: 0, temporary: false, mustReset: false }
  }
  const typed = comparable(text, stored)
  const fits = await unlessBusy(passwords.verify(typed, stored))
  const { version, temporary, expiresAt, usedAt } = stored
  const over = usedAt !== null || (expiresAt !== null && expiresAt <= ground.clock())
  if (fits && !over && passwords.isOutdated(stored)) {
    await rehash(ground, tenancy, actor, { userId: owner.id, typed, stored })
  }
  return { right: fits && !over, version, temporary, mustReset: owner.requirePasswordReset }
}

async function rehash(
  ground: Ground,
  tenancy: Tenancy,
  actor: Actor,
  input: { userId: UserId; typed: string; stored: { hash: string; pepperId: string; version: number } },
): Promise<void> {
  const { userId, typed, stored } = input
  try {
    const renewed = await ground.passwords.hash(typed)
    await transact(ground, tenancy, 'write', actor, (work) => replaceHash(work, userId, stored, renewed))
  } catch (error) {
    // The next sign-in does it as well.
    if (!(error instanceof HasherBusyError)) throw error
  }
}
