import { outOfBandAcr, phoneAcr } from '#domain/approvals/redeem-approval.ts'
import { overrideAcr } from '#domain/sessions/can-be-proved.ts'
import { codeAcr, passkeyAcr, passwordAcr, providerAcr } from '#domain/sign-in/methods.ts'

/** What a sign-in can say of how it was proved, each with how much that is. All that is less than a phone stands side by side. */
const ranks: ReadonlyMap<string, number> = new Map([
  [overrideAcr, 0],
  [codeAcr, 0],
  [passwordAcr, 0],
  [providerAcr, 0],
  [phoneAcr, 1],
  [outOfBandAcr, 2],
  [passkeyAcr, 3],
])

export const acrValues = [...ranks.keys()]

const rankOf = (acr: string) => ranks.get(acr) ?? 0

/**
 * The least that an application asks for in `acr_values` (OpenID Connect Core §3.1.2.1), where that is a phone's or a passkey's; null where
 * nothing is asked for that every sign-in does not have. Names that are not ours say nothing.
 */
export function askedAcr(values: unknown): string | null {
  const known = (typeof values === 'string' ? values.split(' ') : []).filter((acr) => ranks.has(acr))
  const [least] = known.sort((a, b) => rankOf(a) - rankOf(b))
  return least !== undefined && rankOf(least) > 0 ? least : null
}

/** Whether a session that was proved this way is less than what is asked for. */
export const fallsShort = (acr: string, asked: string): boolean => rankOf(acr) < rankOf(asked)
