import type { Work } from '../work.ts'
import type { KeyUse } from './ensure-signing-keys.ts'

/** A JSON Web Key (RFC 7517 §4). */
export type Jwk = { [key: string]: string }

export interface CurrentKey {
  readonly kid: string
  readonly alg: 'RS256' | 'ES256' | 'EdDSA'
  readonly publicJwk: Jwk
  readonly privateJwk: Jwk
}

export async function currentKey(_work: Work, _use: KeyUse): Promise<CurrentKey> {
  throw new Error('currentKey')
}

/** Every key that still verifies, the signing one first, each with its private half. */
export async function signingKeys(_work: Work, _use: KeyUse): Promise<CurrentKey[]> {
  throw new Error('signingKeys')
}

export async function publicKeys(_work: Work, _use: KeyUse): Promise<Jwk[]> {
  throw new Error('publicKeys')
}
