import type { ProviderId, SignInId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { openSignIn } from './bound.ts'
import type { BrowserCookies } from './browser.ts'
import { offeredWays } from './offered-ways.ts'
import { changeSignIn } from './sign-in.sql.ts'

/**
 * Whether this sign-in may go to that provider now, and what the provider is told. Nothing has been shown by going there: what counts is
 * what comes back.
 */
export async function takeProvider(
  work: Work,
  {
    id,
    cookies,
    providerId,
    keep,
  }: { id: SignInId; cookies: BrowserCookies; providerId: ProviderId; keep: boolean },
): Promise<{ address: string | null; fresh: boolean } | undefined> {
  const signIn = await openSignIn(work, { id, cookies, lock: true })
  if (typeof signIn === 'string' || signIn.state === 'finished' || signIn.state === 'failed') return undefined
  const { order, providers, keep: asks } = await offeredWays(work, signIn)
  if (!order.includes('provider') || !providers.some((provider) => provider.id === providerId))
    return undefined
  if (keep && asks) await changeSignIn(work, signIn, { keep })
  return { address: signIn.address, fresh: signIn.fresh }
}
