import * as z from 'zod/mini'
import { ClaimSecret } from './claims.ts'
import { Device } from './devices.ts'
import { DeviceId, PasskeyId, UserId } from './ids.ts'
import { Instant, Nothing, operation, prose } from './operation.ts'
import { OverrideMinutes } from './overrides.ts'
import { mostPasskeys, Passkey } from './passkeys.ts'

/** Lost phone: what an administrator does with somebody who is on the telephone now. */

const byUser = z.strictObject({ userId: UserId })

export const previewLostPhone = operation({
  method: 'GET',
  path: '/users/{userId}/lost-phone',
  summary: 'What there is to end and what could come back, for the person whose phone is lost',
  permission: 'users:read',
  access: 'read',
  params: byUser,
  body: Nothing,
  result: z.object({
    devices: z.array(Device),
    /** Nobody knows which of them lie on the phone that is gone. */
    passkeys: z.array(Passkey),
    /** When they last made a backup; null: never, as far as is known here. */
    lastBackupAt: z.nullable(Instant),
    sessions: z.int(),
    accounts: z.int(),
    otherOrganisations: z.int(),
    /** What the caller may issue for them now. */
    mayOverride: z.boolean(),
    mayIssueClaim: z.boolean(),
  }),
  problems: ['user-not-found'],
})

export const LostPhoneStep = z.object({
  step: z.enum([
    'devices',
    'identity',
    'requests',
    'passkeys',
    'sessions',
    'setup-code',
    'override',
    'notices',
  ]),
  state: z.enum(['done', 'skipped', 'failed']),
  /** In words: "Pixel 9 removed, and told to wipe itself". */
  detail: z.string(),
})
export type LostPhoneStep = z.output<typeof LostPhoneStep>

export const reportLostPhone = operation({
  method: 'POST',
  path: '/users/{userId}/lost-phone',
  summary: 'Lost phone: ends what it could do, in one step, and gives the person a way on',
  permission: 'devices:write',
  access: 'write',
  params: byUser,
  body: z.strictObject({
    /** `remove`: this one goes, the DID stays and a backup restores. `unregister`: all go, and the DID is reset. */
    path: z.enum(['remove', 'unregister']),
    /** Which; needed for `remove`. */
    deviceId: z.nullable(DeviceId),
    /** `remove device` or `unregister all devices`, as typed. */
    confirmation: z.string().check(z.maxLength(100)),
    /** How whoever calls was recognised: kept in the audit log. */
    evidence: prose(500),
    endSessions: z._default(z.boolean(), true),
    /** Those to end as well. One that is gone already is no obstacle. */
    passkeys: z._default(z.array(PasskeyId).check(z.maxLength(mostPasskeys)), []),
    /** How they go on: a setup code for a new phone, a passcode for today, or nothing yet. */
    next: z.enum(['setup-code', 'override', 'nothing']),
    minutes: OverrideMinutes,
  }),
  result: z.object({
    steps: z.array(LostPhoneStep),
    /** Shown this once. */
    secret: z.nullable(ClaimSecret),
    /** Shown this once. */
    override: z.nullable(z.object({ code: z.string(), expiresAt: Instant })),
  }),
  /** A way on that cannot be given is a failed step, and no refusal: the phone goes in any case. */
  problems: [
    'user-not-found',
    'device-not-found',
    'confirmation-mismatch',
    'higher-rank',
    'own-last-device',
    'first-passkey-guarded',
  ],
  stepUp: true,
})
