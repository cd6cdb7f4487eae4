import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import type { RegistrationResponse } from '#contract/device-enrolments.ts'
import type { Assertion } from '#contract/device-messages.ts'
import type { PasskeyAssertion, PasskeyRegistration } from '#contract/passkeys.ts'
import type { Verification, VerificationChoice } from '#phone/phone.ts'

/** What a platform authenticator says, and what a test makes it say wrongly. */
export interface Quirks {
  readonly origin?: string
  readonly rpId?: string
  readonly userPresent?: boolean
  readonly userVerified?: boolean
  /** It may be backed up by the phone's maker. */
  readonly backupEligible?: boolean
  readonly counter?: number
  readonly type?: string
  readonly challenge?: Uint8Array
  /** What it says of whose account it is; null for nothing. */
  readonly userHandle?: string | null
}

/** A platform authenticator in software (WebAuthn Level 3 §6): ES256, attestation none. */
export function createSoftAuthenticator(appUrl: string) {
  const id = randomBytes(16)
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  let quirks: Quirks = {}
  const about = () => ({ origin: new URL(appUrl).origin, rpId: new URL(appUrl).hostname, ...quirks })

  const register = async (challenge: Uint8Array): Promise<{ wac: RegistrationResponse }> => {
    const clientData = clientDataOf(
      quirks.type ?? 'webauthn.create',
      quirks.challenge ?? challenge,
      about().origin,
    )
    const authData = authDataOf(about().rpId, quirks, attestedOf(id, publicKey))
    const attestation = attestationOf(authData)
    return {
      wac: {
        id: id.toString('base64url'),
        clientDataJSON: clientData.toString('base64url'),
        attestationObject: attestation.toString('base64url'),
      },
    }
  }

  const assert = async (challenge: Uint8Array): Promise<{ assertion: Assertion }> => {
    const clientData = clientDataOf(
      quirks.type ?? 'webauthn.get',
      quirks.challenge ?? challenge,
      about().origin,
    )
    const authData = authDataOf(about().rpId, quirks)
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()])
    const sig = createSign('sha256').update(signed).sign(privateKey)
    return {
      assertion: {
        id: id.toString('base64url'),
        cd: clientData.toString('base64url'),
        ad: authData.toString('base64url'),
        sig: sig.toString('base64url'),
      },
    }
  }

  return {
    /** Says all further things like this. */
    misbehave(how: Quirks) {
      quirks = how
    },
    choice: { kind: 'wa', register } satisfies VerificationChoice,
    verification: { kind: 'wa', assert } satisfies Verification,
  }
}

export type SoftAuthenticator = ReturnType<typeof createSoftAuthenticator>

/** What a browser is given for `navigator.credentials.create` and `get`, as far as an authenticator looks at it. */
type Options = Readonly<Record<string, unknown>>

/**
 * A passkey in software: discoverable, made and used as the options say, at the origin where its browser is. It counts its uses, as a
 * security key does.
 */
export function createSoftPasskey(
  origin: string,
  { curve = 'P-256', synced = false }: { curve?: 'P-256' | 'P-384'; synced?: boolean } = {},
) {
  const id = randomBytes(16)
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: curve })
  let userHandle = ''
  let counter = 0

  return {
    id: id.toString('base64url'),
    create(options: Options, quirks: Quirks & { format?: string } = {}): PasskeyRegistration {
      const { rp, user, challenge } = options as {
        rp: { id: string }
        user: { id: string }
        challenge: string
      }
      userHandle = user.id
      const clientData = clientDataOf(
        quirks.type ?? 'webauthn.create',
        quirks.challenge ?? Buffer.from(challenge, 'base64url'),
        quirks.origin ?? origin,
      )
      const flags = { backupEligible: synced, counter, ...quirks }
      const authData = authDataOf(quirks.rpId ?? rp.id, flags, attestedOf(id, publicKey))
      return {
        id: id.toString('base64url'),
        response: {
          clientDataJSON: clientData.toString('base64url'),
          attestationObject: attestationOf(authData, quirks.format).toString('base64url'),
          transports: ['internal', 'made-up'],
        },
      }
    },
    get(options: Options, quirks: Quirks = {}): PasskeyAssertion {
      const { rpId, challenge } = options as { rpId: string; challenge: string }
      counter += 1
      const clientData = clientDataOf(
        quirks.type ?? 'webauthn.get',
        quirks.challenge ?? Buffer.from(challenge, 'base64url'),
        quirks.origin ?? origin,
      )
      const authData = authDataOf(quirks.rpId ?? rpId, { backupEligible: synced, counter, ...quirks })
      const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()])
      return {
        id: id.toString('base64url'),
        response: {
          clientDataJSON: clientData.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: createSign('sha256').update(signed).sign(privateKey).toString('base64url'),
          userHandle: quirks.userHandle === undefined ? userHandle : quirks.userHandle,
        },
      }
    },
  }
}

export type SoftPasskey = ReturnType<typeof createSoftPasskey>

/** WebAuthn §6.5.1: AAGUID, length of the id, id, COSE key. */
const attestedOf = (id: Buffer, publicKey: KeyObject) =>
  Buffer.concat([Buffer.alloc(16), Buffer.of(0, id.length), id, coseKeyOf(publicKey)])

const attestationOf = (authData: Buffer, format = 'none') =>
  Buffer.concat([
    Buffer.of(0xa3),
    text('fmt'),
    text(format),
    text('attStmt'),
    Buffer.of(0xa0),
    text('authData'),
    bytes(authData),
  ])

const clientDataOf = (type: string, challenge: Uint8Array, origin: string) =>
  Buffer.from(
    JSON.stringify({
      type,
      challenge: Buffer.from(challenge).toString('base64url'),
      origin,
      crossOrigin: false,
    }),
  )

function authDataOf(rpId: string, quirks: Quirks, attested?: Buffer): Buffer {
  const { userPresent = true, userVerified = true, backupEligible = false, counter = 0 } = quirks
  const flags =
    (userPresent ? 0x01 : 0) | (userVerified ? 0x04 : 0) | (backupEligible ? 0x08 : 0) | (attested ? 0x40 : 0)
  const head = Buffer.alloc(5)
  head.writeUInt8(flags, 0)
  head.writeUInt32BE(counter, 1)
  return Buffer.concat([createHash('sha256').update(rpId).digest(), head, attested ?? Buffer.alloc(0)])
}

/** COSE_Key (RFC 9053 §7.1.1): kty EC2, alg ES256 with crv P-256 or ES384 with P-384, x, y. */
function coseKeyOf(key: KeyObject): Buffer {
  const { x = '', y = '', crv } = key.export({ format: 'jwk' })
  const algorithm = crv === 'P-384' ? [0x03, 0x38, 0x22, 0x20, 0x02] : [0x03, 0x26, 0x20, 0x01]
  return Buffer.concat([
    Buffer.of(0xa5, 0x01, 0x02, ...algorithm, 0x21),
    bytes(Buffer.from(x, 'base64url')),
    Buffer.of(0x22),
    bytes(Buffer.from(y, 'base64url')),
  ])
}

/** CBOR (RFC 8949 §3.1), as much as is needed: short texts, and byte strings of up to 64 KB. */
const text = (value: string) => Buffer.concat([Buffer.of(0x60 | value.length), Buffer.from(value)])
function bytes(value: Buffer): Buffer {
  const head =
    value.length < 24
      ? [0x40 | value.length]
      : value.length < 256
        ? [0x58, value.length]
        : [0x59, value.length >> 8, value.length & 255]
  return Buffer.concat([Buffer.from(head), value])
}
