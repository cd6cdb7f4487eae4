import { getCookie, setCookie } from 'hono/cookie'
import { browserCookieName, cookieAttributes, signInCookieName } from '#domain/sessions/session-cookie.ts'
import type { BrowserCookies, NewCookie } from '#domain/sign-in/browser.ts'
import type { Call } from './edge.ts'

/** What this browser brought along of the two cookies that tell browsers apart. */
export function cookiesOf(c: Call): BrowserCookies {
  const { tenancy } = c.var
  return {
    signIn: getCookie(c, signInCookieName(tenancy)),
    browser: getCookie(c, browserCookieName(tenancy)),
  }
}

export function setCookies(c: Call, cookies: readonly NewCookie[]): void {
  for (const { name, value, maxAgeSeconds } of cookies) {
    setCookie(c, name, value, {
      ...cookieAttributes(c.var.tenancy),
      ...(maxAgeSeconds !== null && { maxAge: maxAgeSeconds }),
    })
  }
}
