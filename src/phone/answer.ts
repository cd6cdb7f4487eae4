import * as z from 'zod/mini'
import {
  type AnswerClaims,
  ChallengeClaims,
  knownActions,
  knownWays,
  messageTypes,
  protocolVersion,
  verificationChallenge,
} from '#contract/device-messages.ts'
import {
  answerRequest,
  fetchChallenge as fetchChallengeOperation,
  listPending,
} from '#contract/device-operations.ts'
import type { DeviceId, RequestId } from '#contract/ids.ts'
import type { Result } from '#contract/operation.ts'
import { Problem } from '#contract/problem.ts'
import { hash } from './base64url.ts'
import { callAsDevice, callPublic, withCorrectedClock } from './call.ts'
import { ForgedMessageError, signerOf, signJws, verifyJws } from './jws.ts'
import type { Enrolment } from './key-store.ts'
import { type Phone, serverSeconds, type Verification } from './phone.ts'
import { sendTwice } from './send-twice.ts'
import { proveTo } from './verify-person.ts'

/** What an enrolment is asked at this moment, oldest first: for the open app, where no push arrives. */
export async function listWaiting(
  phone: Phone,
  enrolment: Enrolment,
): Promise<readonly { rid: RequestId; exp: number }[]> {
  const body = { v: protocolVersion } as const
  return (await callAsDevice(phone, enrolment, listPending, () => ({ params: {}, body }))).items
}

/** A request as the organisation signed it: application, place, browser and time are to be shown before anything can be typed. */
export interface Challenge {
  readonly deviceId: DeviceId
  readonly claims: ChallengeClaims
  /** The signed text itself: an answer repeats its hash. */
  readonly jws: string
  /** False for an act or a way that this version does not know: offer Deny and Report only. */
  readonly canApprove: boolean
  /** When it ends, by this phone's clock. */
  readonly endsAt: Date
}

/**
 * Fetches what is asked and verifies it under the pinned issuer's keys.
 *
 * @throws {ForgedMessageError} when it is not the issuer's, or not for this device and request: show nothing of it.
 * @throws {Problem} `request-ended` with `state`, `approval-request-not-found`, `device-removed` …
 */
export async function fetchChallenge(phone: Phone, enrolment: Enrolment, rid: RequestId): Promise<Challenge> {
  const body = { v: protocolVersion } as const
  const { challenge: jws } = await callAsDevice(phone, enrolment, fetchChallengeOperation, () => ({
    params: { rid },
    body,
  }))
  return verifyChallenge(phone, enrolment, rid, jws)
}

export async function verifyChallenge(
  phone: Phone,
  enrolment: Enrolment,
  rid: RequestId,
  jws: string,
): Promise<Challenge> {
  const payload = await verifyJws(jws, messageTypes.challenge, (kid) => findIssuerKey(phone, enrolment, kid))
  const parsed = z.safeParse(ChallengeClaims, payload)
  if (!parsed.success) throw new ForgedMessageError('not a challenge of this version')
  const { data: claims } = parsed
  if (claims.iss !== enrolment.iss) throw new ForgedMessageError('a challenge of another organisation')
  if (claims.aud !== enrolment.deviceId) throw new ForgedMessageError('a challenge for another device')
  if (claims.rid !== rid) throw new ForgedMessageError('a challenge of another request')
  const known: { acts: readonly string[]; ways: readonly string[] } = { acts: knownActions, ways: knownWays }
  return {
    deviceId: enrolment.deviceId,
    claims,
    jws,
    canApprove: known.acts.includes(claims.act) && known.ways.includes(claims.how),
    // Counted on this phone's clock, however wrong that is.
    endsAt: new Date(phone.clock().getTime() + (claims.exp - claims.iat) * 1000),
  }
}

/** The issuer's keys, fetched from its own address over TLS each time: they are few, and rotate. */
async function findIssuerKey(phone: Phone, enrolment: Enrolment, kid: string | undefined) {
  const response = await phone.fetch(enrolment.jwksUri, {
    headers: { accept: 'application/json' },
    credentials: 'omit',
    redirect: 'error',
  })
  if (!response.ok) throw new Problem('unavailable')
  const { keys } = (await response.json()) as { keys: (JsonWebKey & { kid?: string })[] }
  return keys.find((key) => key.kid !== undefined && key.kid === kid)
}

export type Decision =
  | { readonly kind: 'approve'; readonly number: string; readonly verification: Verification }
  | { readonly kind: 'approve'; readonly q: string; readonly verification: Verification }
  | { readonly kind: 'deny' }
  | { readonly kind: 'report' }

export type Answered = Result<typeof answerRequest>

/**
 * Sends what the person decided about a challenge they were shown. The counter is raised and stored before anything is sent, and no
 * other answer of this device is signed meanwhile. A lost reply is asked for once more with the same bytes.
 *
 * @throws {Problem} `pin-wrong` with `left` and `uv-failed`: the request still waits, answer again; `request-ended` with `state` …
 */
export async function answer(
  phone: Phone,
  enrolment: Enrolment,
  challenge: Challenge,
  decision: Decision,
): Promise<Answered> {
  const chh = await hash(challenge.jws)
  const dec = decision.kind
  const { rid } = challenge.claims
  if (dec === 'approve' && !challenge.canApprove) throw new Problem('unsupported-version')
  const proof =
    decision.kind === 'approve'
      ? await proveTo(enrolment, decision.verification, verificationChallenge.answer(rid, chh, dec))
      : {}

  return phone.store.exclusively(`answer:${enrolment.deviceId}`, () =>
    withCorrectedClock(phone, enrolment, async (offsetSeconds) => {
      const claims: z.input<typeof AnswerClaims> = {
        v: protocolVersion,
        iss: enrolment.deviceId,
        aud: enrolment.iss,
        rid,
        chh,
        dec,
        ...('number' in decision && { mc: decision.number }),
        ...('q' in decision && { q: decision.q }),
        uv: decision.kind === 'approve' ? decision.verification.kind : 'none',
        ...(proof.wa && { wa: proof.wa }),
        ctr: await phone.store.raiseCounter(enrolment.deviceId),
        iat: serverSeconds(phone, offsetSeconds),
      }
      const signed = await signJws(
        messageTypes.answer,
        { kid: enrolment.deviceId },
        claims,
        signerOf(enrolment.deviceKey.privateKey),
      )
      const body = { v: protocolVersion, answer: signed, ...(proof.pin && { pin: proof.pin }) } as const
      return sendTwice(() => callPublic(phone, enrolment.iss, answerRequest, { params: {}, body }))
    }),
  )
}
