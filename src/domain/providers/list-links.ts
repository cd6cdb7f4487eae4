import type { UserId } from '#contract/ids.ts'
import type { ProviderLink } from '#contract/providers.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { linksOf } from './links.sql.ts'

/**
 * The upstream identities of a person, by the provider's name.
 *
 * @throws {Problem} `user-not-found`, `user-merged`
 */
export async function listLinks(
  work: Work,
  { userId }: { userId: UserId },
): Promise<{ items: ProviderLink[] }> {
  await getUser(work, { userId })
  return { items: await linksOf(work, userId) }
}
