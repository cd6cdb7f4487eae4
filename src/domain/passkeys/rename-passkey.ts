import type { PasskeyId, UserId } from '#contract/ids.ts'
import type { Passkey } from '#contract/passkeys.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { changePasskey, passkeysOf, toPasskey } from './passkeys.sql.ts'

/**
 * Renames a passkey of one's own. The same name again records nothing.
 *
 * @throws {Problem} `passkey-not-found`
 */
export async function renamePasskey(
  work: Work,
  { userId, passkeyId, name }: { userId: UserId; passkeyId: PasskeyId; name: string },
): Promise<Passkey> {
  const before = (await passkeysOf(work, userId)).find(({ id }) => id === passkeyId)
  const renamed = before && (await changePasskey(work, { userId, passkeyId }, { name }))
  if (!renamed) throw new Problem('passkey-not-found')
  if (before.name !== name) {
    await record(work, 'passkey.renamed', { userId, passkeyId }, { before: before.name, after: name })
    work.notify('passkey', userId)
  }
  return toPasskey(renamed)
}
