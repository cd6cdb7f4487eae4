import * as z from 'zod/mini'
import { type Device, DevicePlatform } from '#contract/devices.ts'
import type { UserId } from '#contract/ids.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { verificationsOf } from './check-person.ts'
import { activeDevicesOf, type DeviceRow, devicesOf } from './devices.sql.ts'

/** @throws {Problem} `user-not-found` */
export async function listDevices(work: Work, { userId }: { userId: UserId }): Promise<Device[]> {
  await getUser(work, { userId })
  return (await devicesOf(work, userId)).flatMap((row) => toDevice(row) ?? [])
}

/** The devices that may answer for a user. */
export async function activeDevices(work: Work, { userId }: { userId: UserId }): Promise<Device[]> {
  return (await activeDevicesOf(work, userId)).flatMap((row) => toDevice(row) ?? [])
}

/** A device that is there, as administrators and its person see it. */
export function shownDevice(row: DeviceRow): Device {
  const shown = toDevice(row)
  if (!shown) throw new Error('a removed device is shown to nobody')
  return shown
}

/** As administrators see it; undefined for a removed one, which they do not. */
export function toDevice(row: DeviceRow): Device | undefined {
  if (row.state === 'removed') return undefined
  const { id, name, model, osVersion, appVersion, state, pushTarget, enrolledAt, lastActiveAt } = row
  const shown = { id, name, model, osVersion, appVersion, state, pushTarget, enrolledAt, lastActiveAt }
  const platform = z.safeParse(DevicePlatform, row.platform).data ?? 'other'
  const { stateWhy, pushWhy, lastBackupAt, replacedAt, removeAt } = row
  return {
    ...shown,
    stateWhy,
    shortCode: state === 'pending' ? row.shortCode : null,
    platform,
    push: row.pushState,
    pushWhy,
    lastBackupAt,
    replaced: replacedAt && removeAt ? { since: replacedAt, removeAt } : null,
    verification: verificationsOf(row),
  }
}
