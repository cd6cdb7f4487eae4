import type { ProviderId, UserId } from '#contract/ids.ts'
import type { OrderedMethod, SignInMethod } from '#contract/settings.ts'
import { canUsePasskeys } from '../passkeys/relying-party.ts'
import { listSignInProviders } from '../providers/list-sign-in-providers.ts'
import { readSetting } from '../settings/read-setting.ts'
import type { Work } from '../work.ts'
import { readBrowser } from './known-browsers.sql.ts'
import type { SignIn } from './sign-in.sql.ts'
import { findWaysIn } from './ways-in.ts'

export type Fallback = Exclude<SignInMethod, OrderedMethod>

/** What the pages of a sign-in offer: the same to everybody, whoever they are. */
export interface OfferedWays {
  /** In the order of the policy. A provider is one only where there is any. */
  readonly order: readonly SignInMethod[]
  /** Behind them: weaker, and never the first. */
  readonly fallbacks: readonly Fallback[]
  readonly providers: readonly { readonly id: ProviderId; readonly name: string }[]
  /** Whether the page asks "Keep me signed in". */
  readonly keep: boolean
}

export async function offeredWays(
  work: Work,
  signIn: Pick<SignIn, 'pendingLink' | 'resume'>,
): Promise<OfferedWays> {
  const { order: policy, keepSignedIn } = await readSetting(work, 'sign-in')
  const order: readonly SignInMethod[] = policy
  const providers = order.includes('provider') ? await listSignInProviders(work) : []
  const isThere = (method: SignInMethod) => {
    if (method === 'provider') return providers.length > 0 && signIn.pendingLink === null
    if (method === 'passkey') return canUsePasskeys(work.base)
    return method !== 'password' || isPasswordOffered
  }
  const isPasswordOffered = (await readSetting(work, 'password')).allowed !== 'no'
  const local: SignInMethod[] = ['phone', 'passkey', 'password']
  // Whose account it is that a provider would be linked to is shown by what is here already.
  const ways = signIn.pendingLink ? [...order, ...local.filter((method) => !order.includes(method))] : order
  return {
    order: ways.filter(isThere),
    fallbacks: signIn.pendingLink ? [] : await fallbacksOf(work),
    providers: providers.map(({ id, name }) => ({ id, name })),
    keep: keepSignedIn && signIn.resume.kind !== 'console',
  }
}

/** What a code can be sent by is offered where it can be sent. Whose account a provider's identity is linked to is shown by more. */
async function fallbacksOf(work: Work): Promise<Fallback[]> {
  const { mailCodes, smsCodes, overrides } = await readSetting(work, 'sign-in')
  const { mail, sms } = work.channels
  return [
    ...(mailCodes && mail !== 'none' ? ['mail' as const] : []),
    ...(smsCodes && sms ? ['sms' as const] : []),
    ...(overrides ? ['override' as const] : []),
  ]
}

/**
 * Whether a passcode may be typed in this sign-in: also by whoever has shown a password or a provider and has no phone for the rest.
 */
export async function mayUseOverride(work: Work, signIn: SignIn): Promise<boolean> {
  const { address, pendingLink, phoneAt, passkeyAt, codeAt, overrideAt } = signIn
  if (address === null || pendingLink || phoneAt || passkeyAt || codeAt || overrideAt) return false
  return (await readSetting(work, 'sign-in')).overrides
}

/**
 * The way that a person is asked for first. In a browser of theirs the one that worked there last; else the first of the policy, which
 * tells a stranger nothing. Where unknown addresses are told so anyway, the first that works for this person.
 */
export async function firstWay(
  work: Work,
  {
    signIn,
    offered,
    userId,
    tells,
  }: { signIn: SignIn; offered: OfferedWays; userId: UserId | null; tells: boolean },
): Promise<SignInMethod> {
  const last = await readBrowser(work, { userId, browserHash: signIn.knownHash })
  if (last.method && offered.order.includes(last.method)) return last.method
  const [first = 'phone'] = offered.order
  if (!tells || !userId) return first
  const works = (await findWaysIn(work, { userId })).filter((way) => way.works)
  return offered.order.find((method) => works.some((way) => way.method === method)) ?? first
}
