import { readTypedCode } from '#contract/device-messages.ts'
import type { OverrideId } from '#contract/ids.ts'
import type { Keyring } from '#platform/keyring.ts'
import type { Work } from '../work.ts'

/**
 * What is stored of a passcode: an HMAC under a key that lies outside of the database, bound to its tenant and its row.
 *
 * A password hash would be too slow for the unit that issues it, and would buy nothing here: without that key a copied database is no help
 * in finding the 50 bits, who has the key needs no passcode, and on line there are ten thousand tries in eight hours at most.
 */
export const overrideMac = (work: Pick<Work, 'keys' | 'base'>, id: OverrideId, code: string): Buffer =>
  work.keys.mac(purpose, boundTo(work, id, code))

/** Whether this is what was read out, forgiving as people type. Text that cannot be a passcode costs the same. */
export function matchesOverride(
  work: Pick<Work, 'base'> & { readonly keys: Keyring },
  { id, codeHash }: { readonly id: OverrideId; readonly codeHash: Uint8Array },
  typed: string,
): boolean {
  const code = readTypedCode(typed)
  const matches = work.keys.macMatches(purpose, boundTo(work, id, code ?? ''), codeHash)
  return code !== undefined && matches
}

const purpose = 'override-code'
const boundTo = ({ base }: Pick<Work, 'base'>, id: OverrideId, code: string) =>
  `${base.tenantId}:${id}:${code}`
