import * as z from 'zod/mini'
import {
  Assertion,
  DeviceDescription,
  Jws,
  PinnedKey,
  PinProof,
  PushRegistration,
  v,
} from './device-messages.ts'
import { RequestId } from './ids.ts'
import { Nothing, operation } from './operation.ts'

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
  result: z.object({ challenge: Jws }),
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
  body: z.object({ v, answer: Jws, pin: z.optional(PinProof) }),
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
const SignedStatus = z.object({ status: Jws })

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
    pin: z.optional(PinProof),
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
  body: z.object({ v, pin: PinProof, new: PinProof }),
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
  body: z.object({ v, wa: z.optional(Assertion), pin: z.optional(PinProof) }),
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
    pin: z.optional(PinProof),
  }),
  result: z.object({ answer: z.enum(['confirm', 'refuse']) }),
  problems: [...deviceProblems, ...personProblems, 'user-deactivated', 'nothing-asked', 'last-owner'],
})
