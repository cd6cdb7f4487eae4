import type { User } from '#contract/users.ts'
import { readSetting } from '../settings/read-setting.ts'
import type { Work } from '../work.ts'
import { isAskedByApplication } from './passkeys.sql.ts'

/** Whether this person has to have a passkey, by their role or an application, on the policy of now. */
export async function isPasskeyAsked(
  work: Work,
  { id, adminRole }: Pick<User, 'id' | 'adminRole'>,
): Promise<boolean> {
  const { passkeyRequiredFor } = await readSetting(work, 'sign-in')
  return passkeyRequiredFor.includes(adminRole ?? 'user') || isAskedByApplication(work, { userId: id })
}
