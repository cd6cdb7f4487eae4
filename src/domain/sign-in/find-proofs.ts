import type { UserId } from '#contract/ids.ts'
import type { ProofWay } from '#contract/me.ts'
import { canUsePasskeys } from '../passkeys/relying-party.ts'
import { canBeProved } from '../sessions/can-be-proved.ts'
import type { Work } from '../work.ts'
import { findFacts } from './facts.sql.ts'
import { passkeyIsAsked } from './ways.ts'

/**
 * How a person renews the proof of their session, the one to offer first at the front: a passkey or a phone wherever they have one, and
 * nothing but a passkey where their role asks for one. A password stands in only where there is neither, and whoever has nothing of all
 * that signs in again; so does whoever came in by an administrator's passcode.
 */
export async function findProofs(work: Work, { userId }: { userId: UserId }): Promise<ProofWay[]> {
  const { session } = work.actor
  const query = { userId, applicationId: null, purpose: 'sign-in', way: 'password' } as const
  // They travel together.
  const [provable, facts] = await Promise.all([
    session ? canBeProved(work, { sessionId: session.id }) : true,
    findFacts(work, query),
  ])
  if (!provable) return ['sign-in']
  const { ways } = facts
  if (!ways) throw new Error('proofs were looked for without the ways in')
  const hasPasskey = ways.passkeys.accepted > 0 && canUsePasskeys(work.base)
  // Whoever has none yet adds the first one by what they have.
  if (hasPasskey && passkeyIsAsked(facts, ways)) return ['passkey']
  const proofs: ProofWay[] = []
  if (hasPasskey) proofs.push('passkey')
  if (ways.devices.active > 0) proofs.push('phone')
  if (proofs.length > 0) return proofs
  const { allowed, isSet, holds } = ways.password
  return ways.policy.order.includes('password') && allowed && isSet && holds ? ['password'] : ['sign-in']
}
