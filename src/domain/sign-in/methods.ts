import type { SignInMethod } from '#contract/settings.ts'
import { phoneAcr } from '../approvals/redeem-approval.ts'
import { overrideAcr } from '../sessions/can-be-proved.ts'
import type { SignIn } from './sign-in.sql.ts'
import type { Standing } from './standing.ts'

/** One factor, known. */
export const passwordAcr = 'urn:latchkey:acr:password'
/** What another provider says; how it knows is its own affair. */
export const providerAcr = 'urn:latchkey:acr:provider'

/** A code that came by mail or SMS: the least that opens anything. */
export const codeAcr = 'urn:latchkey:acr:code'
/** A passkey with its person verified: bound to this site, so that no other can relay it. */
export const passkeyAcr = 'urn:latchkey:acr:passkey'

/**
 * What a session says of how it began: the methods that were shown, each by its name (RFC 8176; `fed` is ours), the class of the strongest,
 * and the way that the person began with, which their browser is offered next time.
 */
export function methodsOf(
  signIn: SignIn,
  { phone, passkey, password, way }: Extract<Standing, { kind: 'proved' }>,
  federated: boolean,
): { amr: string[]; acr: string; method: SignInMethod } {
  const amr = new Set([
    ...(federated ? ['fed'] : []),
    ...(password ? ['pwd'] : []),
    ...(signIn.codeAt && signIn.codeMethod ? ['otp', signIn.codeMethod] : []),
    ...(signIn.overrideAt ? ['otp'] : []),
    ...(phone ? (signIn.phoneAmr ?? []) : []),
    ...(passkey ? ['pop', 'user', 'mfa', passkey.hardware ? 'hwk' : 'swk'] : []),
  ])
  return { amr: [...amr], acr: acrOf(), method: methodOf() }

  function acrOf(): string {
    if (passkey) return passkeyAcr
    if (phone) return signIn.phoneAcr ?? phoneAcr
    switch (way) {
      case 'override':
        return overrideAcr
      case 'mail':
      case 'sms':
        return codeAcr
      case 'provider':
        return providerAcr
      default:
        return passwordAcr
    }
  }

  function methodOf(): SignInMethod {
    // Enough by itself, also where it was asked for after something else.
    if (passkey) return 'passkey'
    if (way === 'override') return way
    if (federated) return 'provider'
    return password ? 'password' : (signIn.codeMethod ?? 'phone')
  }
}
