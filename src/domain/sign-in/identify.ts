import * as z from 'zod/mini'
import type { SignInId, UserId } from '#contract/ids.ts'
import type { SignInMethod } from '#contract/settings.ts'
import { addressBlock, isLoopbackAddress } from '#platform/client-address.ts'
import { findApproval } from '../approvals/find-approval.ts'
import { expectEventsAbout } from '../audit/record.ts'
import { codeOf } from '../codes/sign-in-code.ts'
import { hit } from '../limits/hit.ts'
import { emailKey } from '../users/email-key.ts'
import { findUserByEmail } from '../users/find-user-by-email.ts'
import type { Work } from '../work.ts'
import { ask, askAsWell, type Named, offer } from './ask.ts'
import { openSignIn } from './bound.ts'
import type { BrowserCookies } from './browser.ts'
import { readBrowser } from './known-browsers.sql.ts'
import { firstWay, mayUseOverride, offeredWays } from './offered-ways.ts'
import type { Place } from './place.ts'
import { sendCode } from './send-code.ts'
import { changeSignIn, hasShown, type SignIn } from './sign-in.sql.ts'
import { standingOf } from './standing.ts'
import { moved, type Step } from './step.ts'
import { findTarget } from './target.ts'

/** Requests from one address block that its people did not use before: enough for an office, too few to try a directory. */
const limit = 100
const windowSeconds = 600

const Address = z
  .string()
  .check(z.trim(), z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+$/u), z.regex(/^\P{Cc}*$/u))

/** Whose step it is, and where from. */
interface From {
  readonly id: SignInId
  readonly cookies: BrowserCookies
  readonly place: Place | null
}

/**
 * Takes the address that a person typed and goes on with the first way in: asks their phone, or asks for their password. The same
 * address again, while that waits, changes nothing: a form sent twice asks once.
 */
export async function identify(
  work: Work,
  { id, cookies, address: typed, keep, place }: From & { address: string; keep: boolean },
): Promise<Step> {
  const parsed = z.safeParse(Address, typed)
  const [signIn, user] = await Promise.all([
    openSignIn(work, { id, cookies, lock: true }),
    parsed.success ? findUserByEmail(work, parsed.data) : undefined,
  ])
  if (typeof signIn === 'string' || signIn.state === 'finished' || signIn.state === 'failed') return moved
  if (!parsed.success) return { kind: 'not-an-address' }
  const address = parsed.data
  if (await isWaitingFor(work, signIn, address)) return moved
  const userId = user?.id ?? null
  if (userId) expectEventsAbout(work, userId)
  const held = await count(work, signIn, userId)
  if (held) return held
  const target = await findTarget(work, signIn)
  // Somebody else's upstream identity is not linked to whoever is named now.
  const fresh = { ...signIn, pendingLink: null }
  const offered = await offeredWays(work, fresh)
  const tells = target.unknownAddress === 'tell'
  const way = await firstWay(work, { signIn, offered, userId, tells })
  const chosen = { ...fresh, keep: keep && offered.keep }
  await startWay(work, { signIn: chosen, target, userId, address }, way, place)
  return moved
}

/** Goes another way that the page offers; nothing that was shown before is needed for it, and nothing is lost. */
export async function chooseWay(
  work: Work,
  { id, cookies, way, place }: From & { way: string },
): Promise<Step> {
  const signIn = await openSignIn(work, { id, cookies, lock: true })
  if (typeof signIn === 'string' || signIn.state !== 'asked' || signIn.address === null) return moved
  const { address, userId } = signIn
  if (way === 'override') {
    if (await mayUseOverride(work, signIn)) await changeSignIn(work, signIn, { method: 'override' })
    return moved
  }
  if (hasShown(signIn)) {
    // Whoever has shown something goes on from there: from a passcode back to the phone that was asked.
    if (way === 'phone' && signIn.method === 'override' && !signIn.overrideAt)
      await changeSignIn(work, signIn, { method: 'phone' })
    return moved
  }
  const { order, fallbacks } = await offeredWays(work, signIn)
  if ((way === 'mail' || way === 'sms') && fallbacks.includes(way)) return chooseCode(work, signIn, way)
  const chosen = order.find((method) => method === way)
  if (!chosen || chosen === signIn.method) return moved
  const request = signIn.requestId && (await findApproval(work, { id: signIn.requestId }))
  if (request && request.state === 'approved') return moved
  if (chosen === 'phone' && request && request.state === 'pending') {
    await changeSignIn(work, signIn, { method: 'phone' })
    return moved
  }
  if (chosen === 'phone') {
    const named = await findUserByEmail(work, address)
    const held = await count(work, signIn, named?.id ?? null)
    if (held) return held
  }
  await startWay(work, { signIn, target: await findTarget(work, signIn), userId, address }, chosen, place)
  return moved
}

