import * as z from 'zod/mini'
import { ClaimPurpose } from './claims.ts'
import {
  Assertion,
  DeviceDescription,
  Did,
  PublicKeyP256,
  PushRegistration,
  protocolVersion,
} from './device-messages.ts'
import { DeviceId, RequestId } from './ids.ts'
import { Nothing, operation } from './operation.ts'
import { RestoreProof } from './settings.ts'

const v = z.literal(protocolVersion)
const jws = z.string().check(z.maxLength(8000), z.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/))
const pinProof = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
const PinnedKey = z.extend(PublicKeyP256, { kid: z.string() })

/** Finds which organisation a typed setup code belongs to; the app then opens the enrolment there, with the code as the claim. */
export const resolveCode = operation({
  surface: 'device',
  method: 'POST',
  path: '/codes',
  summary: 'Find the organisation of a typed setup code',
  permission: 'public',
  access: 'write',
  params: Nothing,
  body: z.object({ v, code: z.string().check(z.maxLength(40)) }),
  result: z.object({ iss: z.string() }),
  problems: ['unsupported-version', 'claim-invalid', 'rate-limited'],
})

export const openEnrolment = operation({
  surface: 'device',
  method: 'POST',
  path: '/enrolments',
  summary: 'Look at a claim before using it: which organisation, for whom, for what',
  permission: 'public',
  access: 'write',
  params: Nothing,
  /** `claim`: the token of the link, or the typed code. */
  body: z.object({
    v,
    claim: z.string().check(z.minLength(10), z.maxLength(64)),
    /** Asked for with `claim-guarded`: a code that travelled another way than the claim. */
    guard: z.optional(z.string().check(z.maxLength(40))),
  }),
  result: z.object({
    eid: z.string(),
    nonce: z.string(),
    iss: z.string(),
    org: z.object({ name: z.string(), logo: z.nullable(z.string()) }),
    /** Whom it is for, in a form that tells a stranger little: "am…@northwind.example". */
    user_hint: z.string(),
    purpose: ClaimPurpose,
    uv: z.array(z.enum(['wa', 'pin'])),
    status_key: PinnedKey,
    /** Unix seconds. */
    exp: z.int(),
  }),
  problems: [
    'unsupported-version',
    'claim-invalid',
    'claim-locked',
    'claim-guarded',
    'rate-limited',
    'needs-https',
  ],
})

/** A registration response of the platform authenticator, as `@simplewebauthn` shapes it (WebAuthn §7.1). */
export const RegistrationResponse = z.object({
  id: z.string().check(z.maxLength(1400)),
  clientDataJSON: z.string().check(z.maxLength(4000)),
  attestationObject: z.string().check(z.maxLength(8000)),
})
export type RegistrationResponse = z.output<typeof RegistrationResponse>

export const finishEnrolment = operation({
  surface: 'device',
  method: 'POST',
  path: '/enrolments/{eid}',
  summary: 'Enrol this phone: proof of its key, grant by its identity, and how it verifies its person',
  permission: 'public',
  access: 'write',
  params: z.strictObject({ eid: z.uuid() }),
  body: z.object({
    v,
    pop: jws,
    grant: jws,
    /** At least one of `wac` and `pin`. */
    wac: z.optional(RegistrationResponse),
    pin: z.optional(pinProof),
    push: PushRegistration,
  }),
  result: z.object({
    v,
    device_id: DeviceId,
    user: z.object({ name: z.string(), hint: z.string() }),
    vapid_key: z.string(),
    jwks_uri: z.string(),
    status_key: PinnedKey,
    /** Takes over from it at the next rotation. */
    next_status_key: z.optional(PinnedKey),
    short_code: z.string(),
    /** `pending`: an administrator has yet to compare the short code. */
    state: z.enum(['active', 'pending']),
  }),
  problems: [
    'unsupported-version',
    'claim-invalid',
    'claim-locked',
    'pop-invalid',
    'grant-invalid',
    'key-in-use',
    'did-mismatch',
    'did-retired',
    'did-in-use',
    'uv-required',
    'uv-failed',
    'clock',
    'user-deactivated',
  ],
})

