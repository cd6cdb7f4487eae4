import * as z from 'zod/mini'
import {
  BackupContent,
  BackupHeader,
  backupParameters,
  parseDeviceLink,
  protocolVersion,
} from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'
import { type Bytes, base64url, fromBase64url, fromUtf8, randomBytes, utf8 } from './base64url.ts'

/** What opens a backup: what the person chose, or what was generated for them. */
export type BackupSecret =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  /** 128 bits. */
  | { readonly kind: 'code'; readonly code: Bytes }

/**
 * A text that is no backup, one that was changed or damaged, or one that this secret does not open. The cipher cannot tell a changed
 * backup from a wrong secret: both are `wrong-secret`.
 */
export class BackupError extends Error {
  override name = 'BackupError'
  readonly why: 'not-a-backup' | 'wrong-secret' | 'out-of-limits'
  constructor(why: BackupError['why']) {
    super(why)
    this.why = why
  }
}

const ivBytes = 12
/** A longer salt is nothing that a phone of ours wrote. */
const mostSaltBytes = 64

/** Seals a content; `h.i.c`. The text that held the seeds is overwritten. */
export async function sealContainer(
  content: BackupContent,
  secret: BackupSecret,
  iterations: number = backupParameters.iterations.least,
): Promise<string> {
  const s = base64url(randomBytes(backupParameters.saltBytes))
  const header: BackupHeader = {
    v: protocolVersion,
    kdf: secret.kind === 'code' ? { n: 'code', s } : { n: 'pbkdf2-sha256', s, i: iterations },
  }
  const h = base64url(utf8(JSON.stringify(header)))
  const iv = randomBytes(ivBytes)
  const key = await sealingKeyOf(header, secret)
  const plain = utf8(JSON.stringify(content))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(h) }, key, plain)
  plain.fill(0)
  return `${h}.${base64url(iv)}.${base64url(sealed)}`
}

/** A backup as it was scanned, pasted or read from a file, and what will open it. */
export interface SealedBackup {
  readonly container: string
  readonly header: BackupHeader
  readonly opensWith: BackupSecret['kind']
}

/**
 * Reads what is readable without the secret.
 *
 * @param text the link of a picture, or the container itself.
 * @throws {BackupError} `not-a-backup`, `out-of-limits`
 * @throws {Problem} `unsupported-version` for a backup of a newer version
 */
export function readSealedBackup(text: string): SealedBackup {
  const link = parseDeviceLink(text)
  if (link.kind === 'newer-version') throw new Problem('unsupported-version')
  const container = link.kind === 'backup' ? link.container : text.trim()
  const [h = '', i = '', c = '', ...rest] = container.split('.')
  if (rest.length > 0 || !h || !c || lengthOf(i) !== ivBytes || lengthOf(c) <= 16)
    throw new BackupError('not-a-backup')
  const header = readHeader(h)
  return { container, header, opensWith: header.kdf.n === 'code' ? 'code' : 'passphrase' }
}

function readHeader(h: string): BackupHeader {
  const read = jsonOf(h)
  if (typeof read !== 'object' || read === null || !('v' in read)) throw new BackupError('not-a-backup')
  if (read.v !== protocolVersion) throw new Problem('unsupported-version')
  const parsed = z.safeParse(BackupHeader, read)
  // A derivation that is not of this version: Argon2id, once it is measured.
  if (!parsed.success) throw new Problem('unsupported-version')
  const { kdf } = parsed.data
  const salt = lengthOf(kdf.s)
  if (salt < backupParameters.saltBytes || salt > mostSaltBytes) throw new BackupError('out-of-limits')
  if (kdf.n === 'pbkdf2-sha256') {
    const { least, most } = backupParameters.iterations
    // Fewer would be guessed too quickly, more would hold up the phone for minutes.
    if (kdf.i < least || kdf.i > most) throw new BackupError('out-of-limits')
  }
  return parsed.data
}

/** @throws {BackupError} `wrong-secret`, also for a container that was changed. */
export async function openContainer(sealed: SealedBackup, secret: BackupSecret): Promise<BackupContent> {
  const [h = '', i = '', c = ''] = sealed.container.split('.')
  if (secret.kind !== sealed.opensWith) throw new BackupError('wrong-secret')
  const key = await sealingKeyOf(readHeader(h), secret)
  const algorithm = { name: 'AES-GCM', iv: fromBase64url(i), additionalData: utf8(h) }
  const opened = await crypto.subtle.decrypt(algorithm, key, fromBase64url(c)).catch(() => undefined)
  if (!opened) throw new BackupError('wrong-secret')
  const plain = new Uint8Array(opened)
  try {
    const content = JSON.parse(fromUtf8(plain)) as { v?: unknown }
    if (content.v !== protocolVersion) throw new Problem('unsupported-version')
    const parsed = z.safeParse(BackupContent, content)
    if (!parsed.success) throw new BackupError('not-a-backup')
    return parsed.data
  } finally {
    plain.fill(0)
  }
}

/** PBKDF2 for what a person chose, then HKDF-SHA-256 (RFC 5869); HKDF alone for 128 random bits. Both over the header's salt. */
async function sealingKeyOf({ kdf }: BackupHeader, secret: BackupSecret): Promise<CryptoKey> {
  const salt = fromBase64url(kdf.s)
  const input =
    secret.kind === 'code'
      ? secret.code
      : await stretched(secret.passphrase, salt, kdf.n === 'pbkdf2-sha256' ? kdf.i : 0)
  const key = await crypto.subtle.importKey('raw', input, 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(backupParameters.info) },
    key,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

async function stretched(passphrase: string, salt: Bytes, iterations: number): Promise<Bytes> {
  const typed = utf8(normalPassphrase(passphrase))
  const key = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveBits'])
  typed.fill(0)
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 256)
  return new Uint8Array(bits)
}

/** The same keys give the same passphrase on every keyboard: NFKC, without blanks at the ends and with single ones between. */
const normalPassphrase = (passphrase: string) => passphrase.normalize('NFKC').trim().replace(/\s+/gu, ' ')

function lengthOf(text: string): number {
  try {
    return fromBase64url(text).length
  } catch {
    return 0
  }
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(fromUtf8(fromBase64url(part)))
  } catch {
    return undefined
  }
}
