/** What goes on once the person has signed in: a page of the console, or an interaction of the OIDC provider. */
export type Resume =
  | { readonly kind: 'console'; readonly path: string }
  | { readonly kind: 'oidc'; readonly uid: string }

/**
 * Where the console is entered. What was asked for is taken only if it is one of the console's own addresses: anything else (another
 * host, `//host`, a climb out of `/admin`) becomes its start page.
 */
export function consolePath(asked: string | undefined): string {
  const start = '/admin'
  if (!asked || asked.length > 2000 || !asked.startsWith('/') || /[\\\p{Cc}]/u.test(asked)) return start
  // As a browser reads it: dots resolved, and `//host` would be another host.
  const base = 'https://console.invalid'
  if (!URL.canParse(asked, base)) return start
  const url = new URL(asked, base)
  if (url.origin !== base || !/^\/admin(\/|$)/.test(url.pathname)) return start
  return `${url.pathname}${url.search}${url.hash}`
}
