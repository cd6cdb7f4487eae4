import type { UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** Until when no sign-in request is sent to this person's phone; null when nothing is paused. */
export async function pushesPausedUntil(work: Work, { userId }: { userId: UserId }): Promise<Date | null> {
  const row = await work.db
    .selectFrom('users')
    .select('pushesPausedUntil')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .executeTakeFirst()
  return row?.pushesPausedUntil ?? null
}

/** Sends this person's phone no sign-in requests until then. */
export async function pausePushes(
  work: Work,
  { userId, until }: { userId: UserId; until: Date },
): Promise<void> {
  await work.db
    .updateTable('users')
    .set({ pushesPausedUntil: until })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
    .returning('id')
    .executeTakeFirstOrThrow()
}
