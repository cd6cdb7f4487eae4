import * as z from 'zod/mini'
import { messageTypes, PublicKeyP256, protocolVersion, type StatusClaims } from '#contract/device-messages.ts'
import type { DeviceId } from '#contract/ids.ts'
import { listAccounts } from '../accounts/list-accounts.ts'
import type { Jwk } from '../signing-keys/generate-signing-key.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import type { DeviceRow } from './devices.sql.ts'
import { sign, unixSeconds } from './signed.ts'

/** The installation's status key. It outlives organisations: only what it signs makes an app forget anything. */
export interface StatusKey {
  readonly kid: string
  readonly publicJwk: Jwk
  readonly privateJwk: Jwk
}

/** The public half, as phones pin it. */
export function pinnedKeyOf({ kid, publicJwk }: StatusKey) {
  return { ...z.parse(PublicKeyP256, pick(publicJwk)), kid }
}

const pick = ({ kty, crv, x, y }: Jwk) => ({ kty, crv, x, y })

/**
 * How a device stands, signed for it and for the call that asks. Of a device that is unknown here nothing but that is said; of one that
 * was removed, that and why.
 *
 * @param device undefined where there is none of this id: a restored database, perhaps. Nothing is wiped for that.
 */
export async function signDeviceStatus(
  work: Work,
  input: { deviceId: DeviceId; device: DeviceRow | undefined; callId: string; statusKey: StatusKey },
): Promise<string> {
  const { deviceId, device, callId, statusKey } = input
  const claims: StatusClaims = {
    v: protocolVersion,
    iss: work.base.baseUrl,
    aud: deviceId,
    rj: callId,
    ...(await standingOf(work, device)),
    org: { name: work.base.name, logo: null },
    keys: [pinnedKeyOf(statusKey)],
    iat: unixSeconds(work.now),
  }
  return sign(messageTypes.status, statusKey, claims)
}

type Standing = Pick<StatusClaims, 'state' | 'why' | 'message' | 'push_target' | 'user' | 'accounts'>

async function standingOf(work: Work, device: DeviceRow | undefined): Promise<Standing> {
  const nothing = { push_target: false, user: { name: '' }, accounts: [] }
  if (!device) return { ...nothing, state: 'unknown' }
  const why = device.stateWhy ? { why: device.stateWhy } : {}
  if (device.state === 'removed') return { ...nothing, state: 'removed', ...why }
  const user = await getUser(work, { userId: device.userId })
  const known = { push_target: device.pushTarget, user: { name: user.name } }
  if (user.deactivation) {
    // The reason is for administrators; the message, where there is one, is for the person.
    const { message } = user.deactivation
    return { ...nothing, ...known, state: 'user-deactivated', ...(message && { message }) }
  }
  const items = await listAccounts(work, { userId: user.id })
  const accounts = items.map(({ applicationName, status }) => ({ app: applicationName, status }))
  return { ...known, accounts, state: device.state, ...(device.state === 'suspended' && why) }
}
