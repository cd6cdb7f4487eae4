import { sha256 } from '#platform/hash.ts'
import type { Keyring } from '#platform/keyring.ts'
import { randomToken } from '#platform/random.ts'
import { browserCookieName, signInCookieName } from '../sessions/session-cookie.ts'
import type { Tenancy } from '../work.ts'

/** What a browser sent along: the values of its two cookies, as they came. */
export interface BrowserCookies {
  /** Under `signInCookieName`. */
  readonly signIn: string | undefined
  /** Under `browserCookieName`. */
  readonly browser: string | undefined
}

/** A cookie to be set with `cookieAttributes`. */
export interface NewCookie {
  readonly name: string
  readonly value: string
  /** Null: until the browser is closed. */
  readonly maxAgeSeconds: number | null
}

/** Browsers cap what they keep at 400 days (RFC 6265bis §5.5). */
const knownForSeconds = 400 * 86_400

const secretForm = /^[A-Za-z0-9_-]{43}$/
const markForm = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/

/** SHA-256 of the secret that binds a sign-in to its browser; null where the browser sent none. */
export function signInHash(cookies: BrowserCookies): Buffer | null {
  return cookies.signIn && secretForm.test(cookies.signIn) ? sha256(cookies.signIn) : null
}

/**
 * SHA-256 of the mark that this browser carries for good; null where it carries none that we made. It gives no rights: it only tells
 * a person's own browsers from those of strangers.
 */
export function knownHash(keys: Keyring, tenancy: Tenancy, cookies: BrowserCookies): Buffer | null {
  const [, id, mac] = markForm.exec(cookies.browser ?? '') ?? []
  if (!id || !mac) return null
  const ours = keys.macMatches('browser', `${tenancy.tenantId}:${id}`, Buffer.from(mac, 'base64url'))
  return ours ? sha256(id) : null
}

/**
 * What a browser is told from, once it begins a sign-in: what it brought, and what has to be set where it brought nothing.
 *
 * All sign-ins of one browser share one secret, so that two tabs do not shut each other out.
 */
export function openBrowser(
  keys: Keyring,
  tenancy: Tenancy,
  cookies: BrowserCookies,
): { signInHash: Buffer; knownHash: Buffer; set: readonly NewCookie[] } {
  const set: NewCookie[] = []
  let bound = signInHash(cookies)
  if (!bound) {
    const secret = randomToken()
    bound = sha256(secret)
    set.push({ name: signInCookieName(tenancy), value: secret, maxAgeSeconds: null })
  }
  let known = knownHash(keys, tenancy, cookies)
  if (!known) {
    const id = randomToken(16)
    known = sha256(id)
    set.push(markOf(keys, tenancy, id))
  } else if (cookies.browser) {
    // Counted anew from every sign-in.
    set.push({ name: browserCookieName(tenancy), value: cookies.browser, maxAgeSeconds: knownForSeconds })
  }
  return { signInHash: bound, knownHash: known, set }
}

function markOf(keys: Keyring, tenancy: Tenancy, id: string): NewCookie {
  const mac = keys.mac('browser', `${tenancy.tenantId}:${id}`).toString('base64url')
  return { name: browserCookieName(tenancy), value: `${id}.${mac}`, maxAgeSeconds: knownForSeconds }
}
