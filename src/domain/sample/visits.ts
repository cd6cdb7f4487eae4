import { randomBytes } from 'node:crypto'
import type { ApplicationId, DeviceId, ProviderId, RequestId, SessionId, SignInId } from '#contract/ids.ts'
import type { SignInMethod } from '#contract/settings.ts'
import { sha256 } from '#platform/hash.ts'
import { newId } from '#platform/id.ts'
import { randomDigits, randomToken } from '#platform/random.ts'
import { contextOf } from '../approvals/ask-approval.ts'
import { outOfBandAcr, phoneAcr } from '../approvals/redeem-approval.ts'
import { passwordAcr, providerAcr } from '../sign-in/methods.ts'
import { placeWords } from '../sign-in/place.ts'
import { drawReference } from '../sign-in/reference.ts'
import { emailKey } from '../users/email-key.ts'
import type { Work } from '../work.ts'
import { type Company, daysBefore, type SampleApplication } from './company.ts'
import { userAgents } from './offices.ts'
import type { Planned } from './plan.ts'
import type { PastEvent, Rows } from './rows.ts'

const nobody = { kind: 'nobody', id: null } as const
const hour = 3_600_000
/** Sign-ins and requests themselves are told for as long; the audit log tells of all. */
const toldDays = 12

/** What somebody can sign in with and to. */
export interface Means {
  readonly deviceId: DeviceId | null
  /** Null: the console. */
  readonly targets: readonly (SampleApplication | null)[]
}

export interface Visit {
  readonly at: Date
  readonly result: 'in' | 'denied' | 'expired' | 'wrong-number' | 'password-wrong' | 'reported'
  /** A stranger's, from elsewhere. */
  readonly strange?: boolean
}

