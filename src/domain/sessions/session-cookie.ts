import type { Tenancy } from '../work.ts'

/** The session itself. Lives as long as the browser: the server knows when it ends. */
export const sessionCookieName = (tenancy: Tenancy) => named(tenancy, 'session')

/** Tells browsers that a person used before; long-lived and without any power. */
export const browserCookieName = (tenancy: Tenancy) => named(tenancy, 'browser')

/** Binds one sign-in to the browser that began it. */
export const signInCookieName = (tenancy: Tenancy) => named(tenancy, 'sign-in')

/**
 * What every cookie of ours is set with (RFC 6265bis §4.1): `__Host-` asks for Secure, Path=/ and no Domain. Plain on http, which is
 * localhost alone.
 */
export function cookieAttributes(tenancy: Tenancy) {
  return { httpOnly: true, sameSite: 'Lax', path: '/', secure: isSecure(tenancy) } as const
}

const named = (tenancy: Tenancy, what: string) =>
  `${isSecure(tenancy) ? '__Host-' : ''}latchkey-${what}-${tenancy.slug}`

const isSecure = (tenancy: Tenancy) => tenancy.baseUrl.startsWith('https:')
