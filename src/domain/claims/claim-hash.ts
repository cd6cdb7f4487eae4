import { readTypedCode } from '#contract/device-messages.ts'
import type { ClaimId } from '#contract/ids.ts'
import { sha256 } from '#platform/hash.ts'
import type { Keyring } from '#platform/keyring.ts'

/** A token has 256 bits, so a plain hash is enough. */
export const claimTokenHash = (token: string) => sha256(token)

/** A typed code has 50 bits: its hash is keyed, so that a copied database is no help in finding it. */
export const claimCodeHash = (keys: Keyring, code: string) => keys.mac('claim-code', code)

/** How what was sent is looked up: as a typed code where it reads as one, else as a token. */
export function claimLookup(keys: Keyring, claim: string): { tokenHash: Buffer } | { codeHash: Buffer } {
  const code = readTypedCode(claim)
  return code === undefined
    ? { tokenHash: claimTokenHash(claim.trim()) }
    : { codeHash: claimCodeHash(keys, code) }
}

/** Six digits that travel another way than the claim that they guard: keyed, and bound to it. */
export const claimGuardHash = (keys: Keyring, claimId: ClaimId, guard: string) =>
  keys.mac('claim-guard', guardText(claimId, guard))

export const isClaimGuard = (keys: Keyring, claimId: ClaimId, guard: string, hash: Uint8Array): boolean =>
  keys.macMatches('claim-guard', guardText(claimId, guard), hash)

const guardText = (claimId: ClaimId, guard: string) => `${claimId}:${guard.replace(/[\s-]/g, '')}`
