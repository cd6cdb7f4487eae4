import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { HashedPassword } from '#platform/password-hasher.ts'
import { record } from '../audit/record.ts'
import { readSetting } from '../settings/read-setting.ts'
import { unlock } from '../sign-in/throttle.ts'
import type { Ground, Work } from '../work.ts'
import { lockTarget } from './lock-target.ts'
import { allowedBy } from './password-allowed.ts'
import { voidLinks } from './password-links.sql.ts'
import { sendPasswordNotice } from './password-notice.ts'
import { makeTemporaryPassword, readTemporaryPassword } from './password-text.ts'
import { remember, storePassword } from './passwords.sql.ts'
import { unlessBusy } from './unless-busy.ts'

const lifetimeHours = 24

/** A temporary password and its hash, made outside of any unit. */
export async function prepareTemporaryPassword(
  ground: Ground,
): Promise<{ password: string; hashed: HashedPassword }> {
  const password = makeTemporaryPassword()
  return { password, hashed: await unlessBusy(ground.passwords.hash(readTemporaryPassword(password))) }
}

/**
 * An administrator gives a person a temporary password in place of theirs: told this once, good for a day or one use, and for nothing
 * but setting another one. The person is told by mail that there is one, never which.
 *
 * @throws {Problem} `user-not-found`, `higher-rank`, `user-deactivated`, `password-not-allowed`, `temporary-passwords-off`
 */
export async function issueTemporaryPassword(
  work: Work,
  input: { userId: UserId; password: string; hashed: HashedPassword },
): Promise<{ password: string; expiresAt: Date }> {
  const { userId, password, hashed } = input
  const owner = await lockTarget(work, userId)
  if (owner.status === 'deactivated') throw new Problem('user-deactivated')
  const policy = await readSetting(work, 'password')
  if (!allowedBy(policy, owner)) throw new Problem('password-not-allowed')
  if (!policy.temporaryPasswords) throw new Problem('temporary-passwords-off')
  const expiresAt = new Date(work.now.getTime() + lifetimeHours * 3_600_000)
  await remember(work, userId, policy.history)
  await storePassword(work, userId, hashed, expiresAt)
  await voidLinks(work, userId)
  // Whoever is handed one tries it from anywhere.
  await unlock(work, { userId })
  await record(work, 'user.password.temporary-issued', { userId, expiresAt: expiresAt.toISOString() })
  await sendPasswordNotice(work, owner, 'temporary')
  return { password, expiresAt }
}
