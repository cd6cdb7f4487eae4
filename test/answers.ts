import { expect } from 'vitest'
import { createClient } from '#contract/client.ts'
import { messageTypes, verificationChallenge } from '#contract/device-messages.ts'
import { answerRequest as answerOperation } from '#contract/device-operations.ts'
import type { RequestId, SignInId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import type { ProblemCode } from '#contract/problem.ts'
import type { Asked } from '#domain/approvals/ask-approval.ts'
import { findApproval } from '#domain/approvals/find-approval.ts'
import { redeemApproval } from '#domain/approvals/redeem-approval.ts'
import type { Challenge } from '#phone/answer.ts'
import { hash, sha256 } from '#phone/base64url.ts'
import { signerOf, signJws } from '#phone/jws.ts'
import type { House } from './harness.ts'
import { type Enrolled, enrolPhone, request } from './phone-harness.ts'

/** What a refused call rejects with, and no less than these members. */
export const refused = (code: ProblemCode, members: Record<string, JsonValue> = {}) =>
  expect.objectContaining({ name: 'Problem', code, members: expect.objectContaining(members) })

/** A client that calls as a phone does, without any signature. */
export const at = (house: House) =>
  createClient((path, init) => request(house, house.tenancy.baseUrl + path, init))

/** Of a request: its state, and why. */
export const stateOf = async (house: House, { id }: { id: RequestId }) => {
  const found = await house.work(null, (work) => findApproval(work, { id }), 'read')
  return [found?.state, found?.why]
}

/** What a test may say otherwise than an honest phone. */
export interface Forgery {
  claims?: Record<string, unknown>
  typ?: string
  kid?: string
  signWith?: CryptoKeyPair
  pin?: string
  /** What the person was verified for, where that is not this answer. */
  challengeText?: string
}

/** A signed answer that approves, honest but for what the forgery says. */
export async function answerFor(
  house: House,
  { phone, enrolment }: Enrolled,
  challenge: Challenge,
  number: string,
  forgery: Forgery = {},
): Promise<{ answer: string; pin?: string }> {
  const chh = await hash(challenge.jws)
  const { rid } = challenge.claims
  const text = forgery.challengeText ?? verificationChallenge.answer(rid, chh, 'approve')
  const { assertion } = await phone.authenticator.verification.assert(await sha256(text))
  const signed = await signJws(
    { ...messageTypes.answer, ...(forgery.typ && { typ: forgery.typ }) },
    { kid: forgery.kid ?? enrolment.deviceId },
    {
      v: 1,
      iss: enrolment.deviceId,
      aud: enrolment.iss,
      rid,
      chh,
      dec: 'approve',
      mc: number,
      uv: 'wa',
      wa: assertion,
      ctr: await phone.store.raiseCounter(enrolment.deviceId),
      iat: Math.floor(house.now.getTime() / 1000),
      ...forgery.claims,
    },
    signerOf((forgery.signWith ?? enrolment.deviceKey).privateKey),
  )
  return { answer: signed, ...(forgery.pin && { pin: forgery.pin }) }
}

/** Sends an answer as it is; gives what came back, also a refusal. */
export const send = (house: House, body: { answer: string; pin?: string }) =>
  at(house)(answerOperation, { params: {}, body: { v: 1, ...body } }).catch((error: unknown) => error)

/** An invited person with their first phone. */
export async function enrolled(house: House, options: Parameters<typeof enrolPhone>[2] = {}) {
  const kim = await house.addUser({ status: 'invited' })
  return { kim, phone: await enrolPhone(house, kim, options) }
}

/** The sign-in that a request belongs to. */
export const signIn = (asked: Asked, house: House) =>
  house.db
    .selectFrom('approvalRequests')
    .select('signInId')
    .where('id', '=', asked.id)
    .executeTakeFirstOrThrow()
    .then(({ signInId }) => signInId as SignInId)

/** As the browser that asked. */
export const redeemAsked = async (house: House, asked: Asked) => {
  const signInId = await signIn(asked, house)
  return house.work(null, (work) => redeemApproval(work, { id: asked.id, signInId }))
}
