import type { SignInId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

/** @param reference as `readReference` writes it */
export async function findIdByReference(work: Work, reference: string): Promise<SignInId | undefined> {
  const row = await work.db
    .selectFrom('signIns')
    .select('id')
    .where('tenantId', '=', work.base.tenantId)
    .where('reference', '=', reference)
    .executeTakeFirst()
  return row?.id
}

/** Of the sign-ins that named this person, the last. */
export async function findLastIdOf(work: Work, userId: UserId): Promise<SignInId | undefined> {
  const row = await work.db
    .selectFrom('signIns')
    .select('id')
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}
