import { createClient } from '#contract/client.ts'
import { messageTypes, protocolVersion } from '#contract/device-messages.ts'
import type { Input, Operation, Result } from '#contract/operation.ts'
import { Problem } from '#contract/problem.ts'
import { base64url, hash, randomBytes } from './base64url.ts'
import { signerOf, signJws } from './jws.ts'
import type { Enrolment } from './key-store.ts'
import { type Phone, serverSeconds, unixSeconds } from './phone.ts'

/** One use, 16 random bytes: names a call, and what answers it. */
export const makeCallId = (): string => base64url(randomBytes(16))

/** Calls an operation that needs no device, at the issuer `iss`. */
export function callPublic<O extends Operation>(
  phone: Phone,
  iss: string,
  operation: O,
  input: Input<O>,
): Promise<Result<O>> {
  return createClient((path, init) => phone.fetch(iss + path, quiet(init)))(operation, input)
}

/**
 * Calls an operation as an enrolled device. Where the server finds this phone's clock wrong, the offset is corrected, kept, and the
 * call made once more.
 *
 * @param prepare gives the body for a call's id (`jti`): a verification of the person is bound to it. Asked again for a second try.
 * @param statusKeys the ids of those that this phone has, when it asks for what one of them signs.
 * @param at another base than the issuer's, for asking about a tenant whose host is gone.
 * @throws {Problem} as the server refuses; a network failure passes through.
 */
export async function callAsDevice<O extends Operation>(
  phone: Phone,
  enrolment: Enrolment,
  operation: O,
  prepare: (callId: string) => Input<O> | Promise<Input<O>>,
  {
    at = enrolment.iss,
    onCall,
    statusKeys,
  }: { at?: string; onCall?: (callId: string) => void; statusKeys?: readonly string[] } = {},
): Promise<Result<O>> {
  return withCorrectedClock(phone, enrolment, async (offsetSeconds) => {
    const callId = makeCallId()
    onCall?.(callId)
    const input = await prepare(callId)
    const call = createClient(async (path, init) => {
      const url = at + path
      const token = await signJws(
        messageTypes.request,
        { kid: enrolment.deviceId },
        {
          v: protocolVersion,
          aud: enrolment.iss,
          htm: init.method,
          htu: url.split(/[?#]/)[0],
          bh: await hash(typeof init.body === 'string' ? init.body : ''),
          jti: callId,
          ...(statusKeys && { sk: statusKeys }),
          iat: serverSeconds(phone, offsetSeconds),
        },
        signerOf(enrolment.deviceKey.privateKey),
      )
      return phone.fetch(
        url,
        quiet({ ...init, headers: { ...init.headers, authorization: `Device ${token}` } }),
      )
    })
    return call(operation, input)
  })
}

/** Runs an act with the offset that is known, and once more with the one that a `clock` refusal tells. */
export async function withCorrectedClock<T>(
  phone: Phone,
  enrolment: Enrolment,
  act: (offsetSeconds: number) => Promise<T>,
): Promise<T> {
  try {
    return await act(enrolment.clockOffsetSeconds)
  } catch (error) {
    const offset = offsetFrom(phone, error)
    if (offset === undefined) throw error
    const kept = (await phone.store.findEnrolment(enrolment.deviceId)) ?? enrolment
    await phone.store.putEnrolment({ ...kept, clockOffsetSeconds: offset })
    return act(offset)
  }
}

/** What a `clock` refusal says to add to this phone's clock; undefined for any other error. */
export function offsetFrom(phone: Phone, error: unknown): number | undefined {
  if (!(error instanceof Problem) || error.code !== 'clock') return undefined
  const { now } = error.members
  return typeof now === 'number' ? now - unixSeconds(phone.clock()) : undefined
}

/** No cookies, no cache, no referrer, no redirect: the signature is all there is. */
function quiet(init: RequestInit): RequestInit {
  return { ...init, credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer', redirect: 'error' }
}
