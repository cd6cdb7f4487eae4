import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import * as sql from './claims.sql.ts'

/** Ends whatever setup codes of a person could still be used. The caller holds the person. */
export async function voidClaims(work: Work, { userId }: { userId: UserId }): Promise<void> {
  for (const { id } of await sql.voidClaims(work, userId)) work.notify('claim', id)
}
