import type { Hono } from 'hono'
import type { Ground, Tenancy } from '#domain/work.ts'
import type { Log } from '#platform/log.ts'
import { handOver, type OidcCall, type OidcEnv } from './hand-over.ts'
import { declineInteraction, resumeInteraction, showInteraction } from './interaction.ts'
import { createProviders } from './providers.ts'

/** What this door stands on: a part of what every door is given. */
export interface OidcEdge {
  readonly ground: Ground
  readonly log: Log
  readonly tenants: { bySlug(slug: string): Promise<Tenancy | undefined> }
}

/**
 * OpenID Connect and OAuth 2: everything below `/oidc/`, and the two discovery documents (OpenID Connect Discovery §4, RFC 8414 §3).
 * The library answers for itself; ours are only the addresses at which it asks who somebody is.
 */
export function mountOidc(app: Hono<OidcEnv>, { ground, log, tenants }: OidcEdge): void {
  const providers = createProviders(ground, log)
  const of = async (c: OidcCall) => (await providers.of(c.var.tenancy)).provider
  const toLibrary = async (c: OidcCall) => handOver(c, c.var.tenancy, await providers.of(c.var.tenancy))

  app.get('/oidc/interaction/:uid', async (c) => showInteraction(ground, c, await of(c)))
  app.get('/oidc/interaction/:uid/resume', async (c) => resumeInteraction(ground, c, await of(c)))
  app.get('/oidc/interaction/:uid/decline', async (c) => declineInteraction(c, await of(c)))

  app.all('/oidc/*', toLibrary)
  app.on(['GET', 'OPTIONS'], '/.well-known/openid-configuration', toLibrary)
  app.on(['GET', 'OPTIONS'], '/.well-known/oauth-authorization-server', toLibrary)
  // RFC 8414 puts its name before the issuer's path.
  app.on(['GET', 'OPTIONS'], '/.well-known/oauth-authorization-server/t/:slug', async (c) => {
    const tenancy = await tenants.bySlug(c.req.param('slug'))
    if (!tenancy?.baseUrl.endsWith(`/t/${tenancy.slug}`)) return c.notFound()
    return handOver(c, tenancy, await providers.of(tenancy), '/.well-known/oauth-authorization-server')
  })
}
