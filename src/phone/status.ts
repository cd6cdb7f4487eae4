import * as z from 'zod/mini'
import {
  clockSkewSeconds,
  type DeviceDescription,
  maximumAgeSeconds,
  messageTypes,
  type PushRegistration,
  protocolVersion,
  StatusClaims,
} from '#contract/device-messages.ts'
import { getStatus, reportStatus } from '#contract/device-operations.ts'
import { callAsDevice } from './call.ts'
import { ForgedMessageError, verifyJws } from './jws.ts'
import type { Enrolment } from './key-store.ts'
import { type Phone, serverSeconds } from './phone.ts'

/**
 * How an enrolment stands. `wipe`: verified, and this enrolment is over; call `wipe` after saying so. `unverified`: no network, a wrong
 * signature, anything else: "Can't check this account right now", and nothing changes.
 */
export type StatusOutcome =
  | { readonly kind: 'verified'; readonly status: StatusClaims; readonly enrolment: Enrolment }
  | { readonly kind: 'wipe'; readonly status: StatusClaims; readonly enrolment: Enrolment }
  | { readonly kind: 'unverified'; readonly cause: unknown }

const over: readonly StatusClaims['state'][] = ['removed', 'tenant-gone']

/**
 * Asks for the signed status and believes nothing else. Names and status keys that it carries are kept for the next time.
 *
 * @param report what the phone says of itself, stored by the server; without it the question is only read.
 * @param appOrigin asked when the organisation's own address does not answer: a tenant may be gone with its host.
 */
export async function checkStatus(
  phone: Phone,
  enrolment: Enrolment,
  {
    report,
    appOrigin,
  }: { report?: { dev: DeviceDescription; push: PushRegistration }; appOrigin?: string } = {},
): Promise<StatusOutcome> {
  const first = await checkAt(phone, enrolment, report, enrolment.iss)
  if (first.kind !== 'unverified' || !appOrigin || appOrigin === enrolment.iss) return first
  const second = await checkAt(phone, enrolment, undefined, appOrigin)
  return second.kind === 'unverified' ? first : second
}

async function checkAt(
  phone: Phone,
  enrolment: Enrolment,
  report: { dev: DeviceDescription; push: PushRegistration } | undefined,
  at: string,
): Promise<StatusOutcome> {
  try {
    let asked = ''
    const onCall = (callId: string) => {
      asked = callId
    }
    const kept = (await phone.store.findEnrolment(enrolment.deviceId)) ?? enrolment
    const how = { at, onCall, statusKeys: kept.statusKeys.map(({ kid }) => kid) }
    const { status: jws } = report
      ? await callAsDevice(
          phone,
          enrolment,
          reportStatus,
          () => ({ params: {}, body: { v: protocolVersion, ...report } as const }),
          how,
        )
      : await callAsDevice(phone, enrolment, getStatus, () => ({ params: {}, body: {} }), how)
    const current = (await phone.store.findEnrolment(enrolment.deviceId)) ?? enrolment
    const status = await verifyStatus(phone, current, asked, jws)
    const renewed: Enrolment = {
      ...current,
      statusKeys: status.keys.length > 0 ? status.keys : current.statusKeys,
      // A status about a device that is unknown or gone names nobody.
      org: status.org.name ? status.org : current.org,
      user: status.user.name ? { ...current.user, name: status.user.name } : current.user,
    }
    await phone.store.putEnrolment(renewed)
    return { kind: over.includes(status.state) ? 'wipe' : 'verified', status, enrolment: renewed }
  } catch (cause) {
    return { kind: 'unverified', cause }
  }
}

/**
 * @param callId the `jti` that was asked with: an older status answers nothing.
 * @throws {ForgedMessageError}
 */
export async function verifyStatus(
  phone: Phone,
  enrolment: Enrolment,
  callId: string,
  jws: string,
): Promise<StatusClaims> {
  const payload = await verifyJws(jws, messageTypes.status, async (kid) =>
    enrolment.statusKeys.find((key) => key.kid === kid),
  )
  const parsed = z.safeParse(StatusClaims, payload)
  if (!parsed.success) throw new ForgedMessageError('not a status of this version')
  const { data: status } = parsed
  if (status.iss !== enrolment.iss) throw new ForgedMessageError('a status of another organisation')
  if (status.aud !== enrolment.deviceId) throw new ForgedMessageError('a status of another device')
  if (status.rj !== callId) throw new ForgedMessageError('the answer to another question')
  const age = serverSeconds(phone, enrolment.clockOffsetSeconds) - status.iat
  if (age > maximumAgeSeconds || age < -clockSkewSeconds)
    throw new ForgedMessageError('a status of another time')
  return status
}
