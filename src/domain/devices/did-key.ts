import { base58 } from '@scure/base'
import type { JWK } from 'jose'

/** The multicodec prefix of an Ed25519 public key. */
const ed25519 = [0xed, 0x01]

/** The Ed25519 key inside a `did:key` (did:key method, "Ed25519"); undefined where it holds another kind, or none. Nothing is resolved. */
export function publicKeyOfDid(did: string): JWK | undefined {
  if (!did.startsWith('did:key:z')) return undefined
  let bytes: Uint8Array
  try {
    bytes = base58.decode(did.slice('did:key:z'.length))
  } catch {
    return undefined
  }
  if (bytes.length !== 34 || bytes[0] !== ed25519[0] || bytes[1] !== ed25519[1]) return undefined
  return { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(bytes.subarray(2)).toString('base64url') }
}

/** How a signature names the only key of a `did:key`. */
export const keyIdOfDid = (did: string): string => `${did}#${did.slice('did:key:'.length)}`
