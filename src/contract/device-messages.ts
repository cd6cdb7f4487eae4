import * as z from 'zod/mini'
import { DevicePlatform } from './devices.ts'
import { RequestId } from './ids.ts'

/**
 * What the phone and the server sign and send each other, described once and read by both halves.
 *
 * Signed messages are compact JWS (RFC 7515). A verifier fixes `alg` and `typ` per message, takes keys from the place named here and
 * from nowhere else, requires `aud`, and allows for clocks that differ by `clockSkewSeconds`. Unknown fields are ignored:
 * they stand under the signature all the same.
 */
export const protocolVersion = 1

/** ±60 s between two clocks; a message older than 300 s (an answer: 120 s) is refused with `clock`. */
export const clockSkewSeconds = 60
export const maximumAgeSeconds = 300
export const maximumAnswerAgeSeconds = 120

/** An approval request lives this long, and an approved one may be redeemed for a little longer. */
export const requestLifetimeSeconds = 120
export const redeemGraceSeconds = 30

const base64url = z.string().check(z.regex(/^[A-Za-z0-9_-]+$/), z.maxLength(4096))
const seconds = z.int().check(z.nonnegative())
/** Of every message: one of another version is refused before anything else is looked at. */
export const v = z.literal(protocolVersion)
/** A compact JWS (RFC 7515 §7.1). */
export const Jws = z.string().check(z.maxLength(8000), z.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/))
/** Of a PIN, by the salt that lies on the phone alone: SHA-256 in base64url. */
export const PinProof = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))

/** `typ` and `alg` of each signed message. ES256 by device, issuer and status keys; EdDSA (Ed25519) by the root key. */
export const messageTypes = {
  request: { typ: 'dev-req+jwt', alg: 'ES256' },
  pop: { typ: 'dev-enrol+jwt', alg: 'ES256' },
  grant: { typ: 'dev-grant+jwt', alg: 'EdDSA' },
  challenge: { typ: 'auth-challenge+jwt', alg: 'ES256' },
  answer: { typ: 'auth-approval+jwt', alg: 'ES256' },
  status: { typ: 'device-status+jwt', alg: 'ES256' },
  restore: { typ: 'did-restore+jwt', alg: 'EdDSA' },
} as const

/** A P-256 public key (RFC 7518 §6.2.1), nothing private in it. */
export const PublicKeyP256 = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: base64url.check(z.length(43)),
  y: base64url.check(z.length(43)),
})
export type PublicKeyP256 = z.output<typeof PublicKeyP256>

/** A status key, as a phone keeps it. */
export const PinnedKey = z.extend(PublicKeyP256, { kid: z.string() })

export const Did = z.string().check(z.regex(/^did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/))

/** `Authorization: Device <this>` on every authenticated call; header `kid` is the device id. */
export const DeviceRequestClaims = z.object({
  v,
  aud: z.string(),
  htm: z.string(),
  /** The address without query and fragment. */
  htu: z.string(),
  /** base64url SHA-256 of the body's bytes; of nothing for a GET. */
  bh: base64url,
  /** 16 random bytes; used once where the call changes something. */
  jti: base64url.check(z.length(22)),
  /** When it asks for its status: the `kid` of each status key that it has, so that it is answered by one of them. */
  sk: z.optional(z.array(z.string().check(z.maxLength(64))).check(z.maxLength(8))),
  iat: seconds,
})

/**
 * Text of a phone, on one line and in one direction: it stands in mails and on administrators' screens, and whoever holds a stolen claim
 * chooses it. Cleaned instead of refused, so that nobody fails to enrol for the name of their phone.
 */
