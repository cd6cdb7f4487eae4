import type { UserId } from '#contract/ids.ts'
import type { SignInMethod } from '#contract/settings.ts'
import { askApproval } from '../approvals/ask-approval.ts'
import { record } from '../audit/record.ts'
import { emailKey } from '../users/email-key.ts'
import type { Work } from '../work.ts'
import type { CheckName } from './decide.ts'
import { decideSignIn } from './decide-sign-in.ts'
import { isNewPlace, readBrowser } from './known-browsers.sql.ts'
import type { Place } from './place.ts'
import { changeSignIn, nothingShown, type SignIn, setFailed } from './sign-in.sql.ts'
import type { Target } from './target.ts'
import { findWaysIn } from './ways-in.ts'

/** Whom a step is about: nobody, where the address is unknown. */
export interface Named {
  readonly signIn: SignIn
  readonly target: Target
  readonly userId: UserId | null
  readonly address: string
}

/**
 * Asks the phone of whoever has this address, in place of an earlier request of this sign-in.
 *
 * Where the address is nobody's, or its person cannot sign in, the policy of the target decides: `neutral` makes a request all the
 * same, which no phone ever sees; `tell` ends the sign-in. The reason is kept for administrators either way.
 */
export async function ask(
  work: Work,
  { place, ...named }: Named & { place: Place | null },
): Promise<'asked' | 'refused'> {
  const allowed = await mayTry(work, named, 'phone')
  if (allowed === 'refused') return 'refused'
  const { signIn, userId, address } = named
  const request = await askPhone(work, { ...named, userId: allowed.userId, place })
  await changeSignIn(work, signIn, {
    ...afresh(signIn, userId),
    state: 'asked',
    method: 'phone',
    userId,
    address,
    addressMac: macOf(work, address),
    requestId: request,
    failure: allowed.failed,
  })
  return 'asked'
}

/** Asks the phone of somebody who has shown something else already. What they have shown stays. */
export async function askAsWell(
  work: Work,
  { signIn, target, userId, place }: { signIn: SignIn; target: Target; userId: UserId; place: Place | null },
): Promise<void> {
  const address = signIn.address ?? ''
  const requestId = await askPhone(work, { signIn, target, userId, address, place })
  await changeSignIn(work, signIn, { method: 'phone', requestId, failure: null })
}

/** Names the person who is to show a password or a passkey, or to choose a provider. As `ask`, and asks no phone. */
export async function offer(
  work: Work,
  named: Named & { method: Exclude<SignInMethod, 'phone'> },
): Promise<'asked' | 'refused'> {
  const { signIn, userId, address, method } = named
  // Which provider they come through is theirs to say: there is nothing to decide about yet.
  const allowed = method === 'provider' ? { failed: null } : await mayTry(work, named, method)
  if (allowed === 'refused') return 'refused'
  const sameAsBefore = signIn.state === 'asked' && signIn.userId === userId
  await changeSignIn(work, signIn, {
    ...afresh(signIn, userId),
    state: 'asked',
    method,
    userId,
    address,
    addressMac: macOf(work, address),
    // A phone that was asked may still answer.
    requestId: sameAsBefore ? signIn.requestId : null,
    failure: allowed.failed,
  })
  return 'asked'
}

/** Nothing of another person's counts. The upstream identity of this one waits on, whichever way they show whose account it is. */
const afresh = ({ pendingLink, keep, ...before }: SignIn, userId: UserId | null) => ({
  ...nothingShown,
  keep,
  pendingLink: before.userId === userId ? pendingLink : null,
})

const aboutPerson: ReadonlySet<CheckName> = new Set<CheckName>([
  'organisation-open',
  'address-known',
  'activated',
  'not-removed',
  'not-deactivated',
  'application-available',
])

async function mayTry(
  work: Work,
  { signIn, target, userId, address }: Named,
  way: SignInMethod,
): Promise<'refused' | { userId: UserId | null; failed: string | null }> {
  const { applicationId } = signIn
  const { failed } = await decideSignIn(work, {
    userId,
    applicationId,
    account: target.kind === 'account',
    // A phone that shows whose account it is need not be a way in by itself.
    purpose: signIn.pendingLink ? 'approve' : 'ask',
    way,
  })
  if (!failed) return { userId, failed }
  // Nobody has tried a password or a passkey yet, and those who have none may go another way.
  if (way !== 'phone' && !aboutPerson.has(failed)) return { userId, failed }
  if (way !== 'phone' && target.unknownAddress === 'neutral') return { userId, failed }
  if (aboutPerson.has(failed) || !(await hasAnotherWay(work, userId)))
    await record(work, 'user.signin.failed', { userId, signInId: signIn.id, applicationId, reason: failed })
  if (target.unknownAddress === 'neutral') return { userId: null, failed }
  await setFailed(work, signIn, {
    ...nothingShown,
    failure: failed,
    userId,
    address,
    addressMac: macOf(work, address),
  })
  return 'refused'
}

/** Whether somebody who cannot go this way can go on by another: then nothing has failed yet. */
const hasAnotherWay = async (work: Work, userId: UserId | null): Promise<boolean> =>
  userId !== null && (await findWaysIn(work, { userId })).some(({ works }) => works)

async function askPhone(
  work: Work,
  { signIn, target, userId, address, place }: Named & { place: Place | null },
) {
  const browserHash = signIn.knownHash ?? signIn.browserHash
  const before = await readBrowser(work, { userId, browserHash })
  const { id } = await askApproval(work, {
    userId,
    address,
    action: 'sign-in',
    signInId: signIn.id,
    sessionId: null,
    application: { id: target.id, clientId: target.clientId, name: target.name },
    digits: target.digits,
    browserHash,
    knownBrowser: before.known,
    place,
    newPlace: isNewPlace(before, place?.country ?? null),
    reason: null,
  })
  return id
}

const macOf = (work: Work, address: string) =>
  work.keys.mac('address', `${work.base.tenantId}:${emailKey(address)}`)
