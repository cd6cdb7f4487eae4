import type { SignInId, UserId } from '#contract/ids.ts'
import { addressBlock, isLoopbackAddress } from '#platform/client-address.ts'
import { record } from '../audit/record.ts'
import { codeMail, codeText } from '../codes/code-message.ts'
import { sendText } from '../codes/send-text.ts'
import { codeOf, makeCode } from '../codes/sign-in-code.ts'
import type { Asker } from '../codes/sms-budget.ts'
import { hit } from '../limits/hit.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { emailKey, mailAddress } from '../users/email-key.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { openSignIn } from './bound.ts'
import type { BrowserCookies } from './browser.ts'
import { decideSignIn } from './decide-sign-in.ts'
import { readBrowser } from './known-browsers.sql.ts'
import { offeredWays } from './offered-ways.ts'
import { changeSignIn, hasShown, type SignIn } from './sign-in.sql.ts'
import { moved, type Step } from './step.ts'
import { findTarget } from './target.ts'

type Method = 'mail' | 'sms'

const windowSeconds = 900
/** To one address by strangers, and by each browser that its person used before. */
const toOneAddress = { limit: 5, windowSeconds }
/** From one address block that is nobody's known browser: enough for an office, too few to have many texts sent. */
const fromOneBlock = { limit: 20, windowSeconds }

/**
 * Sends a code to whoever has the address of this sign-in, by mail to that address or by SMS to their mobile number, if the policy lets them
 * sign in so: never an administrator, never to an address or a number that was not verified as theirs to be written to.
 *
 * For everybody else it looks the same: a code is made that nobody gets, it has as many tries, and the page says the same.
 */
export async function sendCode(
  work: Work,
  { signIn, method }: { signIn: SignIn; method: Method },
): Promise<Step> {
  const { id: signInId, userId, applicationId, address } = signIn
  if (address === null) return moved
  const { known } = await readBrowser(work, { userId, browserHash: signIn.knownHash })
  const asker = known ? 'person' : 'stranger'
  const held = await count(work, { ...signIn, address }, method, asker)
  if (held) return held
  const target = await findTarget(work, signIn)
  const { failed } = await decideSignIn(work, {
    userId,
    applicationId,
    account: target.kind === 'account',
    purpose: 'ask',
    way: method,
  })
  const { code, expiresAt } = await makeCode(work, { signInId, userId: failed ? null : userId, method })
  const words = { code, target: target.name }
  const why = !userId || failed ? failed : await deliver(work, { userId, method, words, expiresAt, asker })
  await changeSignIn(work, signIn, { method, failure: why })
  if (userId && !why) await record(work, 'signin.code.sent', { userId, signInId, by: method })
  return moved
}

/**
 * Sends another code in place of the one that the person saw asked for. Where that one was replaced meanwhile (the form sent twice,
 * another tab) it changes nothing.
 *
 * @param input `seen` is the id of the code on the page that was sent.
 */
export async function sendCodeAgain(
  work: Work,
  { id, cookies, seen }: { id: SignInId; cookies: BrowserCookies; seen: string },
): Promise<Step> {
  const signIn = await openSignIn(work, { id, cookies, lock: true })
  if (typeof signIn === 'string' || signIn.state !== 'asked' || hasShown(signIn)) return moved
  const before = await codeOf(work, id)
  if (before?.id !== seen) return moved
  const { fallbacks } = await offeredWays(work, signIn)
  return fallbacks.includes(before.method) ? sendCode(work, { signIn, method: before.method }) : moved
}

/** @returns why nothing went out, for administrators; null where it did */
async function deliver(
  work: Work,
  {
    userId,
    method,
    words,
    expiresAt,
    asker,
  }: {
    userId: UserId
    method: Method
    words: { code: string; target: string }
    expiresAt: Date
    asker: Asker
  },
): Promise<string | null> {
  const user = await getUser(work, { userId })
  if (method === 'mail') {
    await queueMail(work, { to: mailAddress(user.email), ...codeMail(work, user, words) }, { expiresAt })
    return null
  }
  const text = codeText(work, words)
  const sent = user.mobile
    ? await sendText(work, { userId, to: user.mobile, text, expiresAt, asker })
    : 'not-possible'
  return sent === 'queued' ? null : 'sms-limit'
}

/** Known and unknown addresses are counted alike. */
async function count(
  work: Work,
  { userId, knownHash, address }: SignIn & { address: string },
  method: Method,
  asker: Asker,
): Promise<Step | undefined> {
  const from = asker === 'person' && knownHash ? knownHash.toString('hex') : 'strangers'
  const keys = [{ key: `code:${method}:${userId ?? emailKey(address)}:${from}`, ...toOneAddress }]
  const { ip } = work.actor.origin
  // Behind a proxy that is not named everybody comes from here: one person's codes would be everybody's.
  if (asker === 'stranger' && ip && !isLoopbackAddress(ip)) {
    keys.unshift({ key: `code:${addressBlock(ip)}`, ...fromOneBlock })
  }
  for (const key of keys) {
    const { allowed, retryAfterSeconds } = await hit(work, key)
    if (!allowed) return { kind: 'limited', retryAfterSeconds }
  }
  return undefined
}
