import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  getJwksCache,
  None,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  type ServerMetadata,
  setJwksCache,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { type OidcClient, UpstreamError, type UpstreamProtocols } from '#domain/ports.ts'
import { type OutgoingFetch, OutgoingRefusedError } from '#platform/outgoing.ts'

/** How long what a provider publishes about itself is believed without asking again. */
const knownForMs = 10 * 60_000
/** Issuers remembered at once; each is a few kilobytes. */
const knownAtMost = 200
/** Of one answer; the fetch has its own limit too. */
const timeoutSeconds = 6
/** Their clock and ours. */
const skewSeconds = 60

interface Known {
  readonly metadata: ServerMetadata
  readonly until: number
  jwks: ReturnType<typeof getJwksCache>
}

/**
 * Sign-in at OpenID providers (OpenID Connect Core, code flow with PKCE, RFC 7636), every request through the guarded fetch: issuers and the
 * addresses that they publish were chosen by somebody else.
 */
export function createUpstreamOidc({ fetch }: { fetch: OutgoingFetch }): UpstreamProtocols['oidc'] {
  const known = new Map<string, Known>()
  const guarded = asCustomFetch(fetch)

  /** Of one issuer at a time; what failed is asked again by the next. */
  async function discover(issuer: string): Promise<Known> {
    const found = known.get(issuer)
    if (found && found.until > Date.now()) return found
    const server = new URL(issuer)
    const configuration = await discovery(server, 'discovery', undefined, None(), {
      [customFetch]: guarded,
      timeout: timeoutSeconds,
      execute: isPlain(issuer) ? [allowInsecureRequests] : [],
    })
    const metadata = configuration.serverMetadata()
    // The library makes exceptions for some hosts; we make none: who is asked for is who answers (Discovery §4.3).
    if (new URL(metadata.issuer).href !== server.href)
      throw new UpstreamError('untrustworthy', `the issuer calls itself ${metadata.issuer.slice(0, 200)}`)
    const fresh: Known = { metadata, until: Date.now() + knownForMs, jwks: undefined }
    known.delete(issuer)
    known.set(issuer, fresh)
    for (const oldest of known.keys()) {
      if (known.size <= knownAtMost) break
      known.delete(oldest)
    }
    return fresh
  }

  function configure(client: OidcClient, { metadata, jwks }: Known): Configuration {
    const configuration = new Configuration(
      metadata,
      client.clientId,
      { redirect_uris: [client.callbackUrl], [clockTolerance]: skewSeconds },
      authenticationOf(client, metadata),
    )
    configuration[customFetch] = guarded
    configuration.timeout = timeoutSeconds
    if (isPlain(client.issuer)) allowInsecureRequests(configuration)
    // The token came over TLS from the issuer itself; its signature is checked all the same.
    enableNonRepudiationChecks(configuration)
    if (jwks) setJwksCache(configuration, jwks)
    return configuration
  }

  return {
    begin: (client, { state, loginHint, fresh }) =>
      translated(async () => {
        const configuration = configure(client, await discover(client.issuer))
        const secrets = { nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
        const url = buildAuthorizationUrl(configuration, {
          redirect_uri: client.callbackUrl,
          scope: [...new Set(['openid', ...client.scopes])].join(' '),
          state,
          nonce: secrets.nonce,
          code_challenge: await calculatePKCECodeChallenge(secrets.verifier),
          code_challenge_method: 'S256',
          ...(loginHint && { login_hint: loginHint }),
          // The second also asks to be told when the person signed in there.
          ...(fresh && { prompt: 'login', max_age: '0' }),
        })
        if (url.protocol !== 'https:' && !(isPlain(client.issuer) && url.protocol === 'http:'))
          throw new UpstreamError('untrustworthy', 'the authorization endpoint is not https')
        return { url: url.href, secrets }
      }),

    finish: (client, answer, { state, nonce, verifier }) =>
      translated(async () => {
        const issuer = await discover(client.issuer)
        const configuration = configure(client, issuer)
        const current = new URL(client.callbackUrl)
        current.search = answer.toString()
        const tokens = await authorizationCodeGrant(configuration, current, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        issuer.jwks = getJwksCache(configuration)
        const claims = tokens.claims()
        if (!claims) throw new UpstreamError('untrustworthy', 'there was no ID token')
        if (claims['email'] !== undefined || !issuer.metadata.userinfo_endpoint) return claims
        // Refuses another subject than the token's (Core §5.3.2).
        const more = await fetchUserInfo(configuration, tokens.access_token, claims.sub)
        // Address and its verification come from one place, never the one from here and the other from there.
        const { email, email_verified, given_name, family_name, name } = more
        return { given_name, family_name, name, ...claims, email, email_verified }
      }),
  }
}

/** Contract and domain let this through for the loopback alone. */
const isPlain = (issuer: string) => issuer.startsWith('http:')

/** Discovery §3: where the list is absent, `client_secret_basic` is meant. */
function authenticationOf({ clientSecret }: OidcClient, metadata: ServerMetadata) {
  if (clientSecret === null) return None()
  const offered = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return offered.includes('client_secret_basic')
    ? ClientSecretBasic(clientSecret)
    : ClientSecretPost(clientSecret)
}

function asCustomFetch(fetch: OutgoingFetch): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    if (method !== 'GET' && method !== 'POST') throw new TypeError(`${method} is not sent to providers`)
    const answer = await fetch(url, {
      method,
      headers,
      ...(body === undefined || body === null ? {} : { body: bodyOf(body) }),
      ...(signal && { signal }),
    })
    // These carry no body (Fetch standard, §2.2.3).
    const empty = [101, 204, 205, 304].includes(answer.status)
    const { status } = answer
    return new Response(empty ? null : Buffer.from(answer.body), { status, headers: answer.headers })
  }
}

