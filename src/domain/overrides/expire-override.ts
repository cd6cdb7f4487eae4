import type { TenantId, UserId } from '#contract/ids.ts'
import { record } from '../audit/record.ts'
import type { Ground, Work } from '../work.ts'
import { lockOpenOverride, peopleWithDueOverride, setEnded } from './overrides.sql.ts'

/** People whose override nobody used in time; as many as one round of the clean-up takes. */
export function findDueOverrides(ground: Ground): Promise<{ tenantId: TenantId; id: UserId }[]> {
  return peopleWithDueOverride(ground.database, ground.clock(), 100)
}

/** Writes down what time has done to the override of a person. Nothing happens where there is none, or it is not over yet. */
export async function expireOverride(work: Work, { userId }: { userId: UserId }): Promise<void> {
  const open = await lockOpenOverride(work, userId)
  if (!open || open.expiresAt > work.now || !(await setEnded(work, open.id, 'expired'))) return
  await record(work, 'override.expired', { userId, overrideId: open.id, why: 'expired' })
}
