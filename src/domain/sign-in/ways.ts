import type { Remedy } from '#contract/diagnosis.ts'
import type { ProviderId } from '#contract/ids.ts'
import type { SignInMethod, SignInPolicy } from '#contract/settings.ts'
import type { Check, CheckName, Facts } from './decide.ts'

/** What the ways in depend on. */
export interface WayFacts {
  /** The way that is tried; null asks whether there is any. */
  readonly way: SignInMethod | null
  /** Which provider, where that is the way. */
  readonly providerId: ProviderId | null
  readonly policy: Pick<SignInPolicy, 'order' | 'secondFactor'>
  /** What is to be reached asks for a phone, whatever the policy says. */
  readonly asksPhone: boolean
  /** Their phones by what they may do. */
  readonly devices: { readonly active: number; readonly suspended: number }
  readonly password: {
    /** By the policy, for this person. */
    readonly allowed: boolean
    readonly isSet: boolean
    /** False for a temporary one that is over, and for one that was changed since it was right. */
    readonly holds: boolean
    /** Their address is verified: "Forgot password" reaches them. */
    readonly canBeSetByMail: boolean
  }
  /** Too many failed tries of strangers, and this browser is one. */
  readonly locked: boolean
  /** Those that are enabled, and those that are linked. */
  readonly providers: readonly {
    readonly id: ProviderId
    readonly name: string
    readonly enabled: boolean
    readonly linked: boolean
  }[]
}

/** One way in, as an administrator sees it. */
export interface Way {
  readonly method: SignInMethod
  readonly providerId: ProviderId | null
  readonly name: string
  readonly works: boolean
  readonly why: string | null
  readonly fix: Remedy | null
}

/** The checks that a way in has to pass, in order. */
export function checksOfWay(
  facts: Facts,
  ways: WayFacts,
  method: SignInMethod,
  providerId: ProviderId | null,
): Check[] {
  const checks: Check[] = []
  const look = (check: CheckName, passed: boolean, reason: string, remedy: string, fix: Remedy) => {
    checks.push(
      passed
        ? { check, passed, reason: null, remedy: null, fix: null }
        : { check, passed, reason, remedy, fix },
    )
  }
  const { devices, password, providers } = ways
  // A phone that answers was asked while it was allowed, or as the second factor.
  if (facts.purpose !== 'approve') {
    look(
      'method-allowed',
      ways.policy.order.includes(method),
      `The organisation does not offer ${nameOfMethod[method]} as a way to sign in.`,
      'Sign in another way, or change the ways to sign in.',
      'change-sign-in-policy',
    )
  }
  if (method === 'password') {
    look(
      'password-allowed',
      password.allowed,
      'The policy allows them no password.',
      'Allow this person a password, or sign in another way.',
      'allow-password',
    )
    look(
      'password-set',
      password.isSet,
      'They have no password.',
      'Send them a link to set one.',
      'send-password-link',
    )
    look(
      'password-holds',
      password.holds,
      'Their temporary password was used or is over, or the password was changed meanwhile.',
      'Send them a link to set a new one.',
      'send-password-link',
    )
    look(
      'not-locked',
      !ways.locked,
      'After too many wrong passwords only browsers that they used before are let try.',
      'Unlock them, or let them use their phone or a browser that they used before.',
      'unlock',
    )
  }
  if (method === 'provider') {
    const provider = providers.find((one) => one.id === providerId)
    look(
      'provider-enabled',
      provider?.enabled === true,
      'The provider is switched off or gone.',
      'Switch the provider on, or sign in another way.',
      'enable-provider',
    )
    look(
      'provider-linked',
      provider?.linked === true,
      'They are not linked to that provider.',
      'They link it by signing in through it once.',
      'none',
    )
  }
  const asksPhone = method !== 'phone' && facts.purpose === 'sign-in' && phoneIsAskedToo(facts, ways)
  if (method === 'phone' || asksPhone) {
    const paused = devices.suspended > 0
    const also = asksPhone ? 'A phone is asked for as well. ' : ''
    look(
      'device-can-answer',
      devices.active > 0,
      also + (paused ? 'Their phone is paused.' : 'They have no phone that can answer.'),
      paused ? 'Remove the phone and show them a new setup code.' : 'Show them a setup code.',
      paused ? 'remove-device' : 'issue-claim',
    )
  }
  return checks
}

/** Whether a password or a provider is not enough for this person and what they want to reach. */
export function phoneIsAskedToo({ user }: Facts, { asksPhone, policy }: WayFacts): boolean {
  if (asksPhone || policy.secondFactor === 'everyone') return true
  return policy.secondFactor === 'admins' && user !== null && user.adminRole !== null
}

/** Every way in with whether it works now. A password that is not set yet works where the person can set it by themselves. */
export function waysOf(facts: Facts, ways: WayFacts): Way[] {
  const stateOf = (method: SignInMethod, name: string, providerId: ProviderId | null): Way => {
    const failed = checksOfWay({ ...facts, purpose: 'sign-in' }, ways, method, providerId).filter(
      (check) => !check.passed,
    )
    const [first] = failed
    const settable = failed.every(({ check }) => check === 'password-set' || check === 'password-holds')
    if (first && settable && ways.password.canBeSetByMail) {
      return {
        method,
        providerId,
        name,
        works: true,
        why: `${first.reason} They can set one by “Forgot password”.`,
        fix: first.fix,
      }
    }
    return { method, providerId, name, works: !first, why: first?.reason ?? null, fix: first?.fix ?? null }
  }
  const all = [
    stateOf('phone', 'Phone', null),
    stateOf('password', 'Password', null),
    ...ways.providers.map(({ id, name }) => stateOf('provider', name, id)),
  ]
  const placeOf = ({ method }: Way) => {
    const at = ways.policy.order.indexOf(method)
    return at < 0 ? ways.policy.order.length : at
  }
  return all.sort((a, b) => placeOf(a) - placeOf(b))
}

const nameOfMethod: Record<SignInMethod, string> = {
  phone: 'the phone',
  password: 'a password',
  provider: 'a provider',
}
