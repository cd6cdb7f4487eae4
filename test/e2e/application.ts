import { once } from 'node:events'
import { createServer } from 'node:http'
import * as oidc from 'openid-client'
import type { Page } from 'playwright-core'

export interface Registered {
  readonly clientId: string
  readonly clientSecret: string
}

/** An application that people sign in to, as its maker would write it with `openid-client`. */
export interface Application extends AsyncDisposable {
  /** Where people are sent back to. */
  readonly redirectUri: string
  /** What the owner of the console copied out of it. */
  register(issuer: string, registered: Registered): Promise<void>
  /** Sends the browser to sign in; `finish` waits until it is back and redeems the code. */
  begin(
    page: Page,
    extra?: Record<string, string>,
  ): Promise<{ finish(): Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers> }>
  refresh(token: string): ReturnType<typeof oidc.refreshTokenGrant>
  userinfo(token: string, subject: string): Promise<oidc.UserInfoResponse>
  introspect(token: string): Promise<oidc.IntrospectionResponse>
}

export async function openApplication(): Promise<Application> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(
      '<!doctype html><html lang="en"><title>Payroll</title><link rel="icon" href="data:,"><h1>Signed in</h1>',
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const redirectUri = `http://localhost:${address.port}/callback`
  let config: oidc.Configuration | undefined
  const configured = () => {
    if (!config) throw new Error('not registered')
    return config
  }
  return {
    redirectUri,
    async register(issuer, { clientId, clientSecret }) {
      config = await oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
        execute: [oidc.allowInsecureRequests],
      })
    },
    async begin(page, extra = {}) {
      const verifier = oidc.randomPKCECodeVerifier()
      const state = oidc.randomState()
      const nonce = oidc.randomNonce()
      const url = oidc.buildAuthorizationUrl(configured(), {
        redirect_uri: redirectUri,
        scope: 'openid profile email offline_access',
        prompt: 'consent',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...extra,
      })
      await page.goto(url.href)
      return {
        async finish() {
          await page.waitForURL(`${redirectUri}?*`)
          return oidc.authorizationCodeGrant(configured(), new URL(page.url()), {
            pkceCodeVerifier: verifier,
            expectedState: state,
            expectedNonce: nonce,
          })
        },
      }
    },
    refresh: (token) => oidc.refreshTokenGrant(configured(), token),
    userinfo: (token, subject) => oidc.fetchUserInfo(configured(), token, subject),
    introspect: (token) => oidc.tokenIntrospection(configured(), token),
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
