import { outOfBandAcr, phoneAcr } from '#domain/approvals/redeem-approval.ts'
import { passwordAcr, providerAcr } from '#domain/sign-in/methods.ts'

/** What a sign-in can say of how it was proved, from the least to the most. A password and a provider stand side by side. */
export const acrValues = [passwordAcr, providerAcr, phoneAcr, outOfBandAcr]

const rankOf = (acr: string) => Math.max(0, acrValues.indexOf(acr) - 1)

/**
 * The least that an application asks for in `acr_values` (OpenID Connect Core §3.1.2.1), where that is a phone's; null where nothing
 * is asked for that every sign-in does not have. Names that are not ours say nothing.
 */
export function askedAcr(values: unknown): string | null {
  const known = (typeof values === 'string' ? values.split(' ') : []).filter((acr) => acrValues.includes(acr))
  const [least] = known.sort((a, b) => rankOf(a) - rankOf(b))
  return least !== undefined && rankOf(least) > 0 ? least : null
}

/** Whether a session that was proved this way is less than what is asked for. */
export const fallsShort = (acr: string, asked: string): boolean => rankOf(acr) < rankOf(asked)