/** What a browser needs before it may subscribe to push: the installation's VAPID key (RFC 8292). */
export const getPushKey = operation({
  surface: 'device',
  method: 'GET',
  path: '/push-key',
  summary: 'The key that push subscriptions are bound to',
  permission: 'public',
  access: 'read',
  params: Nothing,
  body: Nothing,
  result: z.object({ vapid_key: z.string() }),
  problems: [],
})

/** The keys of this organisation that challenges are signed with: current first, then those that may still be under way. */
export const getIssuerKeys = operation({
  surface: 'device',
  method: 'GET',
  path: '/jwks',
  summary: 'The keys that sign what a phone is asked',
  permission: 'public',
  access: 'read',
  params: Nothing,
  body: Nothing,
  result: z.object({ keys: z.array(PinnedKey) }),
  problems: [],
})

export const listPending = operation({
  surface: 'device',
  method: 'POST',
  path: '/pending',
  summary: 'The requests that wait for this person',
  permission: 'device',
  access: 'read',
  params: Nothing,
  body: z.object({ v }),
  result: z.object({ items: z.array(z.object({ rid: RequestId, exp: z.int() })) }),
  problems: ['unsupported-version', 'device-signature-invalid', 'device-removed', 'clock'],
})

export const fetchChallenge = operation({
  surface: 'device',
  method: 'POST',
  path: '/requests/{rid}/challenge',
  summary: 'What is asked: application, place, browser, time, signed by the organisation',
  permission: 'device',
  access: 'write',
  params: z.strictObject({ rid: RequestId }),
  body: z.object({ v }),
  result: z.object({ challenge: jws }),
  problems: [
    'unsupported-version',
    'device-signature-invalid',
    'device-removed',
    'device-suspended',
    'user-deactivated',
    'approval-request-not-found',
    'request-ended',
    'clock',
  ],
})

/**
 * The JWS itself is the authentication: its `kid` is the device. A request that this device ended by a wrong number may still be
 * reported by it, as long as it would have lived.
 */
export const answerRequest = operation({
  surface: 'device',
  method: 'POST',
  path: '/answers',
  summary: 'Approve, deny or report a request',
  permission: 'public',
  access: 'write',
  params: Nothing,
  body: z.object({ v, answer: jws, pin: z.optional(pinProof) }),
  result: z.object({
    state: z.enum(['approved', 'denied', 'reported']),
    why: z.nullable(z.string()),
  }),
  problems: [
    'unsupported-version',
    'device-signature-invalid',
    'device-removed',
    'device-suspended',
    'user-deactivated',
    'approval-request-not-found',
    'request-ended',
    'counter-reused',
    'uv-required',
    'uv-failed',
    'pin-wrong',
    'rate-limited',
    'clock',
  ],
})

const statusProblems = ['unsupported-version', 'device-signature-invalid', 'clock'] as const
const SignedStatus = z.object({ status: jws })

/** Answered for removed devices too: that is how they learn it. */
export const getStatus = operation({
  surface: 'device',
  method: 'GET',
  path: '/status',
  summary: 'How this device stands, signed by the installation',
  permission: 'device',
  access: 'read',
  params: Nothing,
  body: Nothing,
  result: SignedStatus,
  problems: [...statusProblems],
})

export const reportStatus = operation({
  surface: 'device',
  method: 'POST',
  path: '/status',
  summary: 'As GET, and stores what the phone says of itself and how it is reached',
  permission: 'device',
  access: 'write',
  params: Nothing,
  body: z.object({ v, dev: DeviceDescription, push: PushRegistration }),
  result: SignedStatus,
  problems: [...statusProblems],
})

/** Asked before the seed is opened for another organisation. */
export const verifyPerson = operation({
  surface: 'device',
  method: 'POST',
  path: '/uv',
  summary: 'Verify the person before the identity’s key is used',
  permission: 'device',
  access: 'write',
  params: Nothing,
  body: z.object({
    v,
    for: z.enum(['grant', 'backup']),
    wa: z.optional(Assertion),
    pin: z.optional(pinProof),
  }),
  result: z.object({ verified: z.literal(true) }),
  problems: [
    'unsupported-version',
    'device-signature-invalid',
    'device-removed',
    'device-suspended',
    'uv-required',
    'uv-failed',
    'pin-wrong',
    'rate-limited',
    'clock',
  ],
})

