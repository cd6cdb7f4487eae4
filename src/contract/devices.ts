import * as z from 'zod/mini'
import { ClaimSecret } from './claims.ts'
import { DeviceId, UserId } from './ids.ts'
import { Instant, line, Nothing, operation, prose } from './operation.ts'

export const DevicePlatform = z.enum(['ios', 'android', 'macos', 'windows', 'linux', 'other'])
export type DevicePlatform = z.output<typeof DevicePlatform>

/** `ok`: reached by push; `none`: never asked or refused; `gone`: the push service has forgotten it. */
export const PushState = z.enum(['ok', 'none', 'gone'])

/** A phone with the app, enrolled for one user. */
export const Device = z.object({
  id: DeviceId,
  name: z.string(),
  model: z.nullable(z.string()),
  platform: DevicePlatform,
  osVersion: z.nullable(z.string()),
  appVersion: z.nullable(z.string()),
  state: z.enum(['pending', 'active', 'suspended']),
  /** Of `suspended`: too many wrong PINs, or an administrator. */
  stateWhy: z.nullable(z.string()),
  /** Six digits that this phone shows too; only while `pending`, for whoever confirms it. */
  shortCode: z.nullable(z.string()),
  /** How the phone verifies its person: platform WebAuthn, or a PIN that the server checks. */
  verification: z.array(z.enum(['wa', 'pin'])),
  push: PushState,
  /** Of `none`: `denied`, `unsupported` or `off`. */
  pushWhy: z.nullable(z.string()),
  /** Sign-in requests are sent to this one ("Active" on screens). */
  pushTarget: z.boolean(),
  enrolledAt: Instant,
  lastActiveAt: Instant,
  /** When its person last made a backup with it. */
  lastBackupAt: z.nullable(Instant),
  /** Another phone was set up from a backup: this one goes at `removeAt`, unless somebody says that it is still in use. */
  replaced: z.nullable(z.object({ since: Instant, removeAt: Instant })),
})
export type Device = z.output<typeof Device>

const byDevice = z.strictObject({ userId: UserId, deviceId: DeviceId })

export const listDevices = operation({
  method: 'GET',
  path: '/users/{userId}/devices',
  summary: 'The devices of a user',
  permission: 'users:read',
  access: 'read',
  params: z.strictObject({ userId: UserId }),
  body: Nothing,
  result: z.object({ items: z.array(Device) }),
  problems: ['user-not-found'],
})

export const choosePushTarget = operation({
  method: 'PUT',
  path: '/users/{userId}/devices/{deviceId}/push-target',
  summary: 'Send this user’s sign-in requests to this device from now on',
  permission: 'devices:write',
  access: 'write',
  params: byDevice,
  body: Nothing,
  result: Device,
  problems: ['user-not-found', 'device-not-found', 'device-not-receiving', 'higher-rank'],
})

export const removeDevice = operation({
  method: 'POST',
  path: '/users/{userId}/devices/{deviceId}/removal',
  summary: 'Remove a device: it is told, and can approve nothing from now on',
  permission: 'devices:write',
  access: 'write',
  params: byDevice,
  body: z.strictObject({
    /** `remove device`, as typed. */
    confirmation: z.string().check(z.maxLength(100)),
    /** Also ends the sessions that were begun with it. */
    endSessions: z._default(z.boolean(), false),
    /** `lost`, also for stolen: from then on only an administrator's setup code restores a backup, since mail and SMS may arrive there. */
    why: z._default(z.enum(['removed', 'lost']), 'removed'),
  }),
  result: z.object({
    /** Which device is sent the requests now; null when none can be. */
    pushTarget: z.nullable(Device),
    remaining: z.int(),
  }),
  problems: ['user-not-found', 'device-not-found', 'confirmation-mismatch', 'higher-rank', 'own-last-device'],
  stepUp: true,
})

export const renameDevice = operation({
  method: 'PATCH',
  path: '/users/{userId}/devices/{deviceId}',
  summary: 'Rename a device',
  permission: 'devices:write',
  access: 'write',
  params: byDevice,
  body: z.strictObject({ name: line(60) }),
  result: Device,
  problems: ['user-not-found', 'device-not-found', 'higher-rank'],
})

export const sendTestAlert = operation({
  method: 'POST',
  path: '/users/{userId}/devices/{deviceId}/test-alerts',
  summary: 'Send a test alert to a device: it says so, and asks for nothing',
  permission: 'devices:write',
  access: 'write',
  params: byDevice,
  body: Nothing,
  result: Nothing,
  problems: ['user-not-found', 'device-not-found', 'device-not-receiving', 'higher-rank', 'rate-limited'],
})

export const keepDevice = operation({
  method: 'POST',
  path: '/users/{userId}/devices/{deviceId}/keeping',
  summary: 'A phone that was taken for replaced is still in use: it stays',
  permission: 'devices:write',
  access: 'write',
  params: byDevice,
  body: Nothing,
  result: Device,
  problems: ['user-not-found', 'device-not-found', 'higher-rank'],
})

/** `own-device`: one's own, while somebody else may confirm it, or with nothing else to prove oneself by. */
export const confirmDevice = operation({
  method: 'POST',
  path: '/users/{userId}/devices/{deviceId}/confirmation',
  summary: 'Confirm a new device that waits for it, by the six digits that the person reads out',
  permission: 'devices:write',
  access: 'write',
  params: byDevice,
  body: z.strictObject({ shortCode: z.string().check(z.regex(/^\d{3} ?\d{3}$/)) }),
  result: Device,
  problems: [
    'user-not-found',
    'device-not-found',
    'higher-rank',
    'confirmation-mismatch',
    'device-not-pending',
    'own-device',
  ],
  stepUp: true,
})

/** One that is not paused stays as it is. `own-device`: as of `confirmDevice`. */
export const resumeDevice = operation({
  method: 'POST',
  path: '/users/{userId}/devices/{deviceId}/resumption',
  summary: 'Let a paused device answer again: its person has three more tries at the PIN',
  permission: 'devices:write',
  access: 'write',
  params: byDevice,
  body: Nothing,
  result: Device,
  problems: ['user-not-found', 'device-not-found', 'higher-rank', 'own-device'],
  stepUp: true,
})

export const unregisterAllDevices = operation({
  method: 'POST',
  path: '/users/{userId}/devices/unregistration',
  summary:
    'Unregister All Devices: every phone is told and can approve nothing, the DID is reset here and in all accounts, earlier backups stop working',
  permission: 'devices:write',
  access: 'write',
  params: z.strictObject({ userId: UserId }),
  body: z.strictObject({
    /** `unregister all devices`, as typed. */
    confirmation: z.string().check(z.maxLength(100)),
    /** For administrators only; kept in the audit log. */
    reason: prose(500),
  }),
  /** Shown this once: the code for the next phone. Null where none can be issued now. */
  result: z.object({ removed: z.int(), sessionsEnded: z.int(), secret: z.nullable(ClaimSecret) }),
  problems: [
    'user-not-found',
    'confirmation-mismatch',
    'higher-rank',
    'own-last-device',
    'first-passkey-guarded',
  ],
  stepUp: true,
})
