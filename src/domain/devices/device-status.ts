import * as z from 'zod/mini'
import { messageTypes, PublicKeyP256, protocolVersion, type StatusClaims } from '#contract/device-messages.ts'
import type { DeviceId } from '#contract/ids.ts'
import { listAccounts } from '../accounts/list-accounts.ts'
import { terminationAsked } from '../departures/termination-asked.ts'
import { readSetting } from '../settings/read-setting.ts'
import type { Jwk } from '../signing-keys/generate-signing-key.ts'
import { howTenantStands } from '../tenants/how-tenant-stands.ts'
import type { StatusKey, StatusKeys } from '../tenants/status-keys.ts'
import { getUser } from '../users/get-user.ts'
import { pushesPausedUntil } from '../users/pause-pushes.ts'
import type { Work } from '../work.ts'
import { findLastBackup } from './backups.sql.ts'
import type { DeviceRow } from './devices.sql.ts'
import { sign, unixSeconds } from './signed.ts'

/** The public half, as phones pin it. */
export function pinnedKeyOf({ kid, publicJwk }: StatusKey) {
  return { ...z.parse(PublicKeyP256, pick(publicJwk)), kid }
}

const pick = ({ kty, crv, x, y }: Jwk) => ({ kty, crv, x, y })

/**
 * How a device stands, signed for it and for the call that asks. Of a device that is unknown here nothing but that is said; of one that
 * was removed, that and why; of any, where the organisation was closed or deleted, that it is gone.
 *
 * @param device undefined where there is none of this id: a restored database, perhaps. Nothing is wiped for that.
 * @param pinned the status keys that the phone has, where it says so: after a restore from an older dump the key that signs here may be one
 *   that phones have put behind them, while what that dump has as the next key is the one that they know.
 */
export async function signDeviceStatus(
  work: Work,
  input: {
    deviceId: DeviceId
    device: DeviceRow | undefined
    callId: string
    pinned: readonly string[] | undefined
    statusKeys: StatusKeys
  },
): Promise<string> {
  const { deviceId, device, callId, pinned, statusKeys } = input
  const { current, next } = statusKeys
  const claims: StatusClaims = {
    v: protocolVersion,
    iss: work.base.baseUrl,
    aud: deviceId,
    rj: callId,
    ...(await standingOf(work, device)),
    org: { name: work.base.name, logo: null },
    keys: [pinnedKeyOf(current), pinnedKeyOf(next)],
    iat: unixSeconds(work.now),
  }
  const knowsOnlyNext = pinned?.includes(next.kid) && !pinned.includes(current.kid)
  return sign(messageTypes.status, knowsOnlyNext ? next : current, claims)
}

type Standing = Omit<StatusClaims, 'v' | 'iss' | 'aud' | 'rj' | 'org' | 'keys' | 'iat'>

async function standingOf(work: Work, device: DeviceRow | undefined): Promise<Standing> {
  const nothing = { push_target: false, user: { name: '' }, accounts: [] }
  const tenant = await howTenantStands(work)
  if (tenant === 'gone') return { ...nothing, state: 'tenant-gone' }
  if (tenant === 'unknown' || !device) return { ...nothing, state: 'unknown' }
  const why = device.stateWhy ? { why: device.stateWhy } : {}
  if (device.state === 'removed') return { ...nothing, state: 'removed', ...why }
  const { helpContact } = await readSetting(work, 'texts')
  const help = helpContact === null ? {} : { help: helpContact }
  const { userId } = device
  const user = await getUser(work, { userId })
  const known = { push_target: device.pushTarget, user: { name: user.name } }
  if (user.deactivation) {
    // The reason is for administrators; the message, where there is one, is for the person.
    const { message } = user.deactivation
    return { ...nothing, ...known, ...help, state: 'user-deactivated', ...(message && { message }) }
  }
  const items = await listAccounts(work, { userId })
  const accounts = items.map(({ applicationName, status }) => ({ app: applicationName, status }))
  const backupAt = await findLastBackup(work, userId)
  const pausedUntil = await pushesPausedUntil(work, { userId })
  return {
    ...known,
    ...help,
    accounts,
    state: device.state,
    ...(device.state === 'suspended' && why),
    ...(device.state === 'pending' && device.shortCode !== null && { short_code: device.shortCode }),
    ...(backupAt && { backup_at: unixSeconds(backupAt) }),
    ...(pausedUntil && { paused_until: unixSeconds(pausedUntil) }),
    ...(device.removeAt && { replaced_at: unixSeconds(device.removeAt) }),
    ...((await terminationAsked(work, { userId })) && { termination_asked: true }),
  }
}
