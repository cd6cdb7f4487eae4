import type { UserId } from '#contract/ids.ts'
import type { Tenancy } from '../work.ts'

type At = Pick<Tenancy, 'baseUrl'>

/** The host that passkeys are bound to (WebAuthn Level 3 §5.1.2): the organisation's own, never the app's. */
export const rpIdOf = ({ baseUrl }: At): string => new URL(baseUrl).hostname

/** The one origin at which they are asked for. */
export const originOf = ({ baseUrl }: At): string => new URL(baseUrl).origin

/** Browsers know passkeys only over https, or on this computer at localhost, and only for names: an IP address is no host of theirs. */
export function canUsePasskeys({ baseUrl }: At): boolean {
  const { protocol, hostname } = new URL(baseUrl)
  const isName = /[a-z]$/i.test(hostname)
  return isName && (protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost'))
}

/** What an authenticator keeps to tell accounts apart (§5.4.3): the same for all passkeys of a person, and no name of theirs. */
export const userHandleOf = (userId: UserId): Buffer => Buffer.from(userId.replaceAll('-', ''), 'hex')
