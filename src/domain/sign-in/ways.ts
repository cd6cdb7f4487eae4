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
  readonly policy: Pick<
    SignInPolicy,
    'order' | 'secondFactor' | 'passkeyRequiredFor' | 'mailCodes' | 'smsCodes' | 'overrides'
  >
  /** What is to be reached asks for a phone, whatever the policy says. */
  readonly asksPhone: boolean
  /** It asks for a passkey, and takes nothing less. */
  readonly asksPasskey: boolean
  /** Their passkeys, and those of them that are accepted: one that may have been copied is not. */
  readonly passkeys: { readonly all: number; readonly accepted: number }
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
  readonly codes: {
    /** Whether this installation sends mail, and texts. */
    readonly mail: boolean
    readonly sms: boolean
    readonly emailVerified: boolean
    /** There is a mobile number of theirs that texts may go to. */
    readonly mobile: boolean
  }
  /** An administrator's passcode waits for them. Looked up only where every way is asked for. */
  readonly openOverride: boolean
  /** What helps whoever asks why somebody cannot sign in; null where nobody asks, since no sign-in depends on it. */
  readonly hints: {
    /** Phones that wait for an administrator to compare their digits. */
    readonly pendingDevices: number
    /** No sign-in request rings their phones for now. */
    readonly pushesPaused: boolean
  } | null
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
      isOffered(ways, method) || (method === 'passkey' && passkeyIsAsked(facts, ways)),
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
  if (method === 'mail' || method === 'sms') {
    look(
      'code-allowed',
      facts.user === null || facts.user.adminRole === null,
      'Administrators never sign in by a code.',
      'They use their phone, a passkey or another way.',
      'none',
    )
    const { reason, remedy } = lackOfCode(ways, method)
    look('code-can-be-sent', reason === null, reason ?? '', remedy, 'none')
  }
  if (method === 'override' && facts.purpose === 'sign-in') {
    look(
      'override-reaches',
      !ways.asksPhone && !passkeyIsAsked(facts, ways),
      'An override does not reach what asks for a phone by name or for a passkey.',
      'Set up a phone or a passkey for them.',
      'issue-claim',
    )
  }
  const asksPasskey =
    !['passkey', 'override'].includes(method) && facts.purpose === 'sign-in' && passkeyIsAsked(facts, ways)
  if (method === 'passkey' || asksPasskey) {
    const isLinked = providers.some(({ enabled, linked }) => enabled && linked)
    const needsPhone = passkeyIsAsked(facts, ways) && devices.active === 0 && !isLinked
    const also = asksPasskey ? 'Nothing less than a passkey is accepted for them here. ' : ''
    look(
      'passkey-registered',
      ways.passkeys.all > 0,
      `${also}They have no passkey.`,
      // A password alone does not add the first one where it is asked for.
      needsPhone
        ? 'Show them a setup code: with a phone they sign in to their account page, at /account, and add one there.'
        : 'They sign in to their account page, at /account, and add one there.',
      needsPhone ? 'issue-claim' : 'none',
    )
    look(
      'passkey-accepted',
      ways.passkeys.all === 0 || ways.passkeys.accepted > 0,
      `${also}Their passkey is gone, or refused because it may have been copied.`,
      'Remove that passkey; then they add another one at /account.',
      'none',
    )
  }
  const asksPhone = facts.purpose === 'sign-in' && phoneIsAskedToo(facts, ways, method)
  if (method === 'phone' || asksPhone) {
    const also = asksPhone ? 'A phone is asked for as well. ' : ''
    const { reason, remedy, fix } = lackOfPhone(ways)
    look('device-can-answer', devices.active > 0, also + reason, remedy, fix)
  }
  return checks
}

/** Why none of their phones answers, where none is active. One that only waits is the nearest to doing so. */
function lackOfPhone({ devices, hints }: WayFacts): { reason: string; remedy: string; fix: Remedy } {
  if (hints && hints.pendingDevices > 0) {
    return {
      reason: 'Their new phone waits to be confirmed.',
      remedy: 'Ask them for the six digits that it shows, and compare them.',
      fix: 'confirm-device',
    }
  }
  if (devices.suspended > 0) {
    return {
      reason: 'Their phone is paused.',
      remedy: 'Resume the phone if they know its PIN; else remove it and show them a new setup code.',
      fix: 'remove-device',
    }
  }
  return {
    reason: 'They have no phone that can answer.',
    remedy: 'Show them a setup code.',
    fix: 'issue-claim',
  }
}

