import type { CeremonyId } from '#contract/ids.ts'
import { equalInConstantTime, sha256 } from '#platform/hash.ts'
import { randomToken } from '#platform/random.ts'
import type { Work } from '../work.ts'
import { type Holder, insertCeremony, takeCeremony } from './ceremonies.sql.ts'

/** As long as one takes to find a security key; the browser is told the same. */
export const ceremonySeconds = 300

/**
 * Draws a challenge for one answer of this holder. Only its hash is kept: whoever reads the database cannot have it signed.
 *
 * @returns the challenge in base64url
 */
export async function beginCeremony(
  work: Work,
  holder: Holder,
): Promise<{ id: CeremonyId; challenge: string }> {
  const challenge = randomToken()
  const expiresAt = new Date(work.now.getTime() + ceremonySeconds * 1000)
  return {
    id: await insertCeremony(work, holder, { challengeHash: sha256(challenge), expiresAt }),
    challenge,
  }
}

/**
 * Ends the ceremony for good, right or wrong; the caller's unit has to commit either way.
 *
 * @returns what says whether a challenge is the one that was drawn; undefined where there is nothing to answer
 */
export async function endCeremony(
  work: Work,
  holder: Holder,
  id: CeremonyId,
): Promise<((challenge: string) => boolean) | undefined> {
  const taken = await takeCeremony(work, holder, id)
  return taken && ((challenge) => equalInConstantTime(sha256(challenge), taken.challengeHash))
}
