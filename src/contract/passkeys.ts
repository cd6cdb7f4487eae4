import * as z from 'zod/mini'
import { CeremonyId, PasskeyId, UserId } from './ids.ts'
import { Instant, line, Nothing, operation } from './operation.ts'

/**
 * Passkeys (WebAuthn Level 3): a way to sign in that no other site can ask for, and the strongest proof of a person.
 *
 * They are bound to the organisation's own host. The app's platform credential (`device-messages.ts`) is another thing, also where both
 * have the same host: it signs nobody in.
 */

/** Of one person: more than anybody keeps apart. */
export const mostPasskeys = 20

/** A passkey as its person and administrators see it. */
export const Passkey = z.object({
  id: PasskeyId,
  name: z.string(),
  /** It may be copied to other devices of the person by their maker (WebAuthn backup eligibility). */
  synced: z.boolean(),
  createdAt: Instant,
  lastUsedAt: z.nullable(Instant),
})
export type Passkey = z.output<typeof Passkey>

const base64url = z.string().check(z.regex(/^[A-Za-z0-9_-]*$/), z.maxLength(12_000))

/** `PublicKeyCredential.toJSON()` after `navigator.credentials.create` (WebAuthn Level 3 §5.1). */
export const PasskeyRegistration = z.object({
  id: base64url,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.optional(z.array(z.string().check(z.maxLength(40))).check(z.maxLength(10))),
  }),
})
export type PasskeyRegistration = z.output<typeof PasskeyRegistration>

/** `PublicKeyCredential.toJSON()` after `navigator.credentials.get`. */
export const PasskeyAssertion = z.object({
  id: base64url,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: z.optional(z.nullable(base64url)),
  }),
})
export type PasskeyAssertion = z.output<typeof PasskeyAssertion>

/** For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`; good for five minutes and one answer. */
export const Ceremony = z.object({ id: CeremonyId, options: z.record(z.string(), z.unknown()) })
export type Ceremony = z.output<typeof Ceremony>

const own = { params: Nothing, permission: 'self' } as const
const byPasskey = z.strictObject({ passkeyId: PasskeyId })

export const listOwnPasskeys = operation({
  ...own,
  method: 'GET',
  path: '/me/passkeys',
  summary: 'One’s own passkeys',
  access: 'read',
  body: Nothing,
  result: z.object({ items: z.array(Passkey) }),
  problems: [],
})

/** `first-passkey-guarded`: of somebody who has to have one, in a session that began by their password alone. */
export const beginOwnPasskey = operation({
  ...own,
  method: 'POST',
  path: '/me/passkeys/ceremonies',
  summary: 'Begin to add a passkey',
  access: 'write',
  body: Nothing,
  result: Ceremony,
  problems: ['user-deactivated', 'too-many-passkeys', 'first-passkey-guarded', 'needs-https'],
  stepUp: true,
})

export const addOwnPasskey = operation({
  ...own,
  method: 'POST',
  path: '/me/passkeys',
  summary: 'Add the passkey that the browser made',
  access: 'write',
  body: z.strictObject({ ceremonyId: CeremonyId, credential: PasskeyRegistration, name: line(60) }),
  result: Passkey,
  problems: ['passkey-refused', 'user-deactivated', 'too-many-passkeys', 'first-passkey-guarded'],
  stepUp: true,
})

export const renameOwnPasskey = operation({
  ...own,
  method: 'PATCH',
  path: '/me/passkeys/{passkeyId}',
  summary: 'Rename a passkey of one’s own',
  access: 'write',
  params: byPasskey,
  body: z.strictObject({ name: line(60) }),
  result: Passkey,
  problems: ['passkey-not-found'],
})

export const removeOwnPasskey = operation({
  ...own,
  method: 'POST',
  path: '/me/passkeys/{passkeyId}/removal',
  summary: 'Remove a passkey of one’s own, where something else lets one in',
  access: 'write',
  params: byPasskey,
  body: Nothing,
  result: Nothing,
  problems: ['passkey-not-found', 'no-way-in'],
  stepUp: true,
})

export const beginPasskeyProof = operation({
  ...own,
  method: 'POST',
  path: '/me/passkey-proofs/ceremonies',
  summary: 'Begin to renew the proof of this session by a passkey',
  access: 'write',
  body: Nothing,
  result: Ceremony,
  problems: ['rate-limited', 'passkey-not-found'],
})

export const stepUpByPasskey = operation({
  ...own,
  method: 'POST',
  path: '/me/passkey-proofs',
  summary: 'Renew the proof of this session by one’s own passkey',
  access: 'write',
  body: z.strictObject({ ceremonyId: CeremonyId, credential: PasskeyAssertion }),
  result: z.object({ provedAt: Instant }),
  problems: ['passkey-refused'],
})

const byUser = z.strictObject({ userId: UserId })

export const listPasskeys = operation({
  method: 'GET',
  path: '/users/{userId}/passkeys',
  summary: 'The passkeys of a user',
  permission: 'users:read',
  access: 'read',
  params: byUser,
  body: Nothing,
  result: z.object({ items: z.array(Passkey) }),
  problems: ['user-not-found'],
})

export const removePasskey = operation({
  method: 'POST',
  path: '/users/{userId}/passkeys/{passkeyId}/removal',
  summary: 'Remove a passkey of a user; it signs nobody in from now on, and they are told',
  permission: 'devices:write',
  access: 'write',
  params: z.strictObject({ userId: UserId, passkeyId: PasskeyId }),
  /** `leave`: also where nothing would be left that lets them in. */
  body: z.strictObject({ leave: z._default(z.boolean(), false) }),
  result: Nothing,
  problems: ['user-not-found', 'passkey-not-found', 'higher-rank', 'no-way-in'],
  stepUp: true,
})
