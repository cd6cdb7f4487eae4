import * as z from 'zod/mini'
import { Device } from './devices.ts'
import { UserEmails } from './emails.ts'
import { DeviceId, EventId, LinkId, ProviderId, SessionId } from './ids.ts'
import { ProofWay } from './me.ts'
import { Instant, line, Nothing, operation } from './operation.ts'
import { PasswordStatus, passwordFailures } from './passwords.ts'
import { ProviderKind, ProviderLink } from './providers.ts'
import { Session } from './sessions.ts'
import { EmailAddress, User } from './users.ts'

/** What a person does with their own account. Whatever changes how they sign in asks for a proof of the last ten minutes. */

/** What a new password must be, for the form. */
const Rules = z.object({
  minimumLength: z.int(),
  uppercase: z.boolean(),
  lowercase: z.boolean(),
  digit: z.boolean(),
  symbol: z.boolean(),
  blockBreached: z.boolean(),
  history: z.int(),
})

export const Profile = z.object({
  user: z.pick(User, {
    id: true,
    firstName: true,
    lastName: true,
    name: true,
    email: true,
    emailVerified: true,
    mobile: true,
    personalEmail: true,
    adminRole: true,
    createdAt: true,
    lastSignInAt: true,
  }),
  emails: UserEmails,
  password: PasswordStatus,
  rules: Rules,
  /** Until when no request rings one’s phone, after a report; null where it rings. */
  pushesPausedUntil: z.nullable(Instant),
  /** By what they renew their proof. */
  provesBy: ProofWay,
})
export type Profile = z.output<typeof Profile>

const own = { params: Nothing, permission: 'self' } as const

export const getProfile = operation({
  ...own,
  method: 'GET',
  path: '/me/profile',
  summary: 'Who one is here, one’s addresses, and how it stands with one’s password',
  access: 'read',
  body: Nothing,
  result: Profile,
  problems: [],
})

export const updateOwnContact = operation({
  ...own,
  method: 'PATCH',
  path: '/me/profile',
  summary: 'Change one’s own mobile number or personal address',
  access: 'write',
  body: z.strictObject({
    mobile: z.optional(z.nullable(line(40))),
    personalEmail: z.optional(z.nullable(EmailAddress)),
  }),
  result: Profile,
  problems: ['first-passkey-guarded'],
  stepUp: true,
})

export const changeOwnEmail = operation({
  ...own,
  method: 'POST',
  path: '/me/emails',
  summary: 'Ask for confirmation at a new address of one’s own, in place of the present one or beside it',
  access: 'write',
  body: z.strictObject({ email: EmailAddress, kind: z.enum(['primary', 'alias']) }),
  result: UserEmails,
  problems: ['email-in-use', 'mail-not-configured', 'user-deactivated', 'first-passkey-guarded'],
  stepUp: true,
})

export const removeOwnEmail = operation({
  ...own,
  method: 'POST',
  path: '/me/emails/removal',
  summary: 'Remove a further address of one’s own, or withdraw one that waits',
  access: 'write',
  body: z.strictObject({ email: z.string().check(z.maxLength(254)) }),
  result: UserEmails,
  problems: ['email-not-found'],
  stepUp: true,
})

export const setOwnPassword = operation({
  ...own,
  method: 'PUT',
  path: '/me/password',
  summary: 'Set or change one’s own password',
  access: 'write',
  body: z.strictObject({
    password: z.string().check(z.minLength(1), z.maxLength(4096)),
    /** Ends one’s other sessions. */
    endOthers: z._default(z.boolean(), true),
  }),
  result: PasswordStatus,
  /** `password-weak` carries `failures`. */
  problems: ['password-weak', 'password-not-allowed', 'user-deactivated'],
  stepUp: true,
})
/** What `password-weak` carries. */
export const WeakPassword = z.object({ failures: z.array(z.enum(passwordFailures)) })

export const removeOwnPassword = operation({
  ...own,
  method: 'POST',
  path: '/me/password/removal',
  summary: 'Remove one’s own password, where something else lets one in',
  access: 'write',
  body: Nothing,
  result: PasswordStatus,
  problems: ['no-password', 'no-way-in'],
  stepUp: true,
})

export const listOwnDevices = operation({
  ...own,
  method: 'GET',
  path: '/me/devices',
  summary: 'One’s own phones',
  access: 'read',
  body: Nothing,
  result: z.object({ items: z.array(Device) }),
  problems: [],
})

const byDevice = z.strictObject({ deviceId: DeviceId })

export const chooseOwnPushTarget = operation({
  ...own,
  method: 'PUT',
  path: '/me/devices/{deviceId}/push-target',
  summary: 'Send one’s sign-in requests to this phone from now on',
  access: 'write',
  params: byDevice,
  body: Nothing,
  result: Device,
  problems: ['device-not-found', 'device-not-receiving'],
  stepUp: true,
})

export const removeOwnDevice = operation({
  ...own,
  method: 'POST',
  path: '/me/devices/{deviceId}/removal',
  summary: 'Remove a phone of one’s own, but never the last that can answer',
  access: 'write',
  params: byDevice,
  body: z.strictObject({
    /** `remove device`, as typed. */
    confirmation: z.string().check(z.maxLength(100)),
    endSessions: z._default(z.boolean(), true),
  }),
  result: z.object({ remaining: z.int() }),
  problems: ['device-not-found', 'confirmation-mismatch', 'own-last-device'],
  stepUp: true,
})

