import type { Diagnosis } from '#contract/diagnosis.ts'
import type { ApplicationId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { findApproval } from '../approvals/find-approval.ts'
import { findUserByEmail } from '../users/find-user-by-email.ts'
import { getUser } from '../users/get-user.ts'
import { pushesPausedUntil } from '../users/pause-pushes.ts'
import type { Work } from '../work.ts'
import { type CheckName, decide } from './decide.ts'
import { findFacts } from './facts.sql.ts'
import { findIdByReference, findLastIdOf } from './find-attempt.sql.ts'
import { readReference } from './reference.ts'
import { findSignIn, type SignIn } from './sign-in.sql.ts'
import { findTarget } from './target.ts'
import { type Way, waysOf } from './ways.ts'

/**
 * Why somebody cannot sign in: the real decision on the facts of this moment, check by check, and each way in with what it lacks. Of a
 * reference code it asks for the way that was tried there; of a person who never tried, whether any way works.
 *
 * @throws {Problem} `invalid-request` where neither is named, `user-not-found`, `user-merged`, `sign-in-not-found`, `application-not-found`
 */
export async function diagnoseSignIn(
  work: Work,
  input: {
    userId?: UserId | undefined
    reference?: string | undefined
    applicationId?: ApplicationId | null | undefined
  },
): Promise<Diagnosis> {
  if (input.userId) await getUser(work, { userId: input.userId })
  const attempt = await findAttempt(work, input)
  const userId = input.reference ? await whoTried(work, attempt) : (input.userId ?? null)
  const user = userId ? await getUser(work, { userId }) : null

  const applicationId =
    input.applicationId === undefined ? (attempt?.applicationId ?? null) : input.applicationId
  // Of whom nothing is known yet: an administrator wants the console, everybody else their own account.
  const account =
    input.applicationId === undefined &&
    (attempt ? attempt.resume.kind === 'account' : user?.adminRole === null)
  const target = await findTarget(work, {
    applicationId,
    resume: account ? { kind: 'account', path: '' } : { kind: 'console', path: '' },
    // What an application asked for belongs to the sign-in in which it asked.
    askedAcr: attempt?.applicationId === applicationId ? attempt.askedAcr : null,
  })
  if (input.applicationId && target.clientId === null) throw new Problem('application-not-found')

  const { asksPhone, asksPasskey } = target
  const asked = { userId, applicationId, account, asksPhone, asksPasskey }
  const query = { ...asked, purpose: 'sign-in' as const, hints: true }
  const tried = input.reference && attempt?.method
  const verdict = decide(
    await findFacts(work, {
      ...query,
      way: tried || null,
      ...(tried === 'provider' && { providerId: attempt?.providerId ?? null }),
    }),
  )
  const facts = await findFacts(work, { ...query, way: null })
  const ways = user && facts.ways ? waysOf(facts, facts.ways) : []
  return {
    ...verdict,
    checks: [...verdict.checks],
    userId,
    target: { applicationId, name: account ? 'Their own account' : target.name },
    ways: userId ? await withPushes(work, userId, ways) : ways,
    attempt: attempt ? await describe(work, attempt) : null,
  }
}

async function findAttempt(
  work: Work,
  { userId, reference }: { userId?: UserId | undefined; reference?: string | undefined },
): Promise<SignIn | undefined> {
  if (reference === undefined) {
    if (!userId) throw new Problem('invalid-request', 'Name a user, or a reference code')
    const last = await findLastIdOf(work, userId)
    return last && findSignIn(work, last)
  }
  const read = readReference(reference)
  const id = read && (await findIdByReference(work, read))
  const signIn = id && (await findSignIn(work, id))
  if (!signIn) throw new Problem('sign-in-not-found')
  return signIn
}

/** Whoever has the address that was typed: now, since they may have been added after it. */
async function whoTried(work: Work, attempt: SignIn | undefined): Promise<UserId | null> {
  if (!attempt) return null
  if (attempt.userId) return attempt.userId
  const user = attempt.address && (await findUserByEmail(work, attempt.address))
  return user ? user.id : null
}

/** Says of a phone that works why no request rings there. It can be opened, or scan the code, all the same. */
async function withPushes(work: Work, userId: UserId, ways: readonly Way[]): Promise<Way[]> {
  const { receiving } = await getUser(work, { userId })
  const pausedUntil = await pushesPausedUntil(work, { userId })
  return ways.map((way) => {
    if (way.method !== 'phone' || !way.works) return way
    if (pausedUntil && pausedUntil > work.now)
      return {
        ...way,
        why: 'Requests are paused for a while: the open app and the QR code still work.',
        fix: 'resume-pushes' as const,
      }
    return receiving ? way : { ...way, why: 'No push reaches it: the open app and the QR code still work.' }
  })
}

/** How a sign-in ended, in words for an administrator; of a check that failed it is its name. */
const outcomes: Readonly<Record<string, string>> = {
  denied: 'It was denied on the phone.',
  'wrong-number': 'A wrong number was typed on the phone.',
  reported: 'It was denied and reported on the phone.',
  superseded: 'A newer request took its place.',
  unanswered: 'Nobody answered it in time.',
  'sms-limit': 'No text was sent: the number, or the organisation, has had as many as it may for now.',
  'provider-off': 'The provider was switched off meanwhile.',
  'provider-unknown': 'The provider named somebody who is no user here.',
  'provider-blocked': 'That account at the provider is blocked from being linked.',
  'provider-email-unverified': 'The provider did not vouch for their address.',
} satisfies Record<string, string>

const checkOutcomes: Partial<Record<CheckName, string>> = {
  'organisation-open': 'The organisation was closed.',
  'address-known': 'No user had this address.',
  activated: 'They had not set up anything to sign in with yet.',
  'not-removed': 'They had been removed from the organisation.',
  'not-deactivated': 'They were deactivated.',
  'application-available': 'The application was not available.',
  'way-in': 'No way in worked for them.',
  'method-allowed': 'The way they tried was not offered.',
  'password-allowed': 'The policy allowed them no password.',
  'password-set': 'They had no password.',
  'password-holds': 'Their password had been used up or changed.',
  'not-locked': 'They were locked after too many wrong passwords.',
  'provider-enabled': 'The provider was switched off.',
  'provider-linked': 'They were not linked to that provider.',
  'device-can-answer': 'They had no phone that could answer.',
  'requests-ring': 'Requests rang none of their phones.',
  'code-allowed': 'They were an administrator, and administrators never sign in by a code.',
  'code-can-be-sent': 'No code could be sent to them.',
  'override-reaches': 'An override does not reach what they wanted.',
  'passkey-registered': 'Nothing less than a passkey was accepted, and they had none.',
  'passkey-accepted': 'Their passkey was gone, or refused because it may have been copied.',
  administrator: 'They wanted the console, which is for administrators.',
  'account-allowed': 'They had no account in the application.',
  'account-not-ended': 'They had been removed from the application.',
}

async function describe(work: Work, attempt: SignIn): Promise<NonNullable<Diagnosis['attempt']>> {
  const { reference, createdAt, address } = attempt
  const over = attempt.expiresAt <= work.now
  const isOpen = attempt.state !== 'finished' && attempt.state !== 'failed'
  const state = isOpen ? (over ? 'expired' : 'open') : attempt.state === 'finished' ? 'finished' : 'failed'
  return { reference, at: createdAt, address, state, outcome: await outcomeOf(work, attempt, state) }
}

async function outcomeOf(work: Work, attempt: SignIn, state: string): Promise<string> {
  const { failure } = attempt
  if (state === 'finished') return 'They signed in.'
  if (failure) return outcomes[failure] ?? checkOutcomes[failure as CheckName] ?? failure
  if (attempt.state === 'begun') return 'The page was opened, and no address was sent.'
  const request = attempt.requestId && (await findApproval(work, { id: attempt.requestId }))
  if (request?.state === 'pending') return 'It waits for the phone.'
  if (request?.state === 'denied' || request?.state === 'reported') return outcomes[request.state] ?? ''
  return state === 'open' ? 'It is under way.' : 'Nobody finished it in time.'
}
