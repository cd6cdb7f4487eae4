import * as z from 'zod/mini'
import { testSignInTexts } from '../texts/test-sign-in.ts'
import { fromBase64url, toBase64url } from './base64url.ts'

const words = testSignInTexts.trouble

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
    throw new Error(words.notJwt, { cause })
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
  if (!algorithm) throw new Error(words.algorithm(String(header.alg)))
  const keys = z.safeParse(Jwks, jwks)
  if (!keys.success) throw new Error(words.notKeys)
  const jwk = keys.data.keys.find(({ kid }) => kid === header.kid)
  if (!jwk) throw new Error(words.noKey(String(header.kid)))
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm.key, false, ['verify'])
  const [head, body, signature = ''] = token.split('.')
  const signed = new TextEncoder().encode(`${head}.${body}`)
  if (!(await crypto.subtle.verify(algorithm.verify, key, fromBase64url(signature), signed))) {
    throw new Error(words.signature)
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
    { name: testSignInTexts.checks.iss, ok: claims.iss === issuer },
    { name: testSignInTexts.checks.aud, ok: audience.includes(clientId) },
    {
      name: testSignInTexts.checks.azp,
      ok: claims.azp === undefined || claims.azp === clientId,
    },
    { name: testSignInTexts.checks.exp, ok: typeof claims.exp === 'number' && claims.exp > seconds - leeway },
    { name: testSignInTexts.checks.iat, ok: typeof claims.iat === 'number' && claims.iat < seconds + leeway },
    { name: testSignInTexts.checks.nonce, ok: claims.nonce === nonce },
  ]
  if (claims.at_hash === undefined || header.alg === 'EdDSA' || header.alg === 'Ed25519') return checks
  // OpenID Connect Core §3.1.3.6: the left half of the access token's hash.
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accessToken)))
  return [
    ...checks,
    { name: testSignInTexts.checks.atHash, ok: claims.at_hash === toBase64url(hash.slice(0, 16)) },
  ]
}
