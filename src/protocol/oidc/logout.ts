import type { KoaContextWithOIDC } from 'oidc-provider'
import { cookieAttributes, sessionCookieName } from '#domain/sessions/session-cookie.ts'
import type { Ground, Tenancy } from '#domain/work.ts'
import { signOutPage } from '#pages/oidc-sign-out.ts'
import { ourClient } from './clients.ts'
import { endOurs } from './live-session.ts'
import { sendPage, siteOf } from './pages.ts'
import { factsOf } from './request-facts.ts'

/** Asks the person, unless the application proved by its ID token that it speaks of this very session (RP-Initiated Logout §2). */
export async function askOrSignOut(
  ground: Ground,
  tenancy: Tenancy,
  ctx: KoaContextWithOIDC,
  form: string,
): Promise<void> {
  const facts = factsOf(ctx.req)
  const hint = ctx.oidc.entities.IdTokenHint?.payload
  if (facts.session && hint?.['sid'] === facts.session.id) {
    await endOurs(ground, tenancy, facts)
    ctx.cookies.set(sessionCookieName(tenancy), null, {
      path: '/',
      signed: false,
      secure: cookieAttributes(tenancy).secure,
    })
    const { post_logout_redirect_uri: to, state } = ctx.oidc.params ?? {}
    const target = new URL(typeof to === 'string' ? to : ctx.oidc.urlFor('end_session_success'))
    if (typeof to === 'string' && typeof state === 'string') target.searchParams.set('state', state)
    ctx.status = 303
    ctx.redirect(target.href)
    return
  }
  const action = ctx.oidc.urlFor('end_session_confirm')
  const secret = /name="xsrf" value="([0-9a-f]+)"/.exec(form)?.[1] ?? ''
  const application = ctx.oidc.client ? ourClient(ctx.oidc.client).name : null
  const site = siteOf(tenancy, ctx.req.headers['accept-language'])
  await sendPage(ctx, signOutPage({ site, application, action, secret }))
}