const said = (maximum: number) =>
  z.string().check(
    z.maxLength(maximum),
    z.overwrite((text) => text.replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')),
  )

/** What a phone says of itself. */
export const DeviceDescription = z.object({
  name: said(60).check(z.trim(), z.minLength(1)),
  model: z.optional(said(80)),
  platform: DevicePlatform,
  os_version: z.optional(said(40)),
  app_version: z.optional(said(40)),
  lang: z.optional(said(35)),
})
export type DeviceDescription = z.output<typeof DeviceDescription>

/** How the phone is reached. */
export const PushRegistration = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('webpush'),
    endpoint: z.url().check(z.maxLength(1000)),
    p256dh: base64url.check(z.maxLength(120)),
    auth: base64url.check(z.maxLength(40)),
  }),
  z.object({ kind: z.literal('none'), why: z.enum(['denied', 'unsupported', 'off']) }),
])
export type PushRegistration = z.output<typeof PushRegistration>

/** By the device key, whose public half stands in the header's `jwk`. */
export const PopClaims = z.object({
  v,
  aud: z.string(),
  nonce: z.string(),
  eid: z.string(),
  /** base64url SHA-256 of the claim as it was sent. */
  cth: base64url,
  did: Did,
  dev: DeviceDescription,
  iat: seconds,
})

/** By the root key; header `kid` is `<did>#<did without did:key:>`. */
export const GrantClaims = z.object({
  v,
  iss: Did,
  aud: z.string(),
  /** RFC 7638 thumbprint of the device key. */
  jkt: base64url,
  eid: z.string(),
  nonce: z.string(),
  scope: z.array(z.string()),
  iat: seconds,
})

/** By the root key of a backup; header `kid` as of a grant. Shows who holds the identity, and signs nobody in. */
export const RestoreClaims = z.object({
  v,
  iss: Did,
  aud: z.string(),
  sid: z.string(),
  nonce: z.string(),
  iat: seconds,
})

/** By the issuer's device-protocol key (in its JWKS by `kid`). Neither the number nor `q` is in it. */
export const ChallengeClaims = z.object({
  v,
  iss: z.string(),
  aud: z.string(),
  rid: RequestId,
  /** The address that the request is for. */
  user: z.string(),
  /** The application's client id; null for the console. */
  cid: z.nullable(z.string()),
  app: z.string(),
  act: z.string(),
  ua: z.string(),
  loc: z.object({
    ip: z.string(),
    city: z.nullable(z.string()),
    cc: z.nullable(z.string()),
  }),
  new: z.object({ browser: z.boolean(), place: z.boolean() }),
  /** The browser is in another country than the phone that asks for this: somebody may be relaying. Left out where it is not, or nobody knows. */
  far: z.optional(z.literal(true)),
  /** What a step-up is for, in the words of the page. */
  bm: z.optional(z.string()),
  how: z.string(),
  digits: z.int(),
  uv: z.array(z.enum(['wa', 'pin'])),
  nonce: z.string(),
  iat: seconds,
  exp: seconds,
})
export type ChallengeClaims = z.output<typeof ChallengeClaims>

/** What this version of the app can show and answer; of anything else it offers Deny and Report only. */
export const knownActions = ['sign-in', 'step-up', 'add-device'] as const
export const knownWays = ['number', 'qr'] as const

/** A WebAuthn assertion: credential id, clientDataJSON, authenticatorData, signature. */
export const Assertion = z.object({
  id: base64url,
  cd: base64url,
  ad: base64url,
  sig: base64url,
})
export type Assertion = z.output<typeof Assertion>

/** By the device key; header `kid` is the device id. */
export const AnswerClaims = z.object({
  v,
  iss: z.string(),
  aud: z.string(),
  rid: RequestId,
  /** base64url SHA-256 of the challenge JWS: what was shown is what was decided on. */
  chh: base64url,
  dec: z.enum(['approve', 'deny', 'report']),
  /** The number as typed, or `q` as scanned; one of them, and only with `approve`. */
  mc: z.optional(z.string().check(z.regex(/^\d{2}(\d{4})?$/))),
  q: z.optional(base64url),
  uv: z.enum(['none', 'pin', 'wa']),
  wa: z.optional(Assertion),
  /** The device's own counter, raised and stored before it sends. */
  ctr: z.int().check(z.positive()),
  iat: seconds,
})
export type AnswerClaims = z.output<typeof AnswerClaims>

