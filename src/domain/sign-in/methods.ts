import type { SignInMethod } from '#contract/settings.ts'
import { phoneAcr } from '../approvals/redeem-approval.ts'
import type { SignIn } from './sign-in.sql.ts'
import type { Standing } from './standing.ts'

/** One factor, known. */
export const passwordAcr = 'urn:latchkey:acr:password'
/** What another provider says; how it knows is its own affair. */
export const providerAcr = 'urn:latchkey:acr:provider'

/**
 * What a session says of how it began: the methods that were shown, each by its name (RFC 8176; `fed` is ours), the class of the strongest,
 * and the way that the person began with, which their browser is offered next time.
 */
export function methodsOf(
  signIn: SignIn,
  { phone, password, way }: Extract<Standing, { kind: 'proved' }>,
  federated: boolean,
): { amr: string[]; acr: string; method: SignInMethod } {
  const amr = [
    ...(federated ? ['fed'] : []),
    ...(password ? ['pwd'] : []),
    ...(phone ? (signIn.phoneAmr ?? []) : []),
  ]
  const acr = phone ? (signIn.phoneAcr ?? phoneAcr) : way === 'provider' ? providerAcr : passwordAcr
  return { amr, acr, method: federated ? 'provider' : password ? 'password' : 'phone' }
}