function bodyOf(body: NonNullable<Parameters<CustomFetch>[1]['body']>): string | Uint8Array {
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new TypeError('a request to a provider is a form')
}

/** What the library says, as an `UpstreamError`. Bodies and tokens stay out of its words. */
async function translated<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw translate(error)
  }
}

/** Codes of the library for answers that are none, as those of another kind of server at that address. */
const transport: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
])

function translate(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error
  if (error instanceof AuthorizationResponseError)
    return new UpstreamError('declined', plainCode(error.error), { cause: error })
  if (error instanceof ResponseBodyError)
    return new UpstreamError('unreachable', `the exchange of the code failed: ${plainCode(error.error)}`, {
      cause: error,
    })
  const refused = causeOf(error, (one) => one instanceof OutgoingRefusedError)
  if (refused)
    return new UpstreamError('unreachable', `the address is refused: ${refused.message}`, { cause: error })
  if (error instanceof WWWAuthenticateChallengeError)
    return new UpstreamError('unreachable', 'the userinfo endpoint refused its own token', { cause: error })
  if (error instanceof ClientError) {
    // The cause says which part of the answer it was, and none of what was in it.
    const said = error.cause instanceof Error ? error.cause.message : error.message
    const kind = transport.has(error.code ?? '') ? 'unreachable' : 'untrustworthy'
    return new UpstreamError(kind, said.slice(0, 200), { cause: error })
  }
  const code = causeOf(error, (one) => 'code' in one)
  const named = code && 'code' in code && typeof code.code === 'string' ? code.code : 'no answer'
  return new UpstreamError('unreachable', `it could not be reached: ${plainCode(named)}`, { cause: error })
}

function causeOf(error: unknown, wanted: (one: Error) => boolean): Error | undefined {
  let at = error
  for (let depth = 0; depth < 5 && at instanceof Error; depth++) {
    if (wanted(at)) return at
    at = at.cause
  }
  return undefined
}

/** A code as RFC 6749 §5.2 writes them; anything else came from somebody who wants it read. */
const plainCode = (text: string) => (/^[\w.-]{1,60}$/.test(text) ? text : 'unknown')
