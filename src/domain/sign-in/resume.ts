/** What goes on once the person has signed in: a page of the console, one of their own account, or an interaction of the OIDC provider. */
export type Resume =
  | { readonly kind: 'console'; readonly path: string }
  | { readonly kind: 'account'; readonly path: string }
  | { readonly kind: 'oidc'; readonly uid: string }

/**
 * Where the console or the account page is entered. What was asked for is taken only if it is one of their own addresses: anything
 * else (another host, `//host`, a climb out of `/admin`) becomes the console's start page.
 */
export function resumeAt(asked: string | undefined): Extract<Resume, { path: string }> {
  const start = { kind: 'console', path: '/admin' } as const
  if (!asked || asked.length > 2000 || !asked.startsWith('/') || /[\\\p{Cc}]/u.test(asked)) return start
  // As a browser reads it: dots resolved, and `//host` would be another host.
  const base = 'https://console.invalid'
  if (!URL.canParse(asked, base)) return start
  const url = new URL(asked, base)
  if (url.origin !== base) return start
  const path = `${url.pathname}${url.search}${url.hash}`
  if (/^\/admin(\/|$)/.test(url.pathname)) return { kind: 'console', path }
  return /^\/account(\/|$)/.test(url.pathname) ? { kind: 'account', path } : start
}
