import { type Bytes, base64url, fromBase64url, fromUtf8, utf8 } from './base64url.ts'

/** Compact JWS (RFC 7515 §7.1) in the two algorithms of this protocol: ES256 (RFC 7518 §3.4) and EdDSA (RFC 8037 §3.1). */

export interface JwsType {
  readonly typ: string
  readonly alg: 'ES256' | 'EdDSA'
}

/** Signs what WebCrypto or a fallback can sign. */
export type Sign = (data: Bytes) => Promise<Bytes>

export async function signJws(
  { typ, alg }: JwsType,
  header: { readonly kid?: string; readonly jwk?: object },
  payload: object,
  sign: Sign,
): Promise<string> {
  const input = `${encode({ alg, typ, ...header })}.${encode(payload)}`
  return `${input}.${base64url(await sign(utf8(input)))}`
}

/** Raw `r ‖ s`, as JWS wants it, is what WebCrypto makes. */
export const signerOf =
  (key: CryptoKey): Sign =>
  async (data) =>
    new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, data))

/** A message that does not verify: whatever it says is not to be believed. */
export class ForgedMessageError extends Error {
  override name = 'ForgedMessageError'
}

/**
 * Verifies an ES256 message of one type and gives its payload, unparsed.
 *
 * @param findKey answers the key that `kid` names, from where the caller trusts it; the header's own keys are never looked at.
 * @throws {ForgedMessageError}
 */
export async function verifyJws(
  jws: string,
  { typ, alg }: JwsType,
  findKey: (kid: string | undefined) => Promise<JsonWebKey | undefined>,
): Promise<unknown> {
  const [head = '', body = '', signature = '', ...rest] = jws.split('.')
  if (rest.length > 0) throw new ForgedMessageError('not a compact JWS')
  const header = decode(head) as { typ?: unknown; alg?: unknown; crit?: unknown; kid?: unknown }
  // RFC 7515 §4.1.11: what is critical and not understood is refused; nothing is understood here.
  if (header.typ !== typ || header.alg !== alg || header.crit !== undefined)
    throw new ForgedMessageError(`not of type ${typ}`)
  const jwk = await findKey(typeof header.kid === 'string' ? header.kid : undefined)
  if (!jwk) throw new ForgedMessageError('signed by a key that is not trusted')
  const { kty, crv, x, y } = jwk
  const key = await crypto.subtle.importKey(
    'jwk',
    { ...(kty && { kty }), ...(crv && { crv }), ...(x && { x }), ...(y && { y }) },
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['verify'],
  )
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
  const verified = await crypto.subtle
    .verify(algorithm, key, fromBase64url(signature), utf8(`${head}.${body}`))
    .catch(() => false)
  if (!verified) throw new ForgedMessageError('the signature is not valid')
  return decode(body)
}

const encode = (value: object) => base64url(utf8(JSON.stringify(value)))

function decode(part: string): unknown {
  try {
    return JSON.parse(fromUtf8(fromBase64url(part)))
  } catch (cause) {
    throw new ForgedMessageError('not a compact JWS', { cause })
  }
}
