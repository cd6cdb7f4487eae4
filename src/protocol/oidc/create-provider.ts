import type { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Configuration, type JWKS, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import { UserId } from '#contract/ids.ts'
import { record } from '#domain/audit/record.ts'
import { cookieAttributes, sessionCookieName } from '#domain/sessions/session-cookie.ts'
import type { SigningKey } from '#domain/signing-keys/generate-signing-key.ts'
import { signingKeys } from '#domain/signing-keys/signing-keys.ts'
import { type Ground, systemActor, type Tenancy, transact } from '#domain/work.ts'
import type { Log } from '#platform/log.ts'
import { findAccount, subjectOf } from './accounts.ts'
import { createAdapter, storeGivenOut, wasSpentTwice } from './adapter.ts'
import { mayGoOn } from './admission.ts'
import { acrValues } from './asked-acr.ts'
import { adoptClients, applicationMetadata, clientOf, createClients, ourClient } from './clients.ts'
import { makeGrant, policyOf } from './interaction-policy.ts'
import { adoptSessions } from './live-session.ts'
import { askOrSignOut } from './logout.ts'
import { errorPage, sendPage, signedOutPage, siteOf } from './pages.ts'
import { actorOf, factsOf } from './request-facts.ts'

const minute = 60
const day = 24 * 60 * minute

export interface TenantProvider {
  readonly provider: Provider
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  readonly forgetClients: () => void
}

/** The OpenID provider of one tenant: its issuer is the tenant's base URL, its keys are the tenant's. */
export async function createProvider(ground: Ground, log: Log, tenancy: Tenancy): Promise<TenantProvider> {
  const keys = await transact(ground, tenancy, 'read', systemActor(tenancy.tenantId), (work) =>
    signingKeys(work, 'oidc'),
  )
  const clients = createClients(ground, tenancy)
  const provider = new Provider(tenancy.baseUrl, {
    ...configurationOf(ground, tenancy, keys),
    adapter: createAdapter(ground, tenancy, clients.find),
  })
  // The door writes the origin of the issuer into the headers that this makes the library believe, and nobody else can.
  provider.proxy = true
  adoptSessions(provider, ground, tenancy, clients)
  adoptClients(provider, clients)
  noteReuse(provider, ground, tenancy)
  // Innermost: nothing has left yet.
  provider.use(async (ctx, next) => {
    await next()
    await storeGivenOut(ground, tenancy, ctx as KoaContextWithOIDC)
  })
  provider.on('server_error', (ctx, error) => {
    log.error({ err: error, requestId: factsOf(ctx.req).origin.requestId }, 'the OpenID provider failed')
  })
  // Past the library's own handling, such as a database that does not answer when tokens are stored.
  // (The types know the library's own events, and not this one of its framework.)
  const events: EventEmitter = provider as unknown as EventEmitter
  events.on('error', (error: unknown) => log.error({ err: error }, 'the OpenID provider could not answer'))
  return { provider, handle: provider.callback(), forgetClients: clients.forget }
}

function configurationOf(ground: Ground, tenancy: Tenancy, keys: readonly SigningKey[]): Configuration {
  const { secure } = cookieAttributes(tenancy)
  const cookie = (what: string) =>
    sessionCookieName(tenancy).replace('__Host-', '').replace('-session-', `-${what}-`)
  const siteFor = ({ req }: { req: IncomingMessage }) => siteOf(tenancy, req.headers['accept-language'])
  return {
    // The signing key first; the others still verify what they signed.
    jwks: {
      keys: keys.map((key) => ({ ...key.privateJwk, kid: key.kid, alg: key.alg, use: 'sig' })),
    } as unknown as JWKS,
    routes: {
      authorization: '/oidc/auth',
      token: '/oidc/token',
      userinfo: '/oidc/userinfo',
      jwks: '/oidc/jwks',
      introspection: '/oidc/token/introspection',
      revocation: '/oidc/token/revocation',
      end_session: '/oidc/session/end',
      pushed_authorization_request: '/oidc/request',
    },
    cookies: {
      names: {
        session: sessionCookieName(tenancy),
        interaction: cookie('interaction'),
        resume: cookie('resume'),
      },
      // The first is never set, only cleared at logout: it is ours.
      long: { httpOnly: true, sameSite: 'lax', secure, path: '/', signed: false },
      short: { httpOnly: true, sameSite: 'lax', secure, signed: false },
    },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      introspection: {
        enabled: true,
        // A public client cannot prove who it is, so it asks about its own tokens alone.
        allowedPolicy: async (ctx, client, token) => {
          if (client.clientAuthMethod === 'none' && token.clientId !== client.clientId) return false
          if (!('accountId' in token) || !token.accountId) return true
          const owner = token.clientId ? await ctx.oidc.provider.Client.find(token.clientId) : undefined
          return (
            owner !== undefined &&
            mayGoOn(ground, tenancy, ctx, UserId.parse(token.accountId), ourClient(owner).applicationId)
          )
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => askOrSignOut(ground, tenancy, ctx, form),
        postLogoutSuccessSource: (ctx) => sendPage(ctx, signedOutPage(siteFor(ctx))),
      },
    },
    responseTypes: ['code'],
    // Whether it is S256 is checked by the library, which knows no other.
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    claims: {
      openid: ['sub', 'sid', 'amr', 'acr', 'auth_time'],
      profile: ['name', 'given_name', 'family_name', 'updated_at'],
      email: ['email', 'email_verified'],
    },
    // Applications expect to find in the ID token what they asked for by scope.
    conformIdTokenClaims: false,
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (ctx, accountId, client) => subjectOf(ground, tenancy, ctx, accountId, client),
    sectorIdentifierUriValidate: () => false,
    findAccount: (ctx, accountId, token) => findAccount(ground, tenancy, ctx, accountId, token),
    loadExistingGrant: (ctx) => makeGrant(ctx),
    expiresWithSession: () => false,
    rotateRefreshToken: true,
    issueRefreshToken: (_ctx, client, code) =>
      client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
    ttl: {
      AuthorizationCode: minute,
      AccessToken: 10 * minute,
      ClientCredentials: 10 * minute,
      IdToken: 10 * minute,
      Interaction: 60 * minute,
      // From the first one on: renewing a token does not lengthen the time for which tokens are renewed.
      RefreshToken: (_ctx, token, client) =>
        Math.max(1, ourClient(client).sessionSeconds - token.totalLifetime()),
      Grant: grantSeconds,
      // Never stored; the library wants a figure.
      Session: day,
    },
    interactions: {
      policy: policyOf(ground, tenancy),
      url: (_ctx, interaction) => `${tenancy.baseUrl}/oidc/interaction/${interaction.uid}`,
    },
    // A browser application calls from the origin that its codes are sent to.
    clientBasedCORS: (_ctx, origin, client) =>
      (client.redirectUris ?? []).some((uri) => URL.canParse(uri) && new URL(uri).origin === origin),
    extraClientMetadata: { properties: applicationMetadata },
    renderError: (ctx, out) => sendPage(ctx, errorPage(siteFor(ctx), out, factsOf(ctx.req).origin.requestId)),
    acrValues,
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
  }
}

/** A refresh token that comes back after it was spent means that somebody holds a copy: the library ends the grant, we write it down. */
function noteReuse(provider: Provider, ground: Ground, tenancy: Tenancy): void {
  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx
    if (oidc?.route !== 'token' || oidc.params?.['grant_type'] !== 'refresh_token') return
    const token = oidc.entities.RefreshToken as { consumed?: unknown; accountId?: string } | undefined
    const reused = ctx.status >= 400 && (token?.consumed !== undefined || wasSpentTwice(ctx))
    if (!token?.accountId || !reused) return
    const userId = UserId.parse(token.accountId)
    const { applicationId } = clientOf(ctx as KoaContextWithOIDC)
    await transact(ground, tenancy, 'write', actorOf(tenancy, factsOf(ctx.req)), (work) =>
      record(work, 'oidc.refresh-token.reused', { userId, applicationId }),
    )
  })
}

/** A little longer than the tokens under it, so that they end by themselves. */
function grantSeconds(ctx: KoaContextWithOIDC): number {
  return ctx.oidc.client ? ourClient(ctx.oidc.client).sessionSeconds + 10 * minute : 31 * day
}
