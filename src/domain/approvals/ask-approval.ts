import { requestLifetimeSeconds } from '#contract/device-messages.ts'
import type { ApplicationId, RequestId, SessionId, SignInId, UserId } from '#contract/ids.ts'
import { sha256 } from '#platform/hash.ts'
import { randomDigits, randomToken } from '#platform/random.ts'
import { record } from '../audit/record.ts'
import { findPushTargetId } from '../devices/find-push-target.ts'
import { emailKey } from '../users/email-key.ts'
import { pushesPausedUntil } from '../users/pause-pushes.ts'
import type { Work } from '../work.ts'
import { announceEnd } from './announce-end.ts'
import { historyOf, holdAddress, holdPerson, insertRequest, supersede } from './approvals.sql.ts'
import { ring } from './ring.ts'

/** Pushes in ten minutes, from browsers that the person never used and from those that they did: one lot cannot use up the other. */
const windowSeconds = 600
const limits = { unknown: 5, known: 10 }
/** After a denial the phone stays quiet. */
const quietSeconds = 60

export interface Question {
  /** Null where the address belongs to nobody who can answer: the page behaves alike, nothing is sent. */
  readonly userId: UserId | null
  /** As typed. */
  readonly address: string
  readonly action: 'sign-in' | 'step-up' | 'add-device'
  /** Of `add-device`: the restore that it would prove. */
  readonly restoreId?: string
  readonly signInId: SignInId | null
  readonly sessionId: SessionId | null
  readonly application: { id: ApplicationId | null; clientId: string | null; name: string }
  readonly digits: 2 | 6
  /** SHA-256 of the long-lived cookie's id. */
  readonly browserHash: Buffer
  /** Whether this person signed in with that browser before. */
  readonly knownBrowser: boolean
  readonly place: { city: string | null; country: string | null } | null
  readonly newPlace: boolean
  /** What a step-up is for, in the words of the page. */
  readonly reason: string | null
}

export interface Asked {
  readonly id: RequestId
  /** For the page only. */
  readonly number: string
  /** In the page's QR code only. */
  readonly q: string
  readonly expiresAt: Date
  readonly pushed: boolean
  /** Why no push went out although a phone could have had one. Not for the page: it would tell a stranger. */
  readonly heldBack: 'limit' | 'quiet' | 'paused' | null
}

/**
 * Asks a person's phone. A newer request of the same browser takes the older one's place, one of a browser that this person
 * used before takes the place of all; a stranger's waits behind. Keyed on the address as typed, so that unknown ones behave
 * alike.
 */
export async function askApproval(work: Work, question: Question): Promise<Asked> {
  const { userId, knownBrowser, browserHash, application } = question
  const addressMac = macOfAddress(work, question.address)
  await holdAddress(work, addressMac)
  // Their other addresses lead here too.
  if (userId) await holdPerson(work, userId)
  const reading = userId ? findPushTargetId(work, { userId }) : undefined
  const [{ heldBack, isWaiting }, reached] = await Promise.all([history(work, question, addressMac), reading])
  const those = knownBrowser ? null : browserHash
  for (const ended of isWaiting ? await supersede(work, addressMac, those) : []) {
    await announceEnd(work, ended)
  }
  const target = heldBack ? undefined : reached

  const id = randomToken(16) as RequestId
  const number = randomDigits(question.digits)
  const q = randomToken(16)
  const expiresAt = new Date(work.now.getTime() + requestLifetimeSeconds * 1000)
  const pushed = target !== undefined
  await insertRequest(work, {
    id,
    userId,
    addressMac,
    action: question.action,
    signInId: question.signInId,
    sessionId: question.sessionId,
    restoreId: question.restoreId ?? null,
    applicationId: application.id,
    applicationName: application.name,
    reason: question.reason,
    browserHash,
    knownBrowser,
    newPlace: question.newPlace,
    ip: work.actor.origin.ip,
    userAgent: work.actor.origin.userAgent,
    city: question.place?.city ?? null,
    country: question.place?.country ?? null,
    numberSealed: work.keys.seal('approval-number', contextOf(work, id), number),
    digits: question.digits,
    qSealed: work.keys.seal('approval-q', contextOf(work, id), q),
    qHash: sha256(q),
    pushed,
    heldBack: reached ? heldBack : null,
    expiresAt,
  })
  if (target) await ring(work, { deviceId: target, rid: id, expiresAt })
  if (userId) {
    await record(work, 'signin.request.issued', {
      userId,
      requestId: id,
      applicationId: application.id,
      action: question.action,
      pushed,
    })
  }
  return { id, number, q, expiresAt, pushed, heldBack }
}

/** Why the phone stays quiet, and whether there is anything to supersede. */
async function history(
  work: Work,
  { userId, knownBrowser, browserHash }: Question,
  addressMac: Buffer,
): Promise<{ heldBack: Asked['heldBack']; isWaiting: boolean }> {
  const since = new Date(work.now.getTime() - windowSeconds * 1000)
  const [{ asked, deniedAt, isWaiting }, pausedUntil] = await Promise.all([
    historyOf(work, { addressMac, userId, since, knownBrowser, browserHash }),
    userId ? pushesPausedUntil(work, { userId }) : null,
  ])
  return { heldBack: whyHeldBack(), isWaiting }

  function whyHeldBack(): Asked['heldBack'] {
    if (pausedUntil && pausedUntil > work.now) return 'paused'
    if (deniedAt && deniedAt.getTime() + quietSeconds * 1000 > work.now.getTime()) return 'quiet'
    return asked >= (knownBrowser ? limits.known : limits.unknown) ? 'limit' : null
  }
}

const macOfAddress = (work: Work, address: string) =>
  work.keys.mac('approval-address', `${work.base.tenantId}:${emailKey(address)}`)

/** Binds what is sealed to its request. */
export const contextOf = (work: Work, id: RequestId): string => `${work.base.tenantId}:${id}`
