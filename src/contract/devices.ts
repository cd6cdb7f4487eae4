import * as z from 'zod/mini'
import { DeviceId, UserId } from './ids.ts'
import { Instant, Nothing, operation } from './operation.ts'

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
  /** How the phone verifies its person: platform WebAuthn, or a PIN that the server checks. */
  verification: z.array(z.enum(['wa', 'pin'])),
  push: PushState,
  /** Sign-in requests are sent to this one ("Active" on screens). */
  pushTarget: z.boolean(),
  enrolledAt: Instant,
  lastActiveAt: Instant,
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
  }),
  result: z.object({
    /** Which device is sent the requests now; null when none can be. */
    pushTarget: z.nullable(Device),
    remaining: z.int(),
  }),
  problems: ['user-not-found', 'device-not-found', 'confirmation-mismatch', 'higher-rank', 'own-last-device'],
  stepUp: true,
})
