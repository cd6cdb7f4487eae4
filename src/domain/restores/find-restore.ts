import type { RestoreProof } from '#contract/settings.ts'
import type { Work } from '../work.ts'
import { restoreById } from './restores.sql.ts'

/** Which identity a restore is for, and what was shown for it; undefined where it is not known any more. */
export async function findRestore(
  work: Work,
  { restoreId }: { restoreId: string },
): Promise<{ did: string; shownBy: RestoreProof | null } | undefined> {
  const row = await restoreById(work, restoreId)
  return row && { did: row.did, shownBy: row.shownBy }
}
