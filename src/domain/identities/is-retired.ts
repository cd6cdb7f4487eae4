import type { Work } from '../work.ts'
import { isDidRetired } from './identities.sql.ts'

/** Whether this DID was given up in this organisation: it comes back here never more, neither with a phone nor with a backup. */
export function isRetired(work: Work, { did }: { did: string }): Promise<boolean> {
  return isDidRetired(work, did)
}
