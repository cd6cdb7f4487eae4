import type { Provider } from 'oidc-provider'
import { cookieAttributes, sessionCookieName } from '#domain/sessions/session-cookie.ts'
import type { Ground, Tenancy } from '#domain/work.ts'

type Context = Parameters<Provider['Session']['get']>[0]

const lifetimeMs = 10 * 60_000

/**
 * What an application asked for at logout, kept sealed in the browser until the person confirms: the secret of the form, the
 * application, where to go afterwards. The form counts only together with this cookie, which other sites cannot make a browser send.
 */
export function sealLogout(ground: Ground, tenancy: Tenancy, ctx: Context, state: object): void {
  const until = ground.clock().getTime() + lifetimeMs
  const sealed = ground.keys.seal('oidc-logout', tenancy.tenantId, JSON.stringify({ state, until }))
  const { httpOnly, secure, path } = cookieAttributes(tenancy)
  ctx.cookies.set(cookieName(tenancy), sealed.toString('base64url'), {
    httpOnly,
    secure,
    path,
    sameSite: 'lax',
    maxAge: lifetimeMs,
    signed: false,
  })
}

/** What was asked, at the address where it is confirmed; undefined elsewhere, and when nothing was or too long ago. */
export function openLogout(
  ground: Ground,
  tenancy: Tenancy,
  ctx: Context,
): Record<string, unknown> | undefined {
  if (!ctx.path.endsWith('/confirm')) return undefined
  const cookie = ctx.cookies.get(cookieName(tenancy), { signed: false })
  if (!cookie) return undefined
  try {
    const opened = ground.keys.unseal('oidc-logout', tenancy.tenantId, Buffer.from(cookie, 'base64url'))
    // Sealed by us, so it is what `sealLogout` wrote.
    const { state, until } = JSON.parse(opened.toString('utf8')) as {
      state: Record<string, unknown>
      until: number
    }
    return until > ground.clock().getTime() ? state : undefined
  } catch {
    return undefined
  }
}

const cookieName = (tenancy: Tenancy) => sessionCookieName(tenancy).replace('-session-', '-logout-')
