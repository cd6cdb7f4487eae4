import type { PublicKeyP256 } from '#contract/device-messages.ts'
import type { DeviceId } from '#contract/ids.ts'
import type { Bytes } from './base64url.ts'

export type PinnedKey = PublicKeyP256 & { kid: string }

/** The phone's side of a device: one organisation that this phone signs in to. Structured-cloneable as a whole. */
export interface Enrolment {
  readonly deviceId: DeviceId
  /** The tenant's base URL, pinned at enrolment. */
  readonly iss: string
  /** P-256. The private half is non-extractable wherever the store can hold it so; it is in no backup. */
  readonly deviceKey: CryptoKeyPair
  /** The identity that granted it: names an `Identity` of the same store. */
  readonly did: string
  readonly org: { readonly name: string; readonly logo: string | null }
  readonly user: { readonly name: string; readonly hint: string }
  /** The status keys of the installation, pinned at enrolment and renewed by each verified status. */
  readonly statusKeys: readonly PinnedKey[]
  /** Where the issuer's challenge keys are; below `iss`. */
  readonly jwksUri: string
  readonly vapidKey: string
  /** How the person is verified on this phone: a platform credential, a PIN with its salt, or both. */
  readonly credentialId: string | null
  readonly pinSalt: Bytes | null
  readonly shortCode: string
  /** What to add to this phone's clock to get the server's. */
  readonly clockOffsetSeconds: number
  /** Of the last answer that was signed; raised by `KeyStore.raiseCounter` alone. */
  readonly counter: number
  readonly enrolledAt: Date
}

/** A root key: its seed, encrypted. The DID of a person stands for it everywhere. */
export interface Identity {
  readonly did: string
  /** AES-256-GCM of the 32-byte seed. */
  readonly sealedSeed: { readonly iv: Bytes; readonly ciphertext: Bytes }
  /**
   * What the sealing key is derived from: a non-extractable HMAC key that lies beside it, or the WebAuthn PRF output of a platform
   * credential, which only the verified person can bring forth.
   */
  readonly wrap:
    | { readonly kind: 'hmac'; readonly key: CryptoKey }
    | { readonly kind: 'prf'; readonly credentialId: string }
}

/**
 * Where a phone keeps what it is: IndexedDB in the app, memory or a file in the command line.
 *
 * Every promise that writes fulfils when the write is durable. Keys come and go as `CryptoKey`; a store that cannot hold them
 * non-extractable says so, and then keys are made extractable for it.
 */
export interface KeyStore {
  /** Whether keys have to be made extractable, because this store writes them down itself. */
  readonly needsExtractableKeys: boolean
  listEnrolments(): Promise<readonly Enrolment[]>
  findEnrolment(deviceId: DeviceId): Promise<Enrolment | undefined>
  /** Adds it, or replaces everything but `counter`, which never goes down. */
  putEnrolment(enrolment: Enrolment): Promise<void>
  deleteEnrolment(deviceId: DeviceId): Promise<void>
  listIdentities(): Promise<readonly Identity[]>
  putIdentity(identity: Identity): Promise<void>
  deleteIdentity(did: string): Promise<void>
  /** Adds one to the counter and answers the new value, which is durable by then. Atomic. */
  raiseCounter(deviceId: DeviceId): Promise<number>
  /** Runs one action at a time for each name, over all tabs and processes of this store (a Web Lock in a browser). */
  exclusively<T>(name: string, action: () => Promise<T>): Promise<T>
}
