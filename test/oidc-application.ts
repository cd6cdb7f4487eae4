import { createHash } from 'node:crypto'
import { createLocalJWKSet } from 'jose'
import { expect } from 'vitest'
import type { SessionId, SignInId, UserId } from '#contract/ids.ts'
import type { TestTenant } from './oidc-server.ts'

export type Application = Awaited<ReturnType<TestTenant['addApplication']>>

/** What the token endpoint answers, and the introspection; which of it is there depends on the answer. */
export interface Answer {
  readonly access_token: string
  readonly refresh_token: string
  readonly id_token: string
  readonly error?: string
  readonly active?: boolean
}

export const verifier = 'a-verifier-that-is-long-enough-for-rfc-7636-section-4.1'
export const challenge = createHash('sha256').update(verifier).digest('base64url')

let people = 0

/**
 * An application and its visitors as raw HTTP, for what a library would not send.
 *
 * @param tenant is asked at each call: tests take hold of these before their server runs.
 */
export function speakTo(tenant: () => TestTenant) {
  /** Asks for a code as a browser with `cookie` would, and says where it was sent. */
  async function authorize(
    application: Application,
    cookie: string | null,
    extra: Record<string, string | undefined> = {},
    issuer = tenant().issuer,
  ) {
    const url = new URL(`${issuer}/oidc/auth`)
    const parameters = {
      client_id: application.clientId,
      redirect_uri: application.redirectUri,
      response_type: 'code',
      scope: 'openid profile email offline_access',
      state: 'the-state',
      nonce: 'the-nonce',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...extra,
    }
    for (const [name, value] of Object.entries(parameters))
      if (value !== undefined) url.searchParams.set(name, value)
    const response = await fetch(url, { redirect: 'manual', headers: cookie ? { cookie } : {} })
    const location = response.headers.get('location')
    return {
      response,
      location,
      answer: location ? new URL(location, issuer).searchParams : new URLSearchParams(),
    }
  }

  async function codeFor(
    application: Application,
    cookie: string,
    extra: Record<string, string | undefined> = {},
  ) {
    const { answer, response } = await authorize(application, cookie, extra)
    const code = answer.get('code')
    if (!code)
      throw new Error(`no code: ${response.status} ${answer} ${(await response.text()).slice(0, 300)}`)
    return code
  }

  const basic = ({ clientId, clientSecret }: Application) =>
    `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}`

  async function post(
    path: string,
    body: Record<string, string>,
    application?: Application,
    issuer = tenant().issuer,
  ) {
    const response = await fetch(`${issuer}${path}`, {
      method: 'POST',
      headers: application ? { authorization: basic(application) } : {},
      body: new URLSearchParams(body),
    })
    const text = await response.text()
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as Answer }
  }

  const redeem = (application: Application, code: string, extra: Record<string, string> = {}) =>
    post(
      '/oidc/token',
      {
        grant_type: 'authorization_code',
        code,
        redirect_uri: application.redirectUri,
        code_verifier: verifier,
        ...extra,
      },
      application,
    )
  const refresh = (application: Application, token: string) =>
    post('/oidc/token', { grant_type: 'refresh_token', refresh_token: token }, application)
  const introspect = (application: Application, token: string, issuer = tenant().issuer) =>
    post('/oidc/token/introspection', { token }, application, issuer)
  const userinfo = (token: string) =>
    fetch(`${tenant().issuer}/oidc/userinfo`, { headers: { authorization: `Bearer ${token}` } })

  async function tokensFor(application: Application, userId: UserId) {
    const { cookie, sessionId } = await tenant().signIn(userId)
    const { status, body } = await redeem(application, await codeFor(application, cookie))
    expect(status).toBe(200)
    return {
      cookie,
      sessionId,
      access: body.access_token,
      refresh: body.refresh_token,
      id: body.id_token,
    }
  }

  const newPerson = (at = tenant()) => at.addPerson(`person${++people}`)

  async function keySet() {
    return createLocalJWKSet(await (await fetch(`${tenant().issuer}/oidc/jwks`)).json())
  }

  async function eventsOf(userId: UserId): Promise<string[]> {
    const rows = await tenant().write((work) =>
      work.db.selectFrom('auditEvents').select('type').where('userId', '=', userId).execute(),
    )
    return rows.map(({ type }) => type)
  }

  /** Follows redirects by hand, as a browser keeps its cookies. */
  function browser(cookies: string[] = []) {
    const jar = new Map(cookies.map((cookie) => [`/ ${cookie.split('=')[0]}`, cookie]))
    return {
      async get(url: string) {
        const { pathname } = new URL(url)
        const cookie = [...jar]
          .filter(([key]) => pathname.startsWith(key.split(' ')[0] ?? ''))
          .map(([, value]) => value)
        const response = await fetch(url, { redirect: 'manual', headers: { cookie: cookie.join('; ') } })
        for (const set of response.headers.getSetCookie()) {
          const [pair = ''] = set.split(';')
          const path = /;\s*path=([^;]+)/i.exec(set)?.[1] ?? '/'
          jar.set(`${path} ${pair.split('=')[0]}`, pair)
        }
        const location = response.headers.get('location')
        return { response, location: location && new URL(location, url).href }
      },
      add(cookie: string) {
        jar.set(`/ ${cookie.split('=')[0]}`, cookie)
      },
      drop(name: string) {
        for (const key of jar.keys()) if (key.includes(name)) jar.delete(key)
      },
    }
  }

  function authorizationUrl(application: Application, extra: Record<string, string> = {}) {
    return `${tenant().issuer}/oidc/auth?${new URLSearchParams({
      client_id: application.clientId,
      redirect_uri: application.redirectUri,
      response_type: 'code',
      scope: 'openid offline_access',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...extra,
    })}`
  }

  /** What the sign-in pages do at their end: the sign-in is finished, and led to this session. */
  const finish = (signInId: string, userId: UserId, sessionId: string) =>
    tenant().write((work) =>
      work.db
        .updateTable('signIns')
        .set({ state: 'finished', userId, sessionId: sessionId as SessionId, finishedAt: work.now })
        .where('id', '=', signInId as SignInId)
        .execute(),
    )

  return {
    authorize,
    codeFor,
    basic,
    post,
    redeem,
    refresh,
    introspect,
    userinfo,
    tokensFor,
    newPerson,
    keySet,
    eventsOf,
    browser,
    authorizationUrl,
    finish,
  }
}
