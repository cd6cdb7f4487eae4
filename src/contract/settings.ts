import * as z from 'zod/mini'
import { Instant, line, Nothing, operation, prose } from './operation.ts'
import { adminRoles } from './permissions.ts'

/** What a new password must be. Applies whenever one is set; passwords that are there stay valid. */
export const PasswordPolicy = z.strictObject({
  /** Whether people may have a password: all of them, nobody, or those whose record says so. */
  allowed: z._default(z.enum(['yes', 'no', 'per-user']), 'yes'),
  /** In Unicode code points after NFKC. */
  minimumLength: z._default(z.int().check(z.minimum(8), z.maximum(128)), 8),
  requireUppercase: z._default(z.boolean(), false),
  requireLowercase: z._default(z.boolean(), false),
  requireDigit: z._default(z.boolean(), false),
  requireSymbol: z._default(z.boolean(), false),
  /** Refuses passwords known from breaches, by a lookup that sends five characters of a hash, or by a local list. */
  blockBreached: z._default(z.boolean(), true),
  /** How many earlier passwords may not be used again. */
  history: z._default(z.int().check(z.minimum(0), z.maximum(24)), 5),
  /** Whether administrators may make temporary passwords. */
  temporaryPasswords: z._default(z.boolean(), true),
})
export type PasswordPolicy = z.output<typeof PasswordPolicy>

/** The ways in that an organisation puts in order. */
export const OrderedMethod = z.enum(['passkey', 'phone', 'password', 'provider'])
export type OrderedMethod = z.output<typeof OrderedMethod>

/** Every way in. The last three are fallbacks: weaker, and offered behind the others. */
export const SignInMethod = z.enum([...OrderedMethod.options, 'mail', 'sms', 'override'])
export type SignInMethod = z.output<typeof SignInMethod>

export const SignInPolicy = z.strictObject({
  /** The ways in, the first one offered first. What is not here is not offered. */
  order: z._default(
    z.array(OrderedMethod).check(
      z.minLength(1),
      z.maxLength(4),
      z.refine((order) => new Set(order).size === order.length, 'Name each way once'),
    ),
    ['phone', 'passkey', 'password', 'provider'],
  ),
  /** Whose sign-in has to be one that no other site can relay: a passkey, and nothing else. `user`: everybody without a role. */
  passkeyRequiredFor: z._default(
    z.array(z.enum([...adminRoles, 'user'])).check(
      z.maxLength(5),
      z.refine((roles) => new Set(roles).size === roles.length, 'Name each role once'),
    ),
    [],
  ),
  /** Whether a code by mail, or by SMS to the mobile number, lets a person in who cannot use their phone. Never administrators. */
  mailCodes: z._default(z.boolean(), false),
  smsCodes: z._default(z.boolean(), false),
  /** Whether administrators may issue an override. */
  overrides: z._default(z.boolean(), true),
  /** For whom a password or a provider alone is not enough: the phone is asked as well. */
  secondFactor: z._default(z.enum(['none', 'admins', 'everyone']), 'admins'),
  /** Whether "Keep me signed in" is offered. Never for the console. */
  keepSignedIn: z._default(z.boolean(), false),
})
export type SignInPolicy = z.output<typeof SignInPolicy>

/** How long sessions last. An application's own limit can only shorten them. */
export const SessionPolicy = z.strictObject({
  idleMinutes: z._default(z.int().check(z.minimum(5), z.maximum(43_200)), 30),
  lifetimeHours: z._default(z.int().check(z.minimum(1), z.maximum(720)), 12),
  /** Of a session that is kept ("Keep me signed in"), in days; idle time does not end it. */
  keptDays: z._default(z.int().check(z.minimum(1), z.maximum(90)), 30),
  consoleIdleMinutes: z._default(z.int().check(z.minimum(5), z.maximum(60)), 15),
  consoleLifetimeHours: z._default(z.int().check(z.minimum(1), z.maximum(24)), 12),
})
export type SessionPolicy = z.output<typeof SessionPolicy>

export const LifecyclePolicy = z.strictObject({
  /** How long somebody who was removed can be restored. */
  restoreDays: z._default(z.int().check(z.minimum(1), z.maximum(90)), 30),
  /** After an offboarding, when the person is removed by itself; null: never. */
  removeAfterDays: z._default(z.nullable(z.int().check(z.minimum(1), z.maximum(365))), null),
})
export type LifecyclePolicy = z.output<typeof LifecyclePolicy>