/** Sends a code, unless the one of before still waits to be typed: going there and back sends nothing twice. */
async function chooseCode(work: Work, signIn: SignIn, method: 'mail' | 'sms'): Promise<Step> {
  const request = signIn.requestId && (await findApproval(work, { id: signIn.requestId }))
  if (request && request.state === 'approved') return moved
  const before = await codeOf(work, signIn.id)
  if (before?.method !== method || before.over) return sendCode(work, { signIn, method })
  if (signIn.method !== method) await changeSignIn(work, signIn, { method })
  return moved
}

/**
 * Asks again, in place of the request that the person saw. Where that one was replaced meanwhile (the form sent twice, another tab) it
 * changes nothing.
 *
 * @param input `seen` is the id of the request on the page that was sent.
 */
export async function askAgain(
  work: Work,
  { id, cookies, seen, place }: From & { seen: string },
): Promise<Step> {
  const signIn = await openSignIn(work, { id, cookies, lock: true })
  if (typeof signIn === 'string' || signIn.state !== 'asked' || signIn.address === null) return moved
  if (signIn.method !== 'phone' || signIn.requestId !== seen) return moved
  const request = await findApproval(work, { id: signIn.requestId })
  if (request?.state === 'approved' || request?.state === 'redeemed') return moved
  const { address } = signIn
  const user = await findUserByEmail(work, address)
  const held = await count(work, signIn, user?.id ?? null)
  if (held) return held
  const target = await findTarget(work, signIn)
  const standing = await standingOf(work, { signIn, target })
  if (standing.kind === 'needs-phone') {
    await askAsWell(work, { signIn, target, userId: standing.userId, place })
    return moved
  }
  // With what was shown so far, whoever finishes it says what is wrong.
  if (standing.kind !== 'nothing') return moved
  const userId = signIn.pendingLink ? signIn.userId : (user?.id ?? null)
  await ask(work, { signIn, target, userId, address, place })
  return moved
}

async function startWay(work: Work, named: Named, way: SignInMethod, place: Place | null): Promise<void> {
  if (way === 'phone') await ask(work, { ...named, place })
  else await offer(work, { ...named, method: way })
}

async function isWaitingFor(work: Work, signIn: SignIn, address: string): Promise<boolean> {
  if (signIn.state !== 'asked' || signIn.address === null || emailKey(signIn.address) !== emailKey(address))
    return false
  if (signIn.method !== 'phone') return true
  if (signIn.phoneAt || signIn.passkeyAt) return true
  const request = signIn.requestId && (await findApproval(work, { id: signIn.requestId }))
  return request ? request.state === 'pending' || request.state === 'approved' : false
}

/**
 * Counts against the address block that the browser comes from, never against the person whose address was typed: a stranger's tries
 * cannot keep anybody out of a browser that they used before.
 */
async function count(work: Work, signIn: SignIn, userId: UserId | null): Promise<Step | undefined> {
  const { ip } = work.actor.origin
  // Behind a proxy that is not named everybody comes from here: one person's tries would be everybody's.
  if (!ip || isLoopbackAddress(ip)) return undefined
  if (userId && signIn.knownHash) {
    const { known } = await readBrowser(work, { userId, browserHash: signIn.knownHash })
    if (known) return undefined
  }
  const counted = await hit(work, { key: `sign-in:${addressBlock(ip)}`, limit, windowSeconds })
  return counted.allowed ? undefined : { kind: 'limited', retryAfterSeconds: counted.retryAfterSeconds }
}