/** One sign-in, or one that came to nothing, with all that it leaves behind. Adds to `rows`. */
export function addVisit(
  work: Work,
  rows: Rows,
  dice: () => number,
  {
    who,
    means,
    company,
    visit,
    knownHash,
  }: { who: Planned; means: Means; company: Company; visit: Visit; knownHash: Buffer },
): { applicationId: ApplicationId | null; method: SignInMethod } | undefined {
  const { at, result, strange = false } = visit
  const wanted = strange ? null : (means.targets[Math.floor(dice() ** 2 * means.targets.length)] ?? null)
  const method = strange ? 'password' : methodOf(who, means, result, dice())
  const roll = dice()
  const ends = dice()
  if (!method) return undefined
  const ip = strange ? '203.0.113.254' : `${who.office.network}.${20 + (who.n % 200)}`
  const userAgent = strange ? 'python-requests/2.32' : (userAgents[who.n % userAgents.length] ?? '')
  const from = { ip, userAgent }
  const applicationId = wanted?.id ?? null
  const digits = wanted?.approvalDigits ?? 2
  // New ids carry their brands from here on.
  const signInId = newId(at) as SignInId
  const requestId = method === 'phone' ? (randomToken(16) as RequestId) : null
  const after = (seconds: number) => new Date(at.getTime() + seconds * 1000)
  const answeredAt = after(8 + roll * 20)
  const doneAt = requestId ? after(10 + roll * 20) : after(6)
  const isTold = at > daysBefore(company.begunAt, toldDays)
  const providerId = method === 'provider' ? company.providerId : null
  const event = (one: PastEvent) => rows.events.push(one)
  const aboutRequest = requestId && { userId: who.id, requestId, applicationId }

  if (aboutRequest) {
    event({
      at,
      type: 'signin.request.issued',
      data: { ...aboutRequest, action: 'sign-in', pushed: true },
      actor: nobody,
      from,
    })
  }
  const device = { kind: 'device', id: means.deviceId } as const
  if (aboutRequest && means.deviceId) {
    const { deviceId } = means
    const phone = { ip, userAgent: 'Latchkey app' }
    if (result === 'in')
      event({
        at: answeredAt,
        type: 'signin.request.approved',
        data: { ...aboutRequest, deviceId, verification: 'pin' },
        actor: device,
        from: phone,
      })
    if (result === 'denied' || result === 'wrong-number')
      event({
        at: answeredAt,
        type: 'signin.request.denied',
        data: { ...aboutRequest, deviceId, why: result },
        actor: device,
        from: phone,
      })
    if (result === 'reported')
      event({
        at: answeredAt,
        type: 'signin.request.reported',
        data: { ...aboutRequest, deviceId },
        actor: device,
        from: phone,
      })
  }

  let sessionId: SessionId | null = null
  if (result === 'in') {
    sessionId = newId(doneAt) as SessionId
    const amr = method === 'phone' ? ['pop', 'user', 'mfa', 'pin'] : method === 'password' ? ['pwd'] : ['fed']
    const acr =
      method === 'phone'
        ? digits === 6
          ? outOfBandAcr
          : phoneAcr
        : method === 'password'
          ? passwordAcr
          : providerAcr
    event({
      at: doneAt,
      type: 'session.created',
      data: { userId: who.id, sessionId, applicationId },
      actor: nobody,
      from,
    })
    event({
      at: doneAt,
      type: 'user.signin.succeeded',
      data: {
        userId: who.id,
        signInId,
        sessionId,
        applicationId,
        amr,
        newBrowser: roll < 0.03,
        ...(providerId && { providerId }),
      },
      actor: nobody,
      from,
    })
    addSession({ sessionId, amr, acr, providerId })
  } else {
    event({
      at: result === 'expired' ? after(120) : doneAt,
      type: 'user.signin.failed',
      data: { userId: who.id, signInId, applicationId, reason: reasons[result] ?? result },
      actor: nobody,
      from,
    })
  }
  if (isTold) addTraces(method)
  return result === 'in' ? { applicationId, method } : undefined

  function addSession({
    sessionId: id,
    amr,
    acr,
    providerId: by,
  }: {
    sessionId: SessionId
    amr: string[]
    acr: string
    providerId: ProviderId | null
  }) {
    // Kept ones are there for some days to look at; the others end with the day, or when their people leave.
    const kept = applicationId !== null && ends < 0.2
    const signedOut = !kept && ends > 0.72
    const lifetime = kept ? 30 * 24 * hour : 12 * hour
    // Nobody is active after they were last seen.
    const now = daysBefore(company.begunAt, who.quietDays).getTime()
    const last = Math.min(doneAt.getTime() + (kept ? 4 * 24 : 5) * hour * roll, now - 60_000 * roll)
    const lastActiveAt = new Date(Math.max(last, doneAt.getTime()))
    const isOut = signedOut && lastActiveAt.getTime() < now - hour
    rows.sessions.push({
      id,
      userId: who.id,
      tokenHash: sha256(randomToken(32)),
      applicationId,
      deviceId: method === 'phone' ? means.deviceId : null,
      issuer: work.base.baseUrl,
      ip,
      userAgent,
      place: placeWords(who.office),
      amr,
      acr,
      startedAt: doneAt,
      lastActiveAt,
      provedAt: doneAt,
      expiresAt: new Date(doneAt.getTime() + lifetime),
      idleSeconds: kept ? lifetime / 1000 : 1800,
      kept,
      providerId: by,
      endedAt: isOut ? lastActiveAt : null,
      endedWhy: isOut ? 'signed-out' : null,
    })
    if (isOut)
      event({
        at: lastActiveAt,
        type: 'user.session.revoked',
        data: { userId: who.id, sessionId: id, why: 'signed-out' },
        actor: { kind: 'user', id: who.id },
        from,
      })
  }

  /** The sign-in with its reference code, and the request as its timeline shows it. */
  function addTraces(method: SignInMethod) {
    const browserHash = strange ? randomBytes(32) : knownHash
    const addressMac = work.keys.mac('approval-address', `${work.base.tenantId}:${emailKey(who.email)}`)
    rows.signIns.push({
      id: signInId,
      reference: drawReference(),
      browserHash,
      knownHash: browserHash,
      applicationId,
      // Who is no administrator goes to their own account, where it is no application.
      resume: JSON.stringify(
        applicationId || who.adminRole
          ? { kind: 'console', path: '/admin' }
          : { kind: 'account', path: '/account' },
      ),
      state: sessionId ? 'finished' : 'asked',
      userId: who.id,
      addressSealed: work.keys.seal('sign-in-address', `${work.base.tenantId}:${signInId}`, who.email),
      addressMac,
      requestId,
      // A wrong password ends no sign-in: another try would have been let.
      failure: sessionId || result === 'password-wrong' ? null : (reasons[result] ?? result),
      sessionId,
      ip,
      userAgent,
      createdAt: at,
      expiresAt: after(600),
      finishedAt: sessionId ? doneAt : null,
      method,
      providerId,
    })
    if (!requestId) return
    const state =
      result === 'in'
        ? 'redeemed'
        : result === 'wrong-number'
          ? 'denied'
          : result === 'password-wrong'
            ? 'expired'
            : result
    const isAnswered = state !== 'expired'
    rows.approvalRequests.push({
      id: requestId,
      userId: who.id,
      addressMac,
      action: 'sign-in',
      signInId,
      applicationId,
      applicationName: wanted?.name ?? 'Console',
      browserHash,
      knownBrowser: !strange,
      newPlace: false,
      ip,
      userAgent,
      city: who.office.city,
      country: who.office.country,
      numberSealed: work.keys.seal('approval-number', contextOf(work, requestId), randomDigits(digits)),
      digits,
      qSealed: work.keys.seal('approval-q', contextOf(work, requestId), randomToken(16)),
      qHash: sha256(randomToken(16)),
      state,
      why: result === 'wrong-number' ? 'wrong-number' : null,
      deviceId: isAnswered ? means.deviceId : null,
      verification: state === 'redeemed' ? 'pin' : null,
      how: state === 'redeemed' ? (roll < 0.2 ? 'qr' : 'number') : null,
      hardwareBound: false,
      pushed: true,
      issuedAt: at,
      expiresAt: after(120),
      answeredAt: isAnswered ? answeredAt : null,
      endedAt: isAnswered ? doneAt : after(120),
      redeemedAt: state === 'redeemed' ? doneAt : null,
    })
  }
}

/** What a failure is called, where the visit calls it otherwise. */
const reasons: Partial<Record<Visit['result'], string>> = {
  expired: 'unanswered',
  'password-wrong': 'wrong-password',
}

/** Whoever has several ways takes the phone mostly. Undefined where they have none that would end so. */
function methodOf(
  who: Planned,
  means: Means,
  result: Visit['result'],
  roll: number,
): SignInMethod | undefined {
  if (result === 'password-wrong') return who.hasPassword ? 'password' : undefined
  if (result !== 'in') return means.deviceId ? 'phone' : undefined
  const others: SignInMethod[] = [
    // An administrator's password alone opens nothing.
    ...(who.hasPassword && !who.adminRole ? (['password'] as const) : []),
    ...(who.isLinked && !who.adminRole ? (['provider'] as const) : []),
  ]
  const other = others[Math.floor(roll * 1000) % Math.max(1, others.length)]
  if (!means.deviceId) return other
  return other && roll < 0.45 ? other : 'phone'
}