/** Delete Account in the app. */
export const leaveOrganisation = operation({
  surface: 'device',
  method: 'POST',
  path: '/self/remove',
  summary: 'The person removes this phone from the organisation',
  permission: 'device',
  access: 'write',
  params: Nothing,
  body: z.object({ v }),
  result: z.object({ removed: z.literal(true) }),
  problems: ['unsupported-version', 'device-signature-invalid', 'device-removed', 'clock'],
})

const deviceProblems = ['unsupported-version', 'device-signature-invalid', 'device-removed', 'clock'] as const
const personProblems = ['device-suspended', 'uv-required', 'uv-failed', 'pin-wrong', 'rate-limited'] as const

export const changePin = operation({
  surface: 'device',
  method: 'POST',
  path: '/self/pin',
  summary: 'Change the PIN of this phone',
  permission: 'device',
  access: 'write',
  params: Nothing,
  body: z.object({ v, pin: pinProof, new: pinProof }),
  result: z.object({ changed: z.literal(true) }),
  problems: [...deviceProblems, ...personProblems],
})

/** After `verifyPerson` for `backup`: the organisation remembers only that there is one, and since when. */
export const reportBackup = operation({
  surface: 'device',
  method: 'POST',
  path: '/backups',
  summary: 'Say that a backup was made',
  permission: 'device',
  access: 'write',
  params: Nothing,
  /** `made_at`: Unix seconds. */
  body: z.object({ v, made_at: z.int() }),
  result: z.object({ kept: z.literal(true) }),
  problems: [...deviceProblems, 'device-suspended'],
})

/** The same answer for every DID: nobody learns here whether one is known. */
export const openRestore = operation({
  surface: 'device',
  method: 'POST',
  path: '/restores',
  summary: 'Begin to restore a phone from a backup',
  permission: 'public',
  access: 'write',
  params: Nothing,
  body: z.object({ v, did: Did }),
  result: z.object({ sid: z.string(), nonce: z.string(), exp: z.int() }),
  problems: ['unsupported-version', 'rate-limited'],
})

const bySid = z.strictObject({ sid: z.uuid() })

/** Who holds the identity's key hears the truth: `did-retired`, `account-gone`, `user-deactivated`, or what else has to be shown. */
export const proveRestore = operation({
  surface: 'device',
  method: 'POST',
  path: '/restores/{sid}',
  summary: 'Prove the identity of the backup; answers which further proofs are accepted',
  permission: 'public',
  access: 'write',
  params: bySid,
  body: z.object({ v, proof: jws }),
  result: z.object({
    org: z.object({ name: z.string(), logo: z.nullable(z.string()) }),
    user: z.object({ name: z.string(), hint: z.string() }),
    proofs: z.array(RestoreProof),
    /** Where a code would go: "am…@northwind.example", "…12"; and the phones that could confirm. */
    hints: z.object({
      mail: z.nullable(z.string()),
      sms: z.nullable(z.string()),
      devices: z.array(z.string()),
    }),
  }),
  problems: [
    'unsupported-version',
    'restore-not-found',
    'restore-proof-invalid',
    'did-retired',
    'account-gone',
    'user-deactivated',
    'clock',
  ],
})

export const askRestoreProof = operation({
  surface: 'device',
  method: 'POST',
  path: '/restores/{sid}/codes',
  summary: 'Have a code sent, or ask another phone of this person, to prove a restore',
  permission: 'public',
  access: 'write',
  params: bySid,
  body: z.object({ v, by: z.enum(['mail', 'sms', 'device']) }),
  /** `number`: six digits to be typed on the other phone; null for the other ways. `exp`: Unix seconds. */
  result: z.object({ number: z.nullable(z.string()), exp: z.int() }),
  problems: ['unsupported-version', 'restore-not-found', 'restore-proof-refused', 'rate-limited'],
})

