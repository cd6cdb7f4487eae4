import { createECDH } from 'node:crypto'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database.ts'
import { equalInConstantTime } from '#platform/hash.ts'
import type { Keyring } from '#platform/keyring.ts'
import { generateSigningKey } from '../signing-keys/generate-signing-key.ts'
import type { Tables } from '../tables.ts'
import type { Ground } from '../work.ts'
import {
  insertInstallation,
  readInstallation,
  type SealedStatusKey,
  updateNextStatusKey,
  updateSetupCode,
} from './installation.sql.ts'

/** The one row of the installation, opened: what every process reads once at its start. */
export interface Installation {
  /** What set-up stored; null before. */
  readonly address: string | null
  readonly setUpAt: Date | null
  /** RFC 8292: base64url of the uncompressed point, and the private scalar. */
  readonly vapid: { readonly publicKey: string; readonly privateKey: string }
}

/** Reads the installation's row and makes it, with its keys, at the first start. Two at once keep one. */
export async function ensureInstallation(
  database: Database<Tables>,
  keys: Keyring,
  clock: Clock,
): Promise<Installation> {
  if (!(await readInstallation(database))) {
    const vapid = createECDH('prime256v1')
    vapid.generateKeys()
    await insertInstallation(database, {
      vapidPublic: vapid.getPublicKey('base64url', 'uncompressed'),
      vapidPrivateSealed: keys.seal(
        'installation',
        'vapid',
        padded(vapid.getPrivateKey()).toString('base64url'),
      ),
      status: await makeStatusKey(keys),
      next: await makeStatusKey(keys),
      createdAt: clock(),
    })
  }
  const row = await readInstallation(database)
  if (!row) throw new Error('the row of the installation was not written')
  // One that was made before phones were told of a next key.
  if (!row.nextStatusKey) await updateNextStatusKey(database, await makeStatusKey(keys), clock())
  const open = (context: string, sealed: Buffer) =>
    keys.unseal('installation', context, sealed).toString('utf8')
  return {
    address: row.address,
    setUpAt: row.setUpAt,
    vapid: { publicKey: row.vapidPublic, privateKey: open('vapid', row.vapidPrivateSealed) },
  }
}

/** ES256, sealed; signs what a phone is told of its standing. */
export async function makeStatusKey(keys: Keyring): Promise<SealedStatusKey> {
  const { kid, publicJwk, privateJwk } = await generateSigningKey('device')
  const privateSealed = keys.seal('installation', 'status', JSON.stringify(privateJwk))
  return { publicJwk: { ...publicJwk, kid }, privateSealed }
}

/** Puts a set-up code in the place of the one before. It serves until the first owner has enrolled a phone. */
export function storeSetupCode(ground: Ground, code: string): Promise<void> {
  return updateSetupCode(ground, setupCodeMac(ground, code))
}

/** Whether `code` is the set-up code. Case, blanks and dashes are forgiven. Counting the tries is the caller's. */
export async function matchesSetupCode(ground: Ground, code: string): Promise<boolean> {
  const stored = (await readInstallation(ground.database))?.setupCodeHash
  return stored ? equalInConstantTime(stored, setupCodeMac(ground, code)) : false
}

/** Read without opening any key; before the first start there is neither address nor set-up. */
export async function findInstallation(
  ground: Ground,
): Promise<{ address: string | null; setUpAt: Date | null }> {
  const row = await readInstallation(ground.database)
  return { address: row?.address ?? null, setUpAt: row?.setUpAt ?? null }
}

/** Typed codes are short of full entropy: keyed, so that a copied database is no help. */
const setupCodeMac = (ground: Ground, code: string) =>
  ground.keys.mac('setup-code', code.toUpperCase().replace(/[\s-]/g, ''))

/** Node drops leading zeros of the scalar; RFC 8292 has 32 bytes. */
const padded = (scalar: Buffer) => Buffer.concat([Buffer.alloc(32 - scalar.length), scalar])
