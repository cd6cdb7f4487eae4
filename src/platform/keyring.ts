import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { equalInConstantTime } from './hash.ts'

/** Everything secret that the house keeps hangs on the master key through one of these. */
export interface Keyring {
  /**
   * Encrypts with AES-256-GCM under the current key.
   *
   * @param purpose names the derived key, like `outbox`: what is sealed for one purpose opens for no other.
   * @param context is bound as associated data, like `outbox:<tenant>:<id>`: what is sealed for one row opens
   * in no other.
   */
  seal(purpose: string, context: string, plain: Uint8Array | string): Buffer
  /** @throws {SealError} when it was altered, belongs to another purpose or context, or its key is not known. */
  unseal(purpose: string, context: string, sealed: Uint8Array): Buffer
  /** A keyed hash (HMAC-SHA-256) by the current key: pepper, blind indices, signed cookies. */
  mac(purpose: string, data: string | Uint8Array): Buffer
  /** Whether `mac` was made of `data` by the current or a previous key; in constant time for each key. */
  macMatches(purpose: string, data: string | Uint8Array, mac: Uint8Array): boolean
  /** As `mac`, by the key of that id; undefined where it is not configured. */
  macBy(keyId: string, purpose: string, data: string | Uint8Array): Buffer | undefined
  readonly currentKeyId: string
}

/** Something sealed does not open. The message says why and never holds what was sealed. */
export class SealError extends Error {
  override name = 'SealError'
}

const keyBytes = 32
const keyIdBytes = 4
const ivBytes = 12
const tagBytes = 16
/** First byte of what a keyring sealed: version, key id, iv, ciphertext, tag. */
const ringVersion = 1
/** First byte of what a raw key sealed: version, iv, ciphertext, tag. */
const rawVersion = 2

/**
 * A keyring over the current master key and those it replaced, each of 32 bytes.
 *
 * New seals and macs are by the current key; the previous ones still open and match. Every key is derived by
 * HKDF-SHA-256 (RFC 5869) with a label that holds its use and purpose.
 */
export function createKeyring(current: Uint8Array, previous: readonly Uint8Array[] = []): Keyring {
  const masters = [current, ...previous].map(createMaster)
  const [first] = masters
  if (!first) throw new TypeError('a keyring needs a key')
  const byId = new Map<string, Master>()
  for (const master of masters) {
    const other = byId.get(master.id)
    // Two different keys under one id would make seals that do not open: refuse rather than find out later.
    if (other && !equalInConstantTime(other.key, master.key))
      throw new TypeError('two master keys share an id')
    byId.set(master.id, master)
  }
  const distinct = [...byId.values()]

  return {
    currentKeyId: first.id,
    seal(purpose, context, plain) {
      const header = Buffer.concat([Buffer.of(ringVersion), Buffer.from(first.id, 'hex')])
      return Buffer.concat([header, encrypt(first.derive('seal', purpose), header, context, plain)])
    },
    unseal(purpose, context, sealed) {
      const bytes = asBuffer(sealed)
      const headerBytes = 1 + keyIdBytes
      if (bytes[0] !== ringVersion || bytes.length < headerBytes)
        throw new SealError('not sealed by a keyring')
      const header = bytes.subarray(0, headerBytes)
      const keyId = header.toString('hex', 1)
      const master = byId.get(keyId)
      if (!master) throw new SealError(`sealed under master key ${keyId}, which is not configured`)
      return decrypt(master.derive('seal', purpose), header, context, bytes.subarray(headerBytes))
    },
    mac: (purpose, data) => hmac(first.derive('mac', purpose), data),
    macMatches(purpose, data, mac) {
      // Every key is tried, also after a match: the time tells nobody which one it was.
      let matches = false
      for (const master of distinct) {
        if (equalInConstantTime(hmac(master.derive('mac', purpose), data), mac)) matches = true
      }
      return matches
    },
    macBy(keyId, purpose, data) {
      const master = byId.get(keyId)
      return master && hmac(master.derive('mac', purpose), data)
    },
  }
}

/** Encrypts with a raw 32-byte key, such as a person's own; `context` is bound as associated data. */
export function sealWith(key: Uint8Array, context: string, plain: Uint8Array | string): Buffer {
  requireKey(key)
  const header = Buffer.of(rawVersion)
  return Buffer.concat([header, encrypt(key, header, context, plain)])
}

/** @throws {SealError} when it was altered, belongs to another context or was sealed with another key. */
export function unsealWith(key: Uint8Array, context: string, sealed: Uint8Array): Buffer {
  requireKey(key)
  const bytes = asBuffer(sealed)
  if (bytes[0] !== rawVersion) throw new SealError('not sealed with a raw key')
  return decrypt(key, bytes.subarray(0, 1), context, bytes.subarray(1))
}

interface Master {
  readonly id: string
  readonly key: Uint8Array
  derive(use: 'seal' | 'mac', purpose: string): KeyObject
}

function createMaster(key: Uint8Array): Master {
  requireKey(key)
  // As objects: bytes would be made into one for each use.
  const derived = new Map<string, KeyObject>()
  const derive = (label: string, bytes: number) => Buffer.from(hkdfSync('sha256', key, '', label, bytes))
  return {
    key,
    // Derived like every key, so that the id tells nothing about the master key.
    id: derive('latchkey key id', keyIdBytes).toString('hex'),
    derive(use, purpose) {
      const label = `latchkey ${use} ${purpose}`
      let found = derived.get(label)
      if (!found) {
        found = createSecretKey(derive(label, keyBytes))
        derived.set(label, found)
      }
      return found
    },
  }
}

function encrypt(
  key: Uint8Array | KeyObject,
  header: Uint8Array,
  context: string,
  plain: Uint8Array | string,
): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
  cipher.setAAD(associated(header, context))
  const bytes = typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain
  return Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Uint8Array | KeyObject, header: Uint8Array, context: string, body: Buffer): Buffer {
  if (body.length < ivBytes + tagBytes) throw new SealError('sealed text is too short')
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(associated(header, context))
  decipher.setAuthTag(body.subarray(body.length - tagBytes))
  try {
    return Buffer.concat([decipher.update(body.subarray(ivBytes, body.length - tagBytes)), decipher.final()])
  } catch (cause) {
    throw new SealError('sealed text was altered, or belongs elsewhere', { cause })
  }
}

const associated = (header: Uint8Array, context: string) =>
  Buffer.concat([header, Buffer.from(context, 'utf8')])

const hmac = (key: KeyObject, data: string | Uint8Array) => createHmac('sha256', key).update(data).digest()

const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function requireKey(key: Uint8Array) {
  if (key.byteLength !== keyBytes) throw new TypeError(`a key has ${keyBytes} bytes`)
}