/** Five tries in all. With `device` it is asked again until the other phone has answered. */
export const finishRestoreProof = operation({
  surface: 'device',
  method: 'POST',
  path: '/restores/{sid}/claims',
  summary: 'Show the further proof; answers a claim for this identity and this restore alone',
  permission: 'public',
  access: 'write',
  params: bySid,
  body: z.object({
    v,
    by: RestoreProof,
    /** Of `mail` and `sms`: the code. Of `claim`: an administrator's setup code or the token of its link. */
    code: z.optional(z.string().check(z.maxLength(64))),
  }),
  result: z.discriminatedUnion('state', [
    z.object({ state: z.literal('waiting') }),
    z.object({ state: z.literal('proved'), claim: z.string(), exp: z.int() }),
    /** The other phone said no, or did not answer in time. */
    z.object({ state: z.literal('refused') }),
  ]),
  problems: [
    'unsupported-version',
    'restore-not-found',
    'restore-proof-refused',
    'code-wrong',
    'claim-invalid',
    'claim-locked',
    'rate-limited',
  ],
})

/** Rings this very phone. */
export const askTestAlert = operation({
  surface: 'device',
  method: 'POST',
  path: '/self/test-alerts',
  summary: 'Send a test alert to this phone',
  permission: 'device',
  access: 'write',
  params: Nothing,
  body: z.object({ v }),
  result: z.object({ sent: z.literal(true) }),
  problems: [...deviceProblems, 'device-suspended', 'device-not-receiving', 'rate-limited'],
})

/** What the app shows of an account beyond its state. */
export const getOverview = operation({
  surface: 'device',
  method: 'POST',
  path: '/self/overview',
  summary: 'The phones of this person and what they were asked lately',
  permission: 'device',
  access: 'read',
  params: Nothing,
  body: z.object({ v }),
  result: z.object({
    devices: z.array(
      z.object({
        name: z.string(),
        model: z.nullable(z.string()),
        current: z.boolean(),
        push_target: z.boolean(),
        /** Unix seconds. */
        last_active: z.int(),
        replaced_at: z.nullable(z.int()),
      }),
    ),
    requests: z.array(
      z.object({
        app: z.string(),
        browser: z.string(),
        place: z.nullable(z.string()),
        state: z.string(),
        why: z.nullable(z.string()),
        /** Unix seconds. */
        at: z.int(),
      }),
    ),
  }),
  problems: [...deviceProblems, 'device-suspended', 'user-deactivated'],
})

/** "Someone may be trying to get in": no request rings for fifteen minutes; the app itself still shows them. */
export const pauseOwnPushes = operation({
  surface: 'device',
  method: 'POST',
  path: '/self/pauses',
  summary: 'Let no request ring this person’s phones for fifteen minutes',
  permission: 'device',
  access: 'write',
  params: Nothing,
  body: z.object({ v }),
  result: z.object({ paused_until: z.int() }),
  problems: [...deviceProblems, 'device-suspended', 'user-deactivated'],
})

export const endOwnSessionsEverywhere = operation({
  surface: 'device',
  method: 'POST',
  path: '/self/sessions/revocation',
  summary: 'Sign out everywhere: ends every session of this person in this organisation',
  permission: 'device',
  access: 'write',
  params: Nothing,
  body: z.object({ v }),
  result: z.object({ ended: z.int() }),
  problems: [...deviceProblems, 'device-suspended'],
})

/** Said on a phone that is flagged as replaced. */
export const keepThisDevice = operation({
  surface: 'device',
  method: 'POST',
  path: '/self/keeping',
  summary: 'This phone is still in use: it stays beside the one that was restored',
  permission: 'device',
  access: 'write',
  params: Nothing,
  body: z.object({ v, wa: z.optional(Assertion), pin: z.optional(pinProof) }),
  result: z.object({ kept: z.literal(true) }),
  problems: [...deviceProblems, ...personProblems],
})

/** An organisation asked to terminate this identity everywhere. The person decides for this organisation. */
export const answerTermination = operation({
  surface: 'device',
  method: 'POST',
  path: '/self/termination',
  summary: 'Confirm or refuse that one’s identity ends in this organisation too',
  permission: 'device',
  access: 'write',
  params: Nothing,
  body: z.object({
    v,
    answer: z.enum(['confirm', 'refuse']),
    wa: z.optional(Assertion),
    pin: z.optional(pinProof),
  }),
  result: z.object({ answer: z.enum(['confirm', 'refuse']) }),
  problems: [...deviceProblems, ...personProblems, 'user-deactivated', 'nothing-asked', 'last-owner'],
})
