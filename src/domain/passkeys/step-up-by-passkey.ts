import type { CeremonyId, SessionId, UserId } from '#contract/ids.ts'
import type { Ceremony, PasskeyAssertion } from '#contract/passkeys.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { hit } from '../limits/hit.ts'
import { renewProof } from '../sessions/renew-proof.ts'
import type { Work } from '../work.ts'
import { beginCeremony, ceremonySeconds } from './ceremony.ts'
import { checkPasskey } from './check-passkey.ts'
import { passkeysOf } from './passkeys.sql.ts'
import { rpIdOf } from './relying-party.ts'

interface Own {
  readonly userId: UserId
  readonly sessionId: SessionId
}

/**
 * Asks for a passkey of whoever acts, for this session alone. They are known, so the browser is told which ones would do.
 *
 * @throws {Problem} `passkey-not-found` where they have none that is accepted, `rate-limited`
 */
export async function beginPasskeyProof(work: Work, { userId, sessionId }: Own): Promise<Ceremony> {
  const counted = await hit(work, { key: `passkey-proof:${sessionId}`, limit: 20, windowSeconds: 600 })
  if (!counted.allowed) {
    const { retryAfterSeconds } = counted
    throw new Problem('rate-limited', undefined, { members: { retryAfterSeconds } })
  }
  const accepted = (await passkeysOf(work, userId)).filter(({ copiedAt }) => copiedAt === null)
  if (accepted.length === 0) throw new Problem('passkey-not-found')
  const { id, challenge } = await beginCeremony(work, { purpose: 'step-up', sessionId })
  return {
    id,
    options: {
      challenge,
      rpId: rpIdOf(work.base),
      allowCredentials: accepted.map(({ credentialId, transports }) => ({
        type: 'public-key',
        id: credentialId,
        transports,
      })),
      userVerification: 'required',
      timeout: ceremonySeconds * 1000,
    },
  }
}

/**
 * Renews the proof of this session by a passkey of the person whose session it is.
 *
 * @returns `passkey-refused` as a value: the ceremony stays spent
 */
export async function stepUpByPasskey(
  work: Work,
  {
    userId,
    sessionId,
    ceremonyId,
    credential,
  }: Own & { ceremonyId: CeremonyId; credential: PasskeyAssertion },
): Promise<{ provedAt: Date } | Problem> {
  const holder = { purpose: 'step-up', sessionId } as const
  const used = await checkPasskey(work, { holder, ceremonyId, credential })
  if (used.kind === 'refused' || used.passkey.userId !== userId) return new Problem('passkey-refused')
  await renewProof(work, { sessionId })
  await record(work, 'session.stepped-up', { userId, sessionId, requestId: null })
  return { provedAt: work.now }
}