/** What keeps a code from reaching them; null where nothing does. */
function lackOfCode({ codes }: WayFacts, method: 'mail' | 'sms'): { reason: string | null; remedy: string } {
  if (method === 'mail') {
    if (!codes.mail)
      return { reason: 'No mail server is set up.', remedy: 'Set one up for this installation.' }
    return {
      reason: codes.emailVerified ? null : 'Their address was never verified.',
      remedy: 'Send the invitation again, or verify the address.',
    }
  }
  if (!codes.sms) return { reason: 'No text service is set up.', remedy: 'Set one up for this installation.' }
  return {
    reason: codes.mobile ? null : 'They have no mobile number that texts may go to.',
    remedy: 'Enter their number, of a country that texts may go to.',
  }
}

/** Whether what they showed is not enough for this person and what they want to reach, and their phone makes it so. */
export function phoneIsAskedToo(facts: Facts, ways: WayFacts, shown: SignInMethod): boolean {
  // Each of them is enough by itself; where a passkey is asked for, no phone makes up for it.
  if (shown === 'phone' || shown === 'passkey' || passkeyIsAsked(facts, ways)) return false
  // It stands in for the phone that they do not have at hand; what asks for one by name it does not reach at all.
  if (shown === 'override') return false
  const { asksPhone, policy } = ways
  if (asksPhone || policy.secondFactor === 'everyone') return true
  return policy.secondFactor === 'admins' && facts.user !== null && facts.user.adminRole !== null
}

/**
 * Whether nothing but a passkey is enough for this person and what they want to reach. Whoever has none at all reaches their own account
 * without, to add the first; whoever has one never does.
 */
export function passkeyIsAsked(
  { user, target }: Facts,
  { asksPasskey, policy, passkeys }: WayFacts,
): boolean {
  if (asksPasskey) return true
  if (!user || !policy.passkeyRequiredFor.includes(user.adminRole ?? 'user')) return false
  return target.kind !== 'account' || passkeys.all > 0
}

/** Whether the organisation lets people in this way. */
export function isOffered({ policy }: Pick<WayFacts, 'policy'>, method: SignInMethod): boolean {
  switch (method) {
    case 'mail':
      return policy.mailCodes
    case 'sms':
      return policy.smsCodes
    case 'override':
      return policy.overrides
    default:
      return policy.order.includes(method)
  }
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
    stateOf('passkey', 'Passkey', null),
    stateOf('password', 'Password', null),
    ...ways.providers.map(({ id, name }) => stateOf('provider', name, id)),
    ...(ways.policy.mailCodes ? [stateOf('mail', 'Code by mail', null)] : []),
    ...(ways.policy.smsCodes ? [stateOf('sms', 'Code by SMS', null)] : []),
    ...(ways.policy.overrides
      ? [overrideOf(stateOf('override', 'Passcode from an administrator', null), ways)]
      : []),
  ]
  const order: readonly SignInMethod[] = ways.policy.order
  const placeOf = ({ method }: Way) => {
    const at = order.indexOf(method)
    return at < 0 ? order.length : at
  }
  return all.sort((a, b) => placeOf(a) - placeOf(b))
}

/** A way in as long as one was issued and not used; never a reason to have no other. */
function overrideOf(way: Way, { openOverride }: WayFacts): Way {
  if (!way.works || openOverride) return way
  return { ...way, works: false, why: 'None is open for them.', fix: 'issue-override' }
}

const nameOfMethod: Record<SignInMethod, string> = {
  phone: 'the phone',
  passkey: 'a passkey',
  password: 'a password',
  provider: 'a provider',
  mail: 'a code by mail',
  sms: 'a code by SMS',
  override: 'an administrator’s code',
}
