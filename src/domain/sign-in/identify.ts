import * as z from 'zod/mini'
import type { SignInId } from '#contract/ids.ts'
import { addressBlock, isLoopbackAddress } from '#platform/client-address.ts'
import { findApproval } from '../approvals/find-approval.ts'
import { hit } from '../limits/hit.ts'
import { emailKey } from '../users/email-key.ts'
import { findUserByEmail } from '../users/find-user-by-email.ts'
import type { Work } from '../work.ts'
import { ask } from './ask.ts'
import { openSignIn } from './bound.ts'
import type { BrowserCookies } from './browser.ts'
import type { Place } from './place.ts'
import { findKnownBrowser, type SignIn } from './sign-in.sql.ts'

/** Requests from one address block that its people did not use before: enough for an office, too few to try a directory. */
const limit = 100
const windowSeconds = 600

/** What became of a step. `moved`: look at the sign-in again; everything else that can be said is there. */
export type Step =
  | { readonly kind: 'moved' }
  | { readonly kind: 'not-an-address' }
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number }

const Address = z
  .string()
  .check(z.trim(), z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+$/u), z.regex(/^\P{Cc}*$/u))

/**
 * Takes the address that a person typed and asks their phone. The same address again, while that request waits, changes nothing: a
 * form sent twice asks once.
 */
export async function identify(
  work: Work,
  {
    id,
    cookies,
    address,
    place,
  }: { id: SignInId; cookies: BrowserCookies; address: string; place: Place | null },
): Promise<Step> {
  const signIn = await openSignIn(work, { id, cookies, lock: true })
  if (typeof signIn === 'string' || signIn.state === 'finished' || signIn.state === 'failed')
    return { kind: 'moved' }
  const parsed = z.safeParse(Address, address)
  if (!parsed.success) return { kind: 'not-an-address' }
  if (await isWaitingFor(work, signIn, parsed.data)) return { kind: 'moved' }
  const held = await count(work, signIn, parsed.data)
  if (held) return held
  await ask(work, { signIn, address: parsed.data, place })
  return { kind: 'moved' }
}

/**
 * Asks again, in place of the request that the person saw. Where that one was replaced meanwhile (the form sent twice, another tab) it
 * changes nothing.
 *
 * @param input `seen` is the id of the request on the page that was sent.
 */
export async function askAgain(
  work: Work,
  { id, cookies, seen, place }: { id: SignInId; cookies: BrowserCookies; seen: string; place: Place | null },
): Promise<Step> {
  const signIn = await openSignIn(work, { id, cookies, lock: true })
  if (typeof signIn === 'string' || signIn.state !== 'asked' || signIn.address === null)
    return { kind: 'moved' }
  if (signIn.requestId !== seen) return { kind: 'moved' }
  const request = await findApproval(work, { id: signIn.requestId })
  if (request?.state === 'approved' || request?.state === 'redeemed') return { kind: 'moved' }
  const held = await count(work, signIn, signIn.address)
  if (held) return held
  await ask(work, { signIn, address: signIn.address, place })
  return { kind: 'moved' }
}

async function isWaitingFor(work: Work, signIn: SignIn, address: string): Promise<boolean> {
  if (!signIn.requestId || signIn.address === null || emailKey(signIn.address) !== emailKey(address))
    return false
  const request = await findApproval(work, { id: signIn.requestId })
  return request?.state === 'pending' || request?.state === 'approved'
}

/**
 * Counts against the address block that the browser comes from, never against the person whose address was typed: a stranger's tries
 * cannot keep anybody out of a browser that they used before.
 */
async function count(work: Work, signIn: SignIn, address: string): Promise<Step | undefined> {
  const { ip } = work.actor.origin
  // Behind a proxy that is not named everybody comes from here: one person's tries would be everybody's.
  if (!ip || isLoopbackAddress(ip)) return undefined
  const user = await findUserByEmail(work, address)
  if (user && signIn.knownHash) {
    const { known } = await findKnownBrowser(work, {
      userId: user.id,
      browserHash: signIn.knownHash,
      country: null,
    })
    if (known) return undefined
  }
  const counted = await hit(work, { key: `sign-in:${addressBlock(ip)}`, limit, windowSeconds })
  return counted.allowed ? undefined : { kind: 'limited', retryAfterSeconds: counted.retryAfterSeconds }
}