/** By the installation's status key, which outlives tenants. Only this makes an app wipe anything. */
export const StatusClaims = z.object({
  v,
  iss: z.string(),
  aud: z.string(),
  /** `jti` of the call that it answers. */
  rj: z.string(),
  state: z.enum(['active', 'pending', 'suspended', 'user-deactivated', 'removed', 'tenant-gone', 'unknown']),
  why: z.optional(z.string()),
  message: z.optional(z.string()),
  push_target: z.boolean(),
  org: z.object({ name: z.string(), logo: z.nullable(z.string()) }),
  user: z.object({ name: z.string() }),
  accounts: z.array(z.object({ app: z.string(), status: z.string() })),
  /** Of `pending`: the six digits to read out to an administrator. */
  short_code: z.optional(z.string()),
  /** When this person last told the organisation of a backup; Unix seconds. */
  backup_at: z.optional(seconds),
  /** Until when no request rings this person's phones, after a report; Unix seconds. */
  paused_until: z.optional(seconds),
  /** Another phone took this one's place; Unix seconds of its removal, unless the person says that it is in use. */
  replaced_at: z.optional(seconds),
  /** An organisation asked to terminate this identity everywhere: the person's word is awaited here. */
  termination_asked: z.optional(z.boolean()),
  /** Whom to ask: the organisation's address for help. */
  help: z.optional(z.string()),
  /** Status keys to pin from here on: current and next. */
  keys: z.array(PinnedKey),
  iat: seconds,
})
export type StatusClaims = z.output<typeof StatusClaims>

/** What a push carries, and nothing else: it is only a bell. */
export const PushMessage = z.object({
  v,
  t: z.string(),
  iss: z.string(),
  rid: z.optional(RequestId),
  exp: z.optional(seconds),
})
export type PushMessage = z.output<typeof PushMessage>
export const knownPushes = ['request', 'end', 'revoke', 'state', 'test'] as const

/**
 * Strings whose SHA-256 is the WebAuthn challenge of each ceremony: a verification for one purpose serves no other.
 */
export const verificationChallenge = {
  /** At enrolment, of the credential itself. */
  enrolment: (eid: string, nonce: string, jkt: string) => `lk-wac-1.${eid}.${nonce}.${jkt}`,
  /** Bound to one call by its `jti`: `purpose` is `grant` or `backup` before the seed is opened, `keep` of a phone that was taken for replaced, `terminate`. */
  seed: (purpose: string, jti: string) => `lk-uv-1.${purpose}.${jti}`,
  /** Of an answer. */
  answer: (rid: string, chh: string, dec: string) => `lk-wa-1.${rid}.${chh}.${dec}`,
} as const

/**
 * How a backup is sealed: AES-256-GCM under a key of a passphrase (PBKDF2-HMAC-SHA-256, then HKDF-SHA-256 with the info below) or of a
 * recovery code (HKDF alone: it has 128 bits). `h.i.c`, each base64url: header, iv (12 bytes), ciphertext with its tag; the ASCII of `h`
 * is authenticated. Written with the least of `iterations`, read up to the most.
 */
export const backupParameters = {
  info: 'lk-backup-1',
  iterations: { least: 600_000, most: 10_000_000 },
  saltBytes: 16,
  codeCharacters: 26,
  minimumPassphrase: 12,
  maximumLink: 1200,
} as const

export const BackupHeader = z.object({
  v,
  kdf: z.discriminatedUnion('n', [
    z.object({ n: z.literal('pbkdf2-sha256'), s: base64url, i: z.int() }),
    z.object({ n: z.literal('code'), s: base64url }),
  ]),
})
export type BackupHeader = z.output<typeof BackupHeader>

