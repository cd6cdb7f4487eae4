import { randomBytes } from 'node:crypto'
import type { AccountId, ClaimId } from '#contract/ids.ts'
import { sha256 } from '#platform/hash.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import { emailKey } from '../users/email-key.ts'
import { searchKeys } from '../users/search-keys.ts'
import type { Work } from '../work.ts'
import { addLink } from './add-link.ts'
import { addPassword } from './add-password.ts'
import { addPhones } from './add-phones.ts'
import { daysBefore, type SampleApplication } from './company.ts'
import { makeDid } from './make-phone.ts'
import { userAgents } from './offices.ts'
import { minute, nobody, type OneLife, type Seen, type Surroundings } from './one-life.ts'
import { createDice } from './people.ts'
import type { Planned } from './plan.ts'
import type { PastEvent, Rows } from './rows.ts'
import { addVisit, type Visit } from './visits.ts'
import { workdays } from './workdays.ts'

/** All that one made-up person has and did. Adds to `rows`. */
export async function addLife(work: Work, rows: Rows, who: Planned, around: Surroundings): Promise<void> {
  const { company } = around
  const dice = createDice(77_000 + who.n)
  const event = (one: PastEvent) => rows.events.push(one)
  const userAgent = userAgents[who.n % userAgents.length] ?? ''
  const from = { ip: `${who.office.network}.${20 + (who.n % 200)}`, userAgent }
  const admin = who.adminRole
    ? ({ kind: 'system', id: null } as const)
    : ({ kind: 'user', id: around.adminId } as const)
  const office = who.adminRole ? null : { ip: '192.0.2.21', userAgent: userAgents[1] ?? '' }
  // Whoever came today has joined by now all the same.
  const sinceThen = Math.max(0, company.begunAt.getTime() - who.createdAt.getTime())
  const joinedAt = new Date(who.createdAt.getTime() + Math.min((15 + dice() * 600) * minute, sinceThen / 2))
  const isVerified = who.status === 'active' && who.turn !== 'unverified'

  event({
    at: who.createdAt,
    type: 'user.created',
    data: { userId: who.id, adminRole: who.adminRole },
    personal: {
      name: `${who.firstName} ${who.lastName}`,
      email: who.email,
      ...(who.mobile && { mobile: who.mobile }),
    },
    actor: admin,
    from: office,
  })
  const claim = who.turn === 'never-invited' || who.turn === 'phone-to-come' ? undefined : invite()
  const hasDid = who.phones > 0
  const did = hasDid ? makeDid() : null
  const identityId = hasDid ? newId(joinedAt) : null
  if (did && identityId) rows.identities.push({ id: identityId, did, createdAt: joinedAt })
  const targets = applicationsOf()
  const life: OneLife = { work, rows, who, around, dice, event, from, office, joinedAt, isVerified, did }
  const devices = await addPhones(life, claim?.id)
  const visits = visitsOf()
  const knownHash = sha256(randomToken(16))
  const seen: Seen[] = []
  for (const visit of visits) {
    const means = { deviceId: devices[0]?.id ?? null, targets }
    const done = addVisit(work, rows, dice, { who, means, company, visit, knownHash })
    if (done) seen.push({ at: visit.at, ...done })
  }
  // Who was not there in the month that is told was there before it, or never.
  const last = seen.at(-1)?.at ?? earlier()
  addUser()
  for (const device of devices) rows.devices.push({ ...device, lastActiveAt: last ?? device.enrolledAt })
  addAccounts()
  addPassword(life, seen)
  addLink(life, seen)
  const latest = seen.at(-1)
  if (latest) {
    const { at, method } = latest
    rows.knownBrowsers.push({
      userId: who.id,
      browserHash: knownHash,
      country: who.office.country,
      firstAt: joinedAt,
      lastAt: at,
      method,
      providerId: method === 'provider' ? company.providerId : null,
    })
  }

  /** The mail with which they came in, spent by those who came. */
  function invite(): { id: ClaimId } {
    const sentAt = new Date(who.createdAt.getTime() + 2 * minute)
    // A new id carries its brand from here on.
    const id = newId(sentAt) as ClaimId
    const expiresAt = new Date(sentAt.getTime() + 7 * 86_400_000)
    const data = {
      userId: who.id,
      claimId: id,
      purpose: 'enrol',
      kind: 'mail',
      expiresAt: expiresAt.toISOString(),
    } as const
    event({ at: sentAt, type: 'claim.issued', data, actor: admin, from: office })
    event({
      at: sentAt,
      type: 'invitation.sent',
      data: { userId: who.id, claimId: id },
      actor: admin,
      from: office,
    })
    // Older ones are swept by now.
    if (expiresAt > daysBefore(company.begunAt, 90)) {
      const isSpent = who.phones > 0
      rows.claims.push({
        id,
        userId: who.id,
        purpose: 'enrol',
        kind: 'mail',
        tokenHash: randomBytes(32),
        emailKey: emailKey(who.email),
        tries: isSpent ? 1 : 0,
        issuedBy: admin.id,
        issuedAt: sentAt,
        expiresAt,
        openedAt: isSpent ? joinedAt : null,
        spentAt: isSpent ? joinedAt : null,
      })
    }
    return { id }
  }

  function applicationsOf(): SampleApplication[] {
    const used = company.applications.filter(({ share }) => dice() * 100 < share)
    return used.length > 0 ? used : company.applications.slice(0, 1)
  }

  function visitsOf(): Visit[] {
    if (who.status === 'invited') return []
    const isStopped = who.turn === 'phone-suspended' || who.turn === 'temporary-password'
    const quietDays = Math.max(who.quietDays, isStopped ? 2 : 0)
    const { pace, office } = who
    const times = workdays(dice, company.begunAt, { pace, quietDays, ahead: office.ahead, since: joinedAt })
    const own = times.flatMap((at): Visit[] => {
      const roll = dice()
      if (roll < 0.025) return [{ at, result: 'expired' }, again(at)]
      if (roll < 0.035) return [{ at, result: 'denied' }]
      if (roll < 0.045) return [{ at, result: 'wrong-number' }, again(at)]
      if (roll < 0.075) return [{ at, result: 'password-wrong' }, again(at)]
      return [{ at, result: 'in' }]
    })
    const night = daysBefore(company.begunAt, 1.3)
    if (who.turn === 'reported') return [...own, { at: night, result: 'reported' }]
    if (who.turn !== 'locked') return own
    const tries = Array.from({ length: 12 }, (_, n): Visit => {
      const at = new Date(company.begunAt.getTime() - (150 - n) * minute)
      return { at, result: 'password-wrong', strange: true }
    })
    return [...own, ...tries]
  }

  function earlier(): Date | null {
    // Some never came although they could.
    if (who.status === 'invited' || dice() < 0.25) return null
    const at = daysBefore(company.begunAt, Math.max(31, who.quietDays) + dice() * 200)
    return at > joinedAt ? at : null
  }

  function addUser() {
    const { firstName, lastName, mobile } = who
    const lockedAt = daysBefore(company.begunAt, 0.09)
    const lockedUntil = who.turn === 'locked' ? new Date(lockedAt.getTime() + 3 * 86_400_000) : null
    if (lockedUntil) {
      const data = { userId: who.id, until: lockedUntil.toISOString(), failures: 64 }
      event({
        at: lockedAt,
        type: 'user.locked',
        data,
        actor: nobody,
        from: { ip: '203.0.113.254', userAgent: 'python-requests/2.32' },
      })
    }
    rows.users.push({
      id: who.id,
      identityId,
      did,
      firstName,
      lastName,
      name: `${firstName} ${lastName}`,
      ...searchKeys({ firstName, lastName, mobile }),
      email: who.email,
      emailKey: emailKey(who.email),
      emailVerified: isVerified,
      mobile,
      personalEmail: who.personalEmail,
      externalId: dice() < 0.3 ? `HR-${10_000 + who.n}` : null,
      role: who.adminRole ? 'admin' : 'user',
      adminRole: who.adminRole,
      status: who.status,
      createdAt: who.createdAt,
      updatedAt: who.status === 'active' ? joinedAt : who.createdAt,
      lastSignInAt: last,
      requirePasswordReset: who.turn === 'must-reset',
      lockedUntil,
      lockedWhy: lockedUntil && 'strangers',
    })
  }

  function addAccounts() {
    for (const application of targets) {
      const visits = seen.filter(({ applicationId }) => applicationId === application.id)
      const isActive = who.status === 'active' && (visits.length > 0 || (last !== null && dice() < 0.6))
      if (!isActive && application.access === 'everyone') continue
      const createdAt = application.access === 'assigned' ? who.createdAt : (visits[0]?.at ?? joinedAt)
      // A new id carries its brand from here on.
      const id = newId(createdAt) as AccountId
      const about = { userId: who.id, accountId: id, applicationId: application.id }
      const activatedAt = isActive ? (visits[0]?.at ?? joinedAt) : null
      rows.accounts.push({
        id,
        userId: who.id,
        applicationId: application.id,
        subject: randomToken(16),
        status: isActive ? 'active' : 'invited',
        did: isActive ? did : null,
        createdAt,
        activatedAt,
        lastSignInAt: visits.at(-1)?.at ?? null,
      })
      event({
        at: createdAt,
        type: 'account.created',
        data: about,
        actor: application.access === 'assigned' ? admin : nobody,
        from: null,
      })
      if (activatedAt) event({ at: activatedAt, type: 'account.activated', data: about, actor: nobody, from })
    }
  }
}

/** The same person's next try, a little later. */
const again = (at: Date): Visit => ({ at: new Date(at.getTime() + 3 * minute), result: 'in' })
