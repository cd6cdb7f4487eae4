import * as z from 'zod/mini'
import { fromBase64url, toBase64url } from './base64url.ts'

const Json = z.record(z.string(), z.unknown())
const Jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.optional(z.string()) })) })

export interface DecodedToken {
  header: Record<string, unknown>
  claims: Record<string, unknown>
}

/**
 * Header and claims of a compact JWS (RFC 7515 §3.1), unverified.
 *
 * @throws {Error} with a sentence for the person
 */
export function decodeToken(token: string): DecodedToken {
  const [header = '', claims = ''] = token.split('.')
  try {
    return { header: readPart(header), claims: readPart(claims) }
  } catch (cause) {
    throw new Error('The ID token is not a signed JWT.', { cause })
  }
}

const readPart = (part: string) => z.parse(Json, JSON.parse(new TextDecoder().decode(fromBase64url(part))))

/** WebCrypto's names for the algorithms (RFC 7518 §3.1, RFC 8037 §3.1): how a key is read, and how it verifies. */
const algorithms: Record<
  string,
  {
    key: AlgorithmIdentifier | EcKeyImportParams | RsaHashedImportParams
    verify: AlgorithmIdentifier | EcdsaParams
  }
> = {
  ES256: { key: { name: 'ECDSA', namedCurve: 'P-256' }, verify: { name: 'ECDSA', hash: 'SHA-256' } },
  RS256: { key: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, verify: 'RSASSA-PKCS1-v1_5' },
  EdDSA: { key: 'Ed25519', verify: 'Ed25519' },
  Ed25519: { key: 'Ed25519', verify: 'Ed25519' },
}

/**
 * Verifies the signature with the provider's published keys.
 *
 * @returns the id of the key that signed it
 * @throws {Error} with a sentence for the person
 */
export async function verifySignature(token: string, jwks: unknown): Promise<string> {
  const { header } = decodeToken(token)
  const algorithm = algorithms[String(header.alg)]
  if (!algorithm)
    throw new Error(`The ID token is signed with ${String(header.alg)}, which this page cannot check.`)
  const keys = z.safeParse(Jwks, jwks)
  if (!keys.success) throw new Error('The published keys are not a JWK set.')
  const jwk = keys.data.keys.find(({ kid }) => kid === header.kid)
  if (!jwk) throw new Error(`The published keys hold none with the ID ${String(header.kid)}.`)
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm.key, false, ['verify'])
  const [head, body, signature = ''] = token.split('.')
  const signed = new TextEncoder().encode(`${head}.${body}`)
  if (!(await crypto.subtle.verify(algorithm.verify, key, fromBase64url(signature), signed))) {
    throw new Error('The signature of the ID token does not match.')
  }
  return String(jwk.kid)
}

interface Expected {
  issuer: string
  clientId: string
  nonce: string
  accessToken: string
  now: Date
}

/** Seconds that two clocks may differ. */
const leeway = 60

/**
 * The claims as OpenID Connect Core §3.1.3.7 has them checked, each with what was found.
 */
export async function checkClaims(
  { header, claims }: DecodedToken,
  { issuer, clientId, nonce, accessToken, now }: Expected,
): Promise<readonly { name: string; ok: boolean }[]> {
  const seconds = now.getTime() / 1000
  const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud]
  const checks = [
    { name: 'iss is this organisation', ok: claims.iss === issuer },
    { name: 'aud is this application', ok: audience.includes(clientId) },
    {
      name: 'azp, where there is one, is this application',
      ok: claims.azp === undefined || claims.azp === clientId,
    },
    { name: 'exp lies ahead', ok: typeof claims.exp === 'number' && claims.exp > seconds - leeway },
    { name: 'iat does not', ok: typeof claims.iat === 'number' && claims.iat < seconds + leeway },
    { name: 'nonce is the one that was sent', ok: claims.nonce === nonce },
  ]
  if (claims.at_hash === undefined || header.alg === 'EdDSA' || header.alg === 'Ed25519') return checks
  // OpenID Connect Core §3.1.3.6: the left half of the access token's hash.
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accessToken)))
  return [
    ...checks,
    { name: 'at_hash fits the access token', ok: claims.at_hash === toBase64url(hash.slice(0, 16)) },
  ]
}
