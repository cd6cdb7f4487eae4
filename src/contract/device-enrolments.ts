import * as z from 'zod/mini'
import { ClaimPurpose } from './claims.ts'
import { Jws, PinnedKey, PinProof, PushRegistration, v } from './device-messages.ts'
import { DeviceId } from './ids.ts'
import { Nothing, operation } from './operation.ts'

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
    pop: Jws,
    grant: Jws,
    /** At least one of `wac` and `pin`. */
    wac: z.optional(RegistrationResponse),
    pin: z.optional(PinProof),
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
