import type { SignInId } from '#contract/ids.ts'
import { addressBlock, isLoopbackAddress } from '#platform/client-address.ts'
import { endByPasscode } from '../approvals/end-by-passcode.ts'
import { record } from '../audit/record.ts'
import { hit } from '../limits/hit.ts'
import { checkOverride, spendOverride } from '../overrides/spend-override.ts'
import { emailKey } from '../users/email-key.ts'
import { holdUser } from '../users/hold-user.ts'
import type { Work } from '../work.ts'
import { advance } from './advance.ts'
import { openSignIn } from './bound.ts'
import type { BrowserCookies } from './browser.ts'
import { decideSignIn } from './decide-sign-in.ts'
import { readBrowser } from './known-browsers.sql.ts'
import { mayUseOverride } from './offered-ways.ts'
import type { Place } from './place.ts'
import { changeSignIn, type SignIn, setFailed } from './sign-in.sql.ts'
import { moved, type Step } from './step.ts'
import { findTarget } from './target.ts'

const windowSeconds = 3600
/** In one sign-in, for everybody alike: whether there is an override at all is not to be seen. */
const inOneSignIn = { limit: 5, windowSeconds }
/** In a browser that its person used before, over its sign-ins; it is counted by itself, and no stranger holds it up. */
const inOwnBrowser = { limit: 10, windowSeconds }
/** Of strangers' browsers from one address block: for one person, and in all. They hold up themselves, and nobody elsewhere. */
const forOnePerson = { limit: 10, windowSeconds }
const fromOneBlock = { limit: 50, windowSeconds: 600 }

/**
 * Tries the passcode that an administrator read out. It signs in where a password and a phone together would, and reaches nothing that asks
 * for a phone by name or for a passkey; there it stays unused. What waited on the person's phone ends.
 *
 * For an address that nobody has, or that has no override, it takes as many tries and says the same. Wrong ones are held up where they
 * come from: a stranger who knows an address does not use up the tries of whoever the passcode was read to.
 */
export async function tryOverride(
  work: Work,
  { id, cookies, code, place }: { id: SignInId; cookies: BrowserCookies; code: string; place: Place | null },
): Promise<Step> {
  const signIn = await openSignIn(work, { id, cookies, lock: true })
  if (typeof signIn === 'string' || signIn.state !== 'asked' || !(await mayUseOverride(work, signIn)))
    return moved
  const held = await count(work, signIn)
  if (held) return held

  const { userId, applicationId } = signIn
  const person = userId ? await holdUser(work, { userId }) : undefined
  const overrideId = person && (await checkOverride(work, { userId: person.id, typed: code }))
  if (!person || !overrideId) {
    await record(work, 'user.signin.failed', {
      userId,
      signInId: id,
      applicationId,
      reason: 'wrong-passcode',
    })
    return { kind: 'wrong-code' }
  }
  const target = await findTarget(work, signIn)
  const { failed } = await decideSignIn(work, {
    userId,
    applicationId,
    account: target.kind === 'account',
    asksPhone: target.asksPhone,
    asksPasskey: target.asksPasskey,
    purpose: 'sign-in',
    way: 'override',
  })
  if (failed) {
    // They had the passcode, so they may hear why it leads nowhere. It is theirs still.
    await setFailed(work, signIn, { failure: failed, overrideAt: work.now, overrideId: null })
    await record(work, 'user.signin.failed', { userId, signInId: id, applicationId, reason: failed })
    return moved
  }
  await spendOverride(work, { person, overrideId })
  await endByPasscode(work, { userId: person.id })
  const shown = {
    overrideAt: work.now,
    overrideId,
    method: 'override',
    requestId: null,
    // It sets no password: one that has to be set waits for the next sign-in.
    resetBecause: null,
    failure: null,
  } as const
  await advance(work, { signIn: await changeSignIn(work, signIn, shown), place })
  return moved
}

async function count(work: Work, { id, userId, address, knownHash }: SignIn): Promise<Step | undefined> {
  const who = userId ?? emailKey(address ?? '')
  const { ip } = work.actor.origin
  const keys = [{ key: `override:${id}`, ...inOneSignIn }]
  const { known } = await readBrowser(work, { userId, browserHash: knownHash })
  if (known && knownHash) keys.push({ key: `override:${who}:${knownHash.toString('hex')}`, ...inOwnBrowser })
  // Behind a proxy that is not named everybody comes from here: one person's tries would be everybody's.
  else if (ip && !isLoopbackAddress(ip)) {
    const block = addressBlock(ip)
    keys.push(
      { key: `override:${block}`, ...fromOneBlock },
      { key: `override:${who}:${block}`, ...forOnePerson },
    )
  }
  for (const key of keys) {
    const { allowed, retryAfterSeconds } = await hit(work, key)
    if (!allowed) return { kind: 'limited', retryAfterSeconds }
  }
  return undefined
}
