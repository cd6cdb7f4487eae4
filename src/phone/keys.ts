import type { PublicKeyP256 } from '#contract/device-messages.ts'
import { type Bytes, fromBase64url, hash, randomBytes, utf8 } from './base64url.ts'
import { didOfPublicKey } from './did-key.ts'
import type { Sign } from './jws.ts'
import type { Identity, KeyStore } from './key-store.ts'

/** A device key: one for each enrolment. */
export async function makeDeviceKey(store: KeyStore): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, store.needsExtractableKeys, [
    'sign',
    'verify',
  ])
}

/** The public half, and nothing else of it. */
export async function publicJwkOf(key: CryptoKey): Promise<PublicKeyP256> {
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', key)
  return { kty: 'EC', crv: 'P-256', x, y }
}

/** RFC 7638 §3.2: the required members, in the order of their names. */
export const thumbprintOf = ({ crv, kty, x, y }: PublicKeyP256): Promise<string> =>
  hash(JSON.stringify({ crv, kty, x, y }))

/** An identity, opened for one operation. Call `close` when it is over. */
export interface RootKey {
  readonly did: string
  readonly sign: Sign
  /** Overwrites the seed; the key signs nothing afterwards. */
  close(): void
}

/** A root key from a fresh random seed, with the seed itself to be sealed. */
export async function makeRootKey(): Promise<{ root: RootKey; seed: Bytes }> {
  const seed = randomBytes(32)
  return { root: await openRootKey(seed), seed }
}

/** The Ed25519 key pair of a seed (RFC 8032 §5.1.5). Takes the seed over: `close` overwrites it. */
export async function openRootKey(seed: Bytes): Promise<RootKey> {
  const native = await importSeed(seed).catch(() => undefined)
  const close = () => {
    seed.fill(0)
  }
  if (native) {
    const { x = '' } = await crypto.subtle.exportKey('jwk', native.forPublic)
    const did = didOfPublicKey(fromBase64url(x))
    const sign: Sign = async (data) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', native.forSigning, data))
    return { did, sign, close }
  }
  // Browsers without Ed25519 in WebCrypto; the others never load it.
  const noble = await import('@noble/ed25519')
  const did = didOfPublicKey(await noble.getPublicKeyAsync(seed))
  return { did, sign: async (data) => new Uint8Array(await noble.signAsync(data, seed)), close }
}

/** RFC 8410 §7: a PKCS #8 private key is this prefix and the seed. */
const pkcs8Prefix = Uint8Array.of(
  0x30,
  0x2e,
  0x02,
  0x01,
  0x00,
  0x30,
  0x05,
  0x06,
  0x03,
  0x2b,
  0x65,
  0x70,
  0x04,
  0x22,
  0x04,
  0x20,
)

async function importSeed(seed: Bytes) {
  const pkcs8 = Uint8Array.of(...pkcs8Prefix, ...seed)
  const forPublic = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign'])
  const forSigning = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign'])
  pkcs8.fill(0)
  return { forPublic, forSigning }
}

/** What a seed's key is derived under; changing how it is sealed changes this label. */
const sealLabel = 'lk-seed-1'

/** @param prf WebAuthn PRF output of 32 bytes; without it a fresh HMAC key lies in the store beside the seed. */
export async function sealSeed(
  store: KeyStore,
  did: string,
  seed: Bytes,
  prf: { output: Bytes; credentialId: string } | undefined,
): Promise<Identity> {
  const hmac = { name: 'HMAC', hash: 'SHA-256', length: 256 }
  const wrapKey = prf
    ? await hmacKeyOf(prf.output)
    : await crypto.subtle.generateKey(hmac, store.needsExtractableKeys, ['sign'])
  const iv = randomBytes(12)
  const algorithm = { name: 'AES-GCM', iv, additionalData: utf8(did) }
  const ciphertext = await crypto.subtle.encrypt(algorithm, await sealingKeyOf(wrapKey), seed)
  return {
    did,
    sealedSeed: { iv, ciphertext: new Uint8Array(ciphertext) },
    wrap: prf ? { kind: 'prf', credentialId: prf.credentialId } : { kind: 'hmac', key: wrapKey },
  }
}

/**
 * Opens an identity. Only after the person has been verified.
 *
 * @param prf the output of the credential that the identity is wrapped under, where it is.
 * @throws {Error} when it is wrapped under a credential and no output is given, or a wrong one.
 */
export async function openIdentity(identity: Identity, prf: Bytes | undefined): Promise<RootKey> {
  return openRootKey(await openSeed(identity, prf))
}

/** The seed itself, for a backup or to be sealed anew: overwrite it when that is done. As `openIdentity`. */
export async function openSeed(identity: Identity, prf: Bytes | undefined): Promise<Bytes> {
  if (identity.wrap.kind === 'prf' && !prf)
    throw new Error('this identity opens with its platform credential only')
  const wrapKey = identity.wrap.kind === 'hmac' ? identity.wrap.key : await hmacKeyOf(prf ?? randomBytes(32))
  const { iv, ciphertext } = identity.sealedSeed
  const algorithm = { name: 'AES-GCM', iv, additionalData: utf8(identity.did) }
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, await sealingKeyOf(wrapKey), ciphertext))
}

const hmacKeyOf = (bytes: Bytes) =>
  crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])

async function sealingKeyOf(wrapKey: CryptoKey): Promise<CryptoKey> {
  const key = await crypto.subtle.sign('HMAC', wrapKey, utf8(sealLabel))
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** What both ends can show at an enrolment, to be compared by voice: six decimal digits of SHA-256(jkt ‖ nonce). */
export async function shortCodeOf(jkt: string, nonce: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', utf8(jkt + nonce))
  return String(new DataView(digest).getUint32(0) % 1_000_000).padStart(6, '0')
}
