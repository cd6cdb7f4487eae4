import * as z from 'zod/mini'
import {
  AnswerClaims,
  maximumAnswerAgeSeconds,
  messageTypes,
  verificationChallenge,
} from '#contract/device-messages.ts'
import { DeviceId, type UserId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import { Problem, type ProblemCode } from '#contract/problem.ts'
import { equalInConstantTime, sha256 } from '#platform/hash.ts'
import { expectEventsAbout, record } from '../audit/record.ts'
import { openCase } from '../cases/open-case.ts'
import { getAnsweringDevice, keepReply, takeAnswer } from '../devices/answering-device.ts'
import type { KnownDevice } from '../devices/authenticate-device.ts'
import { checkPerson, type Verified } from '../devices/check-person.ts'
import { peek, readSigned, requireFresh } from '../devices/signed.ts'
import { expectSettings, readSetting } from '../settings/read-setting.ts'
import { decideSignIn } from '../sign-in/decide-sign-in.ts'
import { getUser } from '../users/get-user.ts'
import { pausePushes } from '../users/pause-pushes.ts'
import type { Actor, Work } from '../work.ts'
import { announceEnd } from './announce-end.ts'
import { type ApprovalRow, answerPending, reportDenied, requestById, wasShown } from './approvals.sql.ts'
import { contextOf } from './ask-approval.ts'
import { stateOf } from './find-approval.ts'
import { isFar } from './is-far.ts'

export interface Answered {
  readonly state: 'approved' | 'denied' | 'reported'
  readonly why: string | null
}

/**
 * What a phone answered. The checks stand in the order of the protocol. Up to the counter a refusal is thrown and leaves no trace;
 * from there on it is returned, because the counter, the answer's hash and a counted miss have to stay. The very same bytes
 * again get the reply that they got.
 *
 * @param input.pin travels beside the signed answer, and is kept nowhere.
 * @param input.country where the phone is, as far as anybody knows: for the event alone
 */
export async function answerRequest(
  work: Work,
  { answer, pin, country = null }: { answer: string; pin?: string | undefined; country?: string | null },
): Promise<Answered | Problem> {
  // 1. The device is active, and so are its user and tenant.
  const kid = z.safeParse(DeviceId, peek(answer)?.header.kid)
  if (!kid.success) throw new Problem('device-signature-invalid')
  const device = await getAnsweringDevice(work, { deviceId: kid.data })
  expectSettings(work)
  expectEventsAbout(work, device.userId)
  const claims = await readSigned(answer, messageTypes.answer, device.publicJwk, AnswerClaims)
  // Read together: what is made of it comes in its turn.
  const [user, about] = await Promise.all([
    getUser(work, { userId: device.userId }),
    claims && whatIsAnswered(work, device, claims),
  ])
  if (user.status !== 'active') throw new Problem('user-deactivated')

  // 2. The answer is this device's, and meant for us, now.
  if (!claims || !about || claims.iss !== device.id || claims.aud !== work.base.baseUrl)
    throw new Problem('device-signature-invalid')
  const answerHash = sha256(answer)
  if (device.lastAnswerHash?.equals(answerHash) && device.lastAnswerReply !== null) {
    return readReply(device.lastAnswerReply)
  }
  requireFresh(work.now, claims.iat, maximumAnswerAgeSeconds)

  // 3. The counter has gone up.
  const taken = await takeAnswer(work, device, { counter: claims.ctr, answerHash })
  if (taken instanceof Problem) return taken
  if (taken !== 'taken') return readReply(taken.again)

  const reply = await judge(asDevice(work, device), device, { claims, pin, country, ...about })
  await keepReply(work, device.id, writeReply(reply))
  return reply
}

interface WhatIsAnswered {
  readonly request: ApprovalRow | undefined
  /** Whether what was decided on was shown on this device. */
  readonly shown: boolean
}

/** As it stood before the counter was taken: whoever ends the request looks again. */
async function whatIsAnswered(
  work: Work,
  { id: deviceId }: KnownDevice,
  { rid, chh }: AnswerClaims,
): Promise<WhatIsAnswered> {
  const [request, shown] = await Promise.all([
    requestById(work, rid),
    wasShown(work, { requestId: rid, deviceId, challengeHash: chh }),
  ])
  return { request, shown }
}

/** The rest of the checks: whatever they say, the counter has been taken. */
async function judge(
  work: Work,
  device: KnownDevice,
  input: WhatIsAnswered & { claims: AnswerClaims; pin: string | undefined; country: string | null },
): Promise<Answered | Problem> {
  const { claims, pin, request, shown, country } = input
  // 4. The request is there, and of this device's user.
  if (!request || request.userId !== device.userId) return new Problem('approval-request-not-found')
  // 5. It is still waiting; or a wrong number was typed here, and its person says now that it was somebody else's.
  const isLateReport = claims.dec === 'report' && mayBeReported(work, device, request)
  if (stateOf(request, work.now) !== 'pending' && !isLateReport) return ended(request, work.now)
  // 6. What was decided on is what was shown here.
  if (!shown)
    return new Problem(
      'device-signature-invalid',
      'This answer is about something that was not shown on this device',
    )

  if (isLateReport) return reportWrongNumber(work, device, request)
  if (claims.dec !== 'approve') return refuse(work, device, request, claims.dec)

  // 7. The person was verified; else the number is not even looked at.
  if (claims.uv === 'none') return new Problem('uv-required')
  const text = verificationChallenge.answer(claims.rid, claims.chh, claims.dec)
  const proof = claims.uv === 'wa' ? { wa: claims.wa } : { pin }
  const verified = await checkPerson(work, device, proof, text)
  if (verified instanceof Problem) return verified

  // 8. The page's number, or the secret of its QR code.
  const how = matchedBy(work, request, claims)
  if (!how) return refuse(work, device, request, 'wrong-number')

  // 9. Nothing has changed that would forbid it.
  const { applicationId } = request
  const verdict = await decideSignIn(work, { userId: device.userId, applicationId, purpose: 'approve' })
  if (!verdict.allowed) {
    const why = verdict.failed ?? 'refused'
    const cancelled = await answerPending(work, request.id, { state: 'cancelled', why, endedAt: work.now })
    if (cancelled) {
      await record(work, 'signin.request.cancelled', { ...aboutOf(cancelled, device), why })
      await announceEnd(work, cancelled)
    }
    return new Problem('request-ended', undefined, { members: { state: 'cancelled' } })
  }
  // 10. Whoever comes first.
  return approve(work, device, request, { verified, how, isFar: isFar(request, country) })
}

async function approve(
  work: Work,
  device: KnownDevice,
  { id }: ApprovalRow,
  { verified, how, isFar }: { verified: Verified; how: 'number' | 'qr'; isFar: boolean },
): Promise<Answered | Problem> {
  const approved = await answerPending(work, id, {
    state: 'approved',
    deviceId: device.id,
    verification: verified.kind,
    hardwareBound: verified.hardwareBound,
    how,
  })
  if (!approved) return lost(work, id)
  await record(work, 'signin.request.approved', {
    ...aboutOf(approved, device),
    deviceId: device.id,
    verification: verified.kind,
    ...(isFar && { far: true }),
  })
  await announceEnd(work, approved)
  return { state: 'approved', why: null }
}

async function refuse(
  work: Work,
  device: KnownDevice,
  { id }: ApprovalRow,
  why: 'deny' | 'report' | 'wrong-number',
): Promise<Answered | Problem> {
  const isReport = why === 'report'
  const word = why === 'wrong-number' ? 'wrong-number' : 'denied'
  const request = await answerPending(work, id, {
    state: isReport ? 'reported' : 'denied',
    why: isReport ? null : word,
    deviceId: device.id,
    endedAt: work.now,
  })
  if (!request) return lost(work, id)
  if (isReport) return raiseAlarm(work, device, request)
  await record(work, 'signin.request.denied', { ...aboutOf(request, device), deviceId: device.id, why: word })
  await announceEnd(work, request)
  return { state: 'denied', why: word }
}

const mayBeReported = (work: Work, device: KnownDevice, request: ApprovalRow): boolean =>
  request.state === 'denied' &&
  request.why === 'wrong-number' &&
  request.deviceId === device.id &&
  request.expiresAt > work.now

/** Whoever mistyped may see only then that they did not ask: the request has ended, and nobody was told of it. */
async function reportWrongNumber(
  work: Work,
  device: KnownDevice,
  { id }: ApprovalRow,
): Promise<Answered | Problem> {
  const request = await reportDenied(work, { id, deviceId: device.id })
  return request ? raiseAlarm(work, device, request) : lost(work, id)
}

/** What a report does beyond the denial: requests ring no more for a while, and administrators look at it. */
async function raiseAlarm(work: Work, device: KnownDevice, request: ApprovalRow): Promise<Answered> {
  const { id: deviceId, userId } = device
  await record(
    work,
    'signin.request.reported',
    { ...aboutOf(request, device), deviceId },
    {
      browser: request.userAgent,
      from: request.ip,
      place: [request.city, request.country].filter(Boolean).join(', ') || undefined,
    },
  )
  await pauseAfterReport(work, userId)
  await openCase(work, { kind: 'sign-in-reported', userId, requestId: request.id, deviceId })
  await announceEnd(work, request)
  return { state: 'reported', why: null }
}

/** After a report nobody's request rings this person's phones, for as long as the organisation says. */
async function pauseAfterReport(work: Work, userId: UserId): Promise<void> {
  const { reportPauseMinutes: minutes } = await readSetting(work, 'devices')
  const until = minutes === null ? null : new Date(work.now.getTime() + minutes * 60_000)
  await pausePushes(work, { userId, until, why: 'report' })
}

/** By which of the two the answer shows that its person sees the page; undefined when it does not. Exactly one may be given. */
function matchedBy(work: Work, request: ApprovalRow, { mc, q }: AnswerClaims): 'number' | 'qr' | undefined {
  if (mc !== undefined && q === undefined) {
    const number = work.keys.unseal('approval-number', contextOf(work, request.id), request.numberSealed)
    return equalInConstantTime(sha256(number), sha256(mc)) ? 'number' : undefined
  }
  if (q !== undefined && mc === undefined) {
    return equalInConstantTime(request.qHash, sha256(q)) ? 'qr' : undefined
  }
  return undefined
}

/** Somebody else was faster; the row says what it came to. */
async function lost(work: Work, id: ApprovalRow['id']): Promise<Problem> {
  const request = await requestById(work, id)
  return request ? ended(request, work.now) : new Problem('approval-request-not-found')
}

const ended = (request: ApprovalRow, now: Date) =>
  new Problem('request-ended', undefined, { members: { state: stateOf(request, now) } })

const aboutOf = ({ id, applicationId }: ApprovalRow, device: KnownDevice) => ({
  userId: device.userId,
  requestId: id,
  applicationId,
})

/** The same unit, acted in by the device whose signature was verified. */
function asDevice(work: Work, device: KnownDevice): Work {
  const actor: Actor = { ...work.actor, kind: 'device', id: device.id, permissions: new Set(['device']) }
  return { ...work, actor }
}

function writeReply(reply: Answered | Problem): JsonValue {
  if (reply instanceof Problem) return { problem: reply.code, detail: reply.message, members: reply.members }
  return { state: reply.state, why: reply.why }
}

/** As `writeReply` wrote it: the column holds nothing else. */
function readReply(kept: JsonValue): Answered | Problem {
  const reply = kept as
    | (Answered & { problem?: undefined })
    | { problem: ProblemCode; detail: string; members: Record<string, JsonValue> }
  if (reply.problem === undefined) return { state: reply.state, why: reply.why }
  return new Problem(reply.problem, reply.detail, { members: reply.members })
}