/** What proves a person, besides their backup, before a phone is restored from it. */
export const RestoreProof = z.enum(['mail', 'sms', 'device', 'claim'])
export type RestoreProof = z.output<typeof RestoreProof>

export const DevicePolicy = z.strictObject({
  /** Which one of these is enough. After a phone was lost it is `claim` alone, an administrator's setup code. */
  restoreProofs: z._default(
    z.array(RestoreProof).check(
      z.minLength(1),
      z.maxLength(4),
      z.refine((proofs) => new Set(proofs).size === proofs.length, 'Name each proof once'),
    ),
    ['mail', 'device', 'claim'],
  ),
  /** After a restore, when the phones that it replaced are removed. */
  replacedDays: z._default(z.int().check(z.minimum(1), z.maximum(90)), 14),
  /** Whether a new phone waits until an administrator has compared the six digits that it shows. */
  confirm: z._default(z.enum(['none', 'restored', 'every']), 'none'),
  /** How long an invitation by mail can be used. */
  invitationDays: z._default(z.int().check(z.minimum(1), z.maximum(30)), 7),
  /** Whether inviting somebody at their personal address asks the administrator for a proof, and the person for a code that travels another way. */
  guardPersonalInvitations: z._default(z.boolean(), false),
  /** After "It wasn't me": how long no request rings the phone. Null: until an administrator has closed the case. */
  reportPauseMinutes: z._default(z.nullable(z.int().check(z.minimum(5), z.maximum(1440))), 15),
})
export type DevicePolicy = z.output<typeof DevicePolicy>

/** Words of the organisation in place of ours; null keeps ours. */
export const Texts = z.strictObject({
  forceReset: z._default(
    z.strictObject({
      title: z.nullable(line(80)),
      text: z.nullable(prose(500)),
      button: z.nullable(line(40)),
    }),
    { title: null, text: null, button: null },
  ),
  /** Whom people ask for help: a mail address, a phone number or an https address, in the app and on the help page. */
  helpContact: z._default(z.nullable(line(200)), null),
})
export type Texts = z.output<typeof Texts>

/** Every section of the settings by its name in addresses and in the database. */
export const settingSections = {
  password: PasswordPolicy,
  'sign-in': SignInPolicy,
  session: SessionPolicy,
  lifecycle: LifecyclePolicy,
  devices: DevicePolicy,
  texts: Texts,
} as const
export type SettingSection = keyof typeof settingSections
export type SettingValue<S extends SettingSection> = z.output<(typeof settingSections)[S]>

/** A section as it stands. Version 0 is what nobody changed yet. */
function section<S extends z.ZodMiniType>(value: S) {
  return z.object({ value, version: z.int(), updatedAt: z.nullable(Instant) })
}

export const getSettings = operation({
  method: 'GET',
  path: '/settings',
  summary: 'Read every setting of the organisation',
  permission: 'settings:read',
  access: 'read',
  params: Nothing,
  body: Nothing,
  result: z.object({
    password: section(PasswordPolicy),
    'sign-in': section(SignInPolicy),
    session: section(SessionPolicy),
    lifecycle: section(LifecyclePolicy),
    devices: section(DevicePolicy),
    texts: section(Texts),
  }),
  problems: [],
})

function updateOf<S extends z.ZodMiniType>(name: SettingSection, summary: string, value: S) {
  return operation({
    method: 'PUT',
    path: `/settings/${name}`,
    summary,
    permission: 'settings:write',
    access: 'write',
    params: Nothing,
    body: value,
    result: section(value),
    problems: ['version-mismatch', 'precondition-required', 'locks-everyone-out'],
    versioned: true,
    ifMatch: true,
    stepUp: true,
  })
}

export const updatePasswordPolicy = updateOf('password', 'Change the password policy', PasswordPolicy)
export const updateSignInPolicy = updateOf('sign-in', 'Change the ways to sign in', SignInPolicy)
export const updateSessionPolicy = updateOf('session', 'Change how long sessions last', SessionPolicy)
export const updateLifecyclePolicy = updateOf(
  'lifecycle',
  'Change what happens to people who leave',
  LifecyclePolicy,
)
export const updateDevicePolicy = updateOf(
  'devices',
  'Change how phones are set up, restored and paused',
  DevicePolicy,
)
export const updateTexts = updateOf('texts', 'Change the words of the sign-in pages', Texts)
