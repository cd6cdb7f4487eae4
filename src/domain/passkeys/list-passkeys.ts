import type { UserId } from '#contract/ids.ts'
import type { Passkey } from '#contract/passkeys.ts'
import type { Work } from '../work.ts'
import { passkeysOf, toPasskey } from './passkeys.sql.ts'

/** Oldest first. */
export async function listPasskeys(work: Work, { userId }: { userId: UserId }): Promise<Passkey[]> {
  return (await passkeysOf(work, userId)).map(toPasskey)
}
