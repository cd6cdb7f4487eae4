import type { UserId } from '#contract/ids.ts'
import type { Duplicate } from '#contract/merging.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { findDuplicates } from './duplicates.sql.ts'

/** In the order in which the database numbers them, strongest first. */
const reasons = [
  'same-identity',
  'same-mobile',
  'same-provider-address',
  'same-personal-email',
  'same-mailbox',
  'same-name',
] as const satisfies Duplicate['reasons']

/**
 * Of everybody, the people who came last are looked up against all the others: it is new records that double old ones. Each person's own
 * list is complete however old they are.
 */
const newest = 10_000
const atMost = 200

/**
 * Pairs of records that may be one person, with the reasons for it, the likeliest first.
 *
 * @throws {Problem} `user-not-found`, `user-merged`
 */
export async function listDuplicates(
  work: Work,
  { userId }: { userId?: UserId | undefined },
): Promise<Duplicate[]> {
  if (userId) await getUser(work, { userId })
  const rows = await findDuplicates(work, { userId: userId ?? null, newest, limit: atMost })
  return rows.map((row) => ({
    users: [
      {
        id: row.oneId,
        name: row.oneName,
        email: row.oneEmail,
        createdAt: row.oneCreatedAt,
        lastSignInAt: row.oneLastSignInAt,
      },
      {
        id: row.otherId,
        name: row.otherName,
        email: row.otherEmail,
        createdAt: row.otherCreatedAt,
        lastSignInAt: row.otherLastSignInAt,
      },
    ],
    reasons: reasons.filter(
      (reason, at) => row.reasons.includes(at) || (reason === 'same-name' && row.sameName),
    ),
  }))
}
