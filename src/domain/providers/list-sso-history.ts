import type { UserId } from '#contract/ids.ts'
import type { Result } from '#contract/operation.ts'
import type { listSsoHistory as ListSsoHistory } from '#contract/providers.ts'
import { findMergedInto } from '../merging/merged-into.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { completionsOf, lastCompletionsOf } from './sso-history.sql.ts'

const completionsEach = 500

/**
 * Every successful sign-in through a provider in the last days, by provider, those of merged records included. The audit log says so: a
 * provider that was deleted stays in it, without its name.
 *
 * @throws {Problem} `user-not-found`, `user-merged`
 */
export async function listSsoHistory(
  work: Work,
  { userId, days }: { userId: UserId; days: number },
): Promise<Result<typeof ListSsoHistory>> {
  await getUser(work, { userId })
  const records = [userId, ...(await findMergedInto(work, { userId }))]
  const since = new Date(work.now.getTime() - days * 86_400_000)
  const last = await lastCompletionsOf(work, records)
  const completions = await completionsOf(work, { records, since, each: completionsEach })
  return {
    providers: last.map(({ providerId, name, kind, lastAt }) => ({
      providerId: name === null ? null : providerId,
      name: name ?? 'A deleted provider',
      kind,
      lastAt,
      completions: completions
        .filter((one) => one.providerId === providerId)
        .map(({ providerId: _, ...completion }) => completion),
    })),
  }
}
