import { Problem } from '#contract/problem.ts'
import type { RestoreProof } from '#contract/settings.ts'
import type { Work } from '../work.ts'
import { restoreProofs } from './restore-proofs.ts'
import { lockRestore, type Person, personOf, type RestoreRow } from './restores.sql.ts'

/**
 * A restore whose identity was proved, held until the unit ends, and whose it is now. What the policy and the person's state allow is looked
 * at anew: a phone may have been reported lost since.
 *
 * @throws {Problem} `restore-not-found` also where the person was deactivated or the identity reset meanwhile; `restore-proof-refused`
 */
export async function provedRestore(
  work: Work,
  { sid, by }: { sid: string; by: RestoreProof },
): Promise<{ restore: RestoreRow; person: Person }> {
  const restore = await lockRestore(work, sid)
  if (!restore?.provedAt) throw new Problem('restore-not-found')
  const person = await personOf(work, restore.did)
  if (!person || person.id !== restore.userId || person.status === 'deactivated')
    throw new Problem('restore-not-found')
  const { proofs } = await restoreProofs(work, person)
  if (!proofs.includes(by)) throw new Problem('restore-proof-refused')
  return { restore, person }
}
