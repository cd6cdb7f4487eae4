import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database.ts'
import type { Keyring } from '#platform/keyring.ts'
import type { Jwk } from '../signing-keys/current-key.ts'
import type { Tables } from '../tables.ts'
import type { Ground } from '../work.ts'

/** The one row of the installation, opened: what every process reads once at its start. */
export interface Installation {
  /** What set-up stored; null before. */
  readonly address: string | null
  readonly setUpAt: Date | null
  /** RFC 8292: base64url of the uncompressed point, and the private scalar. */
  readonly vapid: { readonly publicKey: string; readonly privateKey: string }
  /** ES256; signs what a phone is told of its standing. */
  readonly statusKey: { readonly kid: string; readonly publicJwk: Jwk; readonly privateJwk: Jwk }
}

/** Reads the installation's row and makes it, with its keys, at the first start. Two at once keep one. */
export async function ensureInstallation(
  _database: Database<Tables>,
  _keys: Keyring,
  _clock: Clock,
): Promise<Installation> {
  throw new Error('ensureInstallation')
}

/** Stores the hash of a set-up code, in place of an earlier one. */
export async function storeSetupCode(_ground: Ground, _code: string): Promise<void> {
  throw new Error('storeSetupCode')
}

export async function matchesSetupCode(_ground: Ground, _code: string): Promise<boolean> {
  throw new Error('matchesSetupCode')
}

export async function findInstallation(
  _ground: Ground,
): Promise<{ address: string | null; setUpAt: Date | null }> {
  throw new Error('findInstallation')
}
