import type { SignInId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import { resolveLink } from '../providers/resolve-link.ts'
import type { Upstream } from '../providers/upstream.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { advance } from './advance.ts'
import { ask, offer } from './ask.ts'
import { openSignIn } from './bound.ts'
import type { BrowserCookies } from './browser.ts'
import { firstWay, offeredWays } from './offered-ways.ts'
import type { Place } from './place.ts'
import { changeSignIn, nothingShown, setFailed } from './sign-in.sql.ts'
import { moved, type Step } from './step.ts'
import { findTarget } from './target.ts'

/**
 * Takes what a provider said of the person at this browser, whose trip was of this sign-in: the caller has checked the answer, and that
 * it is the first. What the sign-in had shown of anybody before counts no more.
 *
 * Whoever is linked, or becomes so by a believed address, goes on. Where the account may be theirs, they show that first, by its phone or
 * its password; until then the upstream identity waits, sealed, in this sign-in and in no other.
 */
export async function acceptUpstream(
  work: Work,
  {
    signInId: id,
    cookies,
    upstream,
    place = null,
  }: { signInId: SignInId; cookies: BrowserCookies; upstream: Upstream; place?: Place | null },
): Promise<Step> {
  const signIn = await openSignIn(work, { id, cookies, lock: true })
  if (typeof signIn === 'string' || signIn.state === 'finished' || signIn.state === 'failed') return moved
  const target = await findTarget(work, signIn)
  const offered = await offeredWays(work, { ...signIn, pendingLink: null })
  const { providerId } = upstream
  if (!offered.providers.some((provider) => provider.id === providerId)) return moved

  const resolved = await resolveLink(work, upstream)
  const fresh = {
    ...nothingShown,
    state: 'asked',
    method: 'provider',
    requestId: null,
    failure: null,
  } as const
  if (resolved.kind === 'linked' || resolved.kind === 'created') {
    const { userId } = resolved
    const { email } = await getUser(work, { userId })
    const shown = await changeSignIn(work, signIn, {
      ...fresh,
      userId,
      address: email,
      providerAt: work.now,
      providerId,
    })
    await advance(work, { signIn: shown, place })
    return moved
  }

  const { applicationId } = signIn
  const quiet = target.unknownAddress === 'neutral' && !upstream.emailVerified && upstream.email !== null
  if (
    resolved.kind === 'refused' &&
    !(quiet && resolved.why !== 'blocked' && resolved.why !== 'provider-off')
  ) {
    const failure = resolved.why === 'provider-off' ? resolved.why : `provider-${resolved.why}`
    await setFailed(work, signIn, {
      ...nothingShown,
      failure,
      userId: null,
      providerAt: work.now,
      providerId,
    })
    await record(work, 'user.signin.failed', { userId: null, signInId: id, applicationId, reason: failure })
    return moved
  }

  // An address that the provider does not vouch for says nothing of who is here: somebody unknown is asked to prove an account as well.
  const userId = resolved.kind === 'prove' ? resolved.userId : null
  const address = upstream.email ?? ''
  const waiting = await changeSignIn(work, signIn, { ...fresh, userId, address, pendingLink: upstream })
  const ways = await offeredWays(work, waiting)
  const way = await firstWay(work, { signIn: waiting, offered: ways, userId, tells: false })
  const named = { signIn: waiting, target, userId, address }
  if (way === 'phone') await ask(work, { ...named, place })
  else await offer(work, { ...named, method: way })
  return moved
}
