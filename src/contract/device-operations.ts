import * as z from 'zod/mini'
import { ClaimPurpose } from './claims.ts'
import {
  Assertion,
  DeviceDescription,
  PublicKeyP256,
  PushRegistration,
  protocolVersion,
} from './device-messages.ts'
import { DeviceId, RequestId } from './ids.ts'
import { Nothing, operation } from './operation.ts'

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
  body: z.object({ v, claim: z.string().check(z.minLength(10), z.maxLength(64)) }),
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
  problems: ['unsupported-version', 'claim-invalid', 'claim-locked', 'rate-limited', 'needs-https'],
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
    short_code: z.string(),
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

/** The JWS itself is the authentication: its `kid` is the device. */
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
