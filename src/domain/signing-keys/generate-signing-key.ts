import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { calculateJwkThumbprint } from 'jose'

/** `oidc` signs tokens (RS256, which every library reads), `device` what phones are asked (ES256). */
export type KeyUse = 'oidc' | 'device'

/** A JSON Web Key (RFC 7517 §4). */
export type Jwk = { [key: string]: string }

export interface SigningKey {
  /** The thumbprint of its public half (RFC 7638). */
  readonly kid: string
  readonly alg: 'RS256' | 'ES256' | 'EdDSA'
  readonly publicJwk: Jwk
  readonly privateJwk: Jwk
}

export type SigningKeys = { readonly [use in KeyUse]: SigningKey }

const generate = promisify(generateKeyPair)

/** Takes up to a second for `oidc`: call it before the unit of work begins. */
export async function generateSigningKey(use: KeyUse): Promise<SigningKey> {
  const pair =
    use === 'oidc'
      ? await generate('rsa', { modulusLength: 2048 })
      : await generate('ec', { namedCurve: 'P-256' })
  const publicJwk = jwkOf(pair.publicKey)
  const kid = await calculateJwkThumbprint(publicJwk)
  return { kid, alg: use === 'oidc' ? 'RS256' : 'ES256', publicJwk, privateJwk: jwkOf(pair.privateKey) }
}

export async function generateSigningKeys(): Promise<SigningKeys> {
  const [oidc, device] = await Promise.all([generateSigningKey('oidc'), generateSigningKey('device')])
  return { oidc, device }
}

/** All members of the keys that we make are strings. */
const jwkOf = (key: KeyObject) => key.export({ format: 'jwk' }) as Jwk