export const renameOwnDevice = operation({
  ...own,
  method: 'PATCH',
  path: '/me/devices/{deviceId}',
  summary: 'Rename a phone of one’s own',
  access: 'write',
  params: byDevice,
  body: z.strictObject({ name: line(60) }),
  result: Device,
  problems: ['device-not-found'],
})

export const sendOwnTestAlert = operation({
  ...own,
  method: 'POST',
  path: '/me/devices/{deviceId}/test-alerts',
  summary: 'Send a test alert to a phone of one’s own',
  access: 'write',
  params: byDevice,
  body: Nothing,
  result: Nothing,
  problems: ['device-not-found', 'device-not-receiving', 'rate-limited'],
})

export const keepOwnDevice = operation({
  ...own,
  method: 'POST',
  path: '/me/devices/{deviceId}/keeping',
  summary: 'A phone of one’s own that was taken for replaced is still in use: it stays',
  access: 'write',
  params: byDevice,
  body: Nothing,
  result: Device,
  problems: ['device-not-found'],
  stepUp: true,
})

/** Where the organisation wants its administrators to look first, it stays until they have. */
export const resumeOwnPushes = operation({
  ...own,
  method: 'POST',
  path: '/me/pushes/resumption',
  summary: 'Let sign-in requests ring one’s phone again',
  access: 'write',
  body: Nothing,
  result: Nothing,
  problems: ['case-open'],
  stepUp: true,
})

export const listOwnSessions = operation({
  ...own,
  method: 'GET',
  path: '/me/sessions',
  summary: 'Where one is signed in, and was lately',
  access: 'read',
  body: Nothing,
  result: z.object({ items: z.array(Session) }),
  problems: [],
})

/** Needs no fresh proof: whoever sees a stranger there must be quick, and it gives nothing away. */
export const endOwnSession = operation({
  ...own,
  method: 'DELETE',
  path: '/me/sessions/{sessionId}',
  summary: 'End one of one’s own sessions now, with its tokens',
  access: 'write',
  params: z.strictObject({ sessionId: SessionId }),
  body: Nothing,
  result: Nothing,
  problems: ['session-not-found'],
})

export const endOwnOtherSessions = operation({
  ...own,
  method: 'POST',
  path: '/me/sessions/revocation',
  summary: 'End every session of one’s own but this one',
  access: 'write',
  body: Nothing,
  result: z.object({ ended: z.int() }),
  problems: [],
})

export const listOwnLinks = operation({
  ...own,
  method: 'GET',
  path: '/me/provider-links',
  summary: 'The providers that one can sign in through, and those that could be linked',
  access: 'read',
  body: Nothing,
  result: z.object({
    items: z.array(ProviderLink),
    linkable: z.array(z.object({ id: ProviderId, name: z.string(), kind: ProviderKind })),
  }),
  problems: [],
})

export const beginOwnLink = operation({
  ...own,
  method: 'POST',
  path: '/me/provider-links',
  summary: 'Begin to link a provider: go to the address, and come back to the account page',
  access: 'write',
  body: z.strictObject({ providerId: ProviderId }),
  result: z.object({ url: z.string() }),
  problems: ['provider-not-found', 'provider-unreachable', 'rate-limited', 'first-passkey-guarded'],
  stepUp: true,
})

export const unlinkOwn = operation({
  ...own,
  method: 'POST',
  path: '/me/provider-links/{linkId}/removal',
  summary: 'Remove a link of one’s own, where something else lets one in',
  access: 'write',
  params: z.strictObject({ linkId: LinkId }),
  body: Nothing,
  result: Nothing,
  problems: ['link-not-found', 'no-way-in'],
  stepUp: true,
})

/** An application that one may open. */
export const OwnApplication = z.object({
  name: z.string(),
  /** Where it begins, as far as its redirect addresses tell; null where they do not. */
  url: z.nullable(z.string()),
  lastSignInAt: z.nullable(Instant),
})

export const listOwnApplications = operation({
  ...own,
  method: 'GET',
  path: '/me/applications',
  summary: 'The applications in which one has an account',
  access: 'read',
  body: Nothing,
  result: z.object({ items: z.array(OwnApplication) }),
  problems: [],
})

/** One thing that happened to one’s account. Of others it says what they did, never who or from where. */
export const OwnEvent = z.object({
  id: EventId,
  type: z.string(),
  at: Instant,
  by: z.enum(['you', 'administrator', 'system', 'somebody']),
  data: z.record(z.string(), z.unknown()),
  /** "Chrome on macOS"; null where it was not the person. */
  browser: z.nullable(z.string()),
  ip: z.nullable(z.string()),
})
export type OwnEvent = z.output<typeof OwnEvent>

export const listOwnEvents = operation({
  ...own,
  method: 'GET',
  path: '/me/events',
  summary: 'The last fifty things that happened to one’s account, newest first',
  access: 'read',
  body: Nothing,
  result: z.object({ items: z.array(OwnEvent) }),
  problems: [],
})
