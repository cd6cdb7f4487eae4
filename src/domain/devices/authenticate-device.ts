import * as z from 'zod/mini'
import { DeviceRequestClaims, maximumAgeSeconds, messageTypes } from '#contract/device-messages.ts'
import { DeviceId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { sha256Base64url } from '#platform/hash.ts'
import type { Work } from '../work.ts'
import { findDepartedDevice } from './departed-device.ts'
import { type DeviceRow, findDevice, insertCall, touch } from './devices.sql.ts'
import { peek, readSigned, requireFresh } from './signed.ts'

/** A device as it stands in the database, for the acts that a signature of it opened. */
export type KnownDevice = DeviceRow

export interface DeviceCall {
  /** What stands behind `Device ` in the Authorization header. */
  readonly token: string
  readonly method: string
  /** The addresses that this call may have been made to, without query. */
  readonly addresses: readonly string[]
  readonly body: Uint8Array
  /** Whether it changes something: then it is taken once, and the unit has to be one that writes. */
  readonly isChange: boolean
}

export interface DeviceCaller {
  readonly callId: string
  readonly deviceId: DeviceId
  /** Undefined where there is none of that id: nothing was verified then. */
  readonly device: KnownDevice | undefined
  /** The ids of the status keys that the phone says it has. */
  readonly pinned: readonly string[] | undefined
}

/**
 * Who calls, by the signature of a device's key over method, address and body. Removed and suspended devices are known too: what they
 * may do is for the caller to say.
 *
 * @throws {Problem} `device-signature-invalid` (also for a call that was made before), `unsupported-version`, `clock` with `now`
 */
export async function authenticateDevice(work: Work, call: DeviceCall): Promise<DeviceCaller> {
  const peeked = peek(call.token)
  const deviceId = z.safeParse(DeviceId, peeked?.header.kid)
  const callId = z.safeParse(DeviceRequestClaims.shape.jti, peeked?.payload['jti'])
  if (!deviceId.success || !callId.success) throw new Problem('device-signature-invalid')
  const device =
    (await findDevice(work, deviceId.data)) ?? (await findDepartedDevice(work, { deviceId: deviceId.data }))
  if (!device) {
    const { data: pinned } = z.safeParse(DeviceRequestClaims.shape.sk, peeked?.payload['sk'])
    return { callId: callId.data, deviceId: deviceId.data, device: undefined, pinned }
  }

  const claims = await readSigned(call.token, messageTypes.request, device.publicJwk, DeviceRequestClaims)
  const isThisCall =
    claims &&
    claims.aud === work.base.baseUrl &&
    claims.htm === call.method &&
    call.addresses.includes(claims.htu) &&
    claims.bh === sha256Base64url(call.body)
  if (!isThisCall) throw new Problem('device-signature-invalid')
  requireFresh(work.now, claims.iat, maximumAgeSeconds)
  if (call.isChange) {
    if (!(await spendCall(work, { deviceId: device.id, callId: claims.jti })))
      throw new Problem('device-signature-invalid', 'This call was made before')
  }
  return { callId: claims.jti, deviceId: device.id, device, pinned: claims.sk }
}

/** Takes a call, for as long as the same one could come again; false where it was taken before. */
export function spendCall(
  work: Work,
  { deviceId, callId }: { deviceId: DeviceId; callId: string },
): Promise<boolean> {
  const expiresAt = new Date(work.now.getTime() + (maximumAgeSeconds + 120) * 1000)
  return insertCall(work, deviceId, callId, expiresAt)
}

/** Notes that the device was heard of now; after calls that only read. */
export function noteActivity(work: Work, { deviceId }: { deviceId: DeviceId }): Promise<void> {
  return touch(work, deviceId)
}