/** What is sealed: never a device key, a PIN or a push subscription. `seed` is 32 bytes; `user` is the hint of whose enrolment it was. */
export const BackupContent = z.object({
  v,
  identities: z.array(
    z.object({
      did: Did,
      seed: base64url.check(z.length(43)),
      enrolments: z.array(z.object({ iss: z.string(), org: z.string(), user: z.string() })),
    }),
  ),
  /** Unix seconds. */
  made_at: seconds,
})
export type BackupContent = z.output<typeof BackupContent>

/** PBKDF2-HMAC-SHA-256 over the NFKC of the PIN; the salt stays on the phone (16 bytes). */
export const pinProofParameters = { iterations: 600_000, bytes: 32, saltBytes: 16, minimumDigits: 6 } as const

/** What is shown to both ends at enrolment: six decimal digits from SHA-256(jkt ‖ nonce). Input to the first four bytes as a big-endian number, modulo a million. */
export const shortCodeDigits = 6

/** `<app>/app/claim#v=1&iss=…&t=…`: a fragment never reaches a server's log or a Referer. */
export function claimLink(appUrl: string, iss: string, token: string): string {
  return `${trimmed(appUrl)}/app/claim#${new URLSearchParams({ v: '1', iss, t: token })}`
}

/** `<app>/app/a#v=1&iss=…&rid=…&q=…`: on the sign-in page, for the app's own scanner. */
export function approvalLink(appUrl: string, iss: string, rid: string, q: string): string {
  return `${trimmed(appUrl)}/app/a#${new URLSearchParams({ v: '1', iss, rid, q })}`
}

/** `<app>/app/backup#v=1&b=…`: the picture of a backup, for the app's own scanner. */
export function backupLink(appUrl: string, container: string): string {
  return `${trimmed(appUrl)}/app/backup#${new URLSearchParams({ v: '1', b: container })}`
}

export type DeviceLink =
  | { kind: 'claim'; iss: string; token: string }
  | { kind: 'approval'; iss: string; rid: string; q: string }
  /** The sealed backup, as `BackupContainer` in compact form. */
  | { kind: 'backup'; container: string }
  | { kind: 'newer-version' }
  | { kind: 'unknown' }

/** Reads a scanned or pasted link of any installation. Never throws. */
export function parseDeviceLink(text: string): DeviceLink {
  if (!URL.canParse(text.trim())) return { kind: 'unknown' }
  const url = new URL(text.trim())
  const fields = new URLSearchParams(url.hash.slice(1))
  if (url.pathname.endsWith('/app/backup') && fields.has('v')) {
    const container = fields.get('b')
    if (fields.get('v') !== '1') return { kind: 'newer-version' }
    return container ? { kind: 'backup', container } : { kind: 'unknown' }
  }
  const iss = fields.get('iss')
  const isClaim = url.pathname.endsWith('/app/claim')
  const isApproval = url.pathname.endsWith('/app/a')
  if ((!isClaim && !isApproval) || !fields.has('v')) return { kind: 'unknown' }
  if (fields.get('v') !== '1') return { kind: 'newer-version' }
  if (!iss || !URL.canParse(iss) || !/^https?:$/.test(new URL(iss).protocol)) return { kind: 'unknown' }
  const token = fields.get('t')
  const rid = fields.get('rid')
  const q = fields.get('q')
  if (isClaim && token) return { kind: 'claim', iss, token }
  if (isApproval && rid && q) return { kind: 'approval', iss, rid, q }
  return { kind: 'unknown' }
}

/**
 * The typed form of a claim: ten Crockford characters. Case, blanks and dashes are forgiven, and O, I and L are read as 0 and 1.
 * Undefined when it is not ten such characters.
 */
export function readTypedCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(code) ? code : undefined
}

const trimmed = (url: string) => url.replace(/\/$/, '')
