import type { UserId } from '#contract/ids.ts'
import { addressBlock, isLoopbackAddress } from '#platform/client-address.ts'
import { record } from '../audit/record.ts'
import { hit } from '../limits/hit.ts'
import { emailKey } from '../users/email-key.ts'
import type { Work } from '../work.ts'
import { countTry, forgetTries, lockedUntilOf, setLocked } from './throttle.sql.ts'

/** Whose password is tried, and where. */
export interface Tries {
  /** Null where the address belongs to nobody: it is counted all the same. */
  readonly userId: UserId | null
  /** As typed. */
  readonly address: string
  /** Whether this person signed in from this browser before: then it is counted by itself, and no stranger delays it. */
  readonly knownBrowser: boolean
  /** Of the known browser, or of the session that asks again. Without it a browser counts as a stranger's. */
  readonly browserHash?: Uint8Array | null
}

export type TryAllowed =
  | { readonly allowed: true; readonly failures: number }
  | { readonly allowed: false; readonly retryAfterSeconds: number }

/** Wrong tries after which a person is locked for strangers, and administrators see it. */
const lockAfter = 10
/** NIST SP 800-63B-4, 3.2.2: no more than this one after the other. Then only who is no stranger gets a try, until one succeeds. */
export const mostFailures = 100
/** Tries of browsers that nobody used before, from one address block: enough for an office, too few for a list of passwords. */
const fromOneBlock = { limit: 100, windowSeconds: 600 }
/** What "until it is opened" is called where an instant is needed. */
const endlessSeconds = 10 * 365 * 86_400

/** How long after so many failures the next try has to wait: half a minute at the fifth, doubled up to a quarter of an hour, then longer. */
export function delayAfter(failures: number): number {
  if (failures < 5) return 0
  if (failures < 20) return Math.min(30 * 2 ** (failures - 5), 900)
  if (failures < 50) return 3600
  return failures < mostFailures ? 86_400 : endlessSeconds
}

/**
 * Lets a password be tried, and counts it as failed until `forgetFailedTries` says that it was right: a thousand tries at once are a
 * thousand, not one. It stands before the hashing, costs three small statements at most, and does the same for known and unknown addresses.
 *
 * A refusal counts nothing. The unit has to commit either way.
 */
export async function tryAllowed(work: Work, tries: Tries): Promise<TryAllowed> {
  const { ip } = work.actor.origin
  // Behind a proxy that is not named everybody comes from here: one person's tries would be everybody's.
  if (!isOwn(tries) && ip && !isLoopbackAddress(ip)) {
    const counted = await hit(work, { key: `password:${addressBlock(ip)}`, ...fromOneBlock })
    if (!counted.allowed) return { allowed: false, retryAfterSeconds: counted.retryAfterSeconds }
  }
  const counted = await countTry(work, keyOf(work, tries), delayAfter)
  if (!counted.allowed) {
    const left = Math.ceil((counted.waitUntil.getTime() - work.now.getTime()) / 1000)
    return { allowed: false, retryAfterSeconds: Math.max(1, left) }
  }
  return { allowed: true, failures: counted.failures }
}

/**
 * After a try that was wrong: enough of them by strangers lock the person for strangers, which the person and their administrators see.
 * The phone, the browsers that they used before and "Forgot password" go on as ever.
 */
export async function noteFailedTry(work: Work, tries: Tries & { failures: number }): Promise<void> {
  const { userId, failures } = tries
  if (!userId || isOwn(tries) || failures < lockAfter) return
  const until = new Date(work.now.getTime() + delayAfter(failures) * 1000)
  const before = await lockedUntilOf(work, userId)
  if (before && before >= until) return
  await setLocked(work, userId, until, 'strangers')
  // Once for each time of trouble, not once for each try.
  if (before === null) {
    await record(work, 'user.locked', { userId, until: until.toISOString(), failures })
    work.notify('user', userId)
  }
}

/** After a success: what failed before is forgotten, by strangers too, and the person is no longer locked. */
export async function forgetFailedTries(work: Work, tries: Tries & { userId: UserId }): Promise<void> {
  const keys = [keyOf(work, tries), keyOf(work, { ...tries, knownBrowser: false, browserHash: null })]
  await Promise.all([clearLock(work, tries.userId), forgetTries(work, keys)])
}

/** Lets the person be tried again from anywhere, at once. Nothing happens where they are not locked. */
export async function unlock(work: Work, { userId }: { userId: UserId }): Promise<void> {
  await clearLock(work, userId)
  await forgetTries(work, [keyOf(work, { userId, address: '', knownBrowser: false })])
}

async function clearLock(work: Work, userId: UserId): Promise<void> {
  if ((await lockedUntilOf(work, userId)) === null) return
  await setLocked(work, userId, null, null)
  await record(work, 'user.unlocked', { userId })
  work.notify('user', userId)
}

const isOwn = ({ knownBrowser, browserHash }: Tries): boolean => knownBrowser && browserHash != null

/** A person by their id, so that their further addresses are no further tries. */
function keyOf(work: Work, tries: Tries): Buffer {
  const who = tries.userId ?? emailKey(tries.address)
  const from =
    isOwn(tries) && tries.browserHash ? Buffer.from(tries.browserHash).toString('hex') : 'strangers'
  return work.keys.mac('failed-tries', `${work.base.tenantId}:${who}:${from}`)
}
