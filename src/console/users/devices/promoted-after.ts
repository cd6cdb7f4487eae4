import type { Device } from '#contract/devices.ts'

/** The device that requests go to once `removed` is gone: the most recently active one that receives push. Undefined where nothing changes. */
export function promotedAfter(removed: Device, devices: readonly Device[]): Device | undefined {
  if (!removed.pushTarget) return undefined
  return devices
    .filter(({ id, push, state }) => id !== removed.id && push === 'ok' && state === 'active')
    .toSorted((a, b) => b.lastActiveAt.getTime() - a.lastActiveAt.getTime())[0]
}
