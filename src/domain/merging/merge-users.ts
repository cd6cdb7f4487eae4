import { confirms } from '#contract/confirmation.ts'
import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { applyMerge } from './apply-merge.ts'
import { lookAtMerge } from './preview-merge.ts'

/**
 * Merges the source, the duplicate, into the target, for good. The source's row is gone afterwards and its id leads to the target; its
 * events stay as they were written and are read under the target.
 *
 * @param input `stamp` is of the preview that was confirmed, `confirmation` the source's email as typed
 * @throws {Problem} as `previewMerge`; `confirmation-mismatch`; `preview-stale` when anything that was told has changed
 */
export async function mergeUsers(
  work: Work,
  input: { sourceId: UserId; targetId: UserId; stamp: string; confirmation: string },
): Promise<User> {
  const { sourceId, targetId } = input
  const plan = await lookAtMerge(work, { sourceId, targetId, hold: true })
  if (!confirms(input.confirmation, plan.source.email)) throw new Problem('confirmation-mismatch')
  if (plan.stamp !== input.stamp) throw new Problem('preview-stale')
  await applyMerge(work, plan)
  return getUser(work, { userId: targetId })
}
