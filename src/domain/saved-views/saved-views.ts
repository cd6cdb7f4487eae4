import type { SavedViewId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { SavedView } from '#contract/saved-views.ts'
import { newId } from '#platform/id.ts'
import type { Work } from '../work.ts'
import { countViews, deleteView, insertView, replaceView, viewsOf } from './saved-views.sql.ts'

/** As many as fit above a list. */
const most = 30

export const listSavedViews = (work: Work): Promise<SavedView[]> => viewsOf(work, oneself(work))

/**
 * Keeps a view under a name; the second time it takes the first one's place. Nobody but its owner sees it, so it leaves no event.
 *
 * @throws {Problem} `too-many-views`
 */
export async function saveView(work: Work, view: { name: string; query: string }): Promise<SavedView> {
  const userId = oneself(work)
  const replaced = await replaceView(work, { userId, ...view })
  if (replaced) return replaced
  if ((await countViews(work, userId)) >= most) throw new Problem('too-many-views')
  return insertView(work, { id: newId() as SavedViewId, userId, ...view }) // a new id carries its brand from here on
}

/** @throws {Problem} `view-not-found`, also of somebody else's */
export async function deleteSavedView(
  work: Work,
  { savedViewId }: { savedViewId: SavedViewId },
): Promise<void> {
  if (!(await deleteView(work, { userId: oneself(work), id: savedViewId })))
    throw new Problem('view-not-found')
}

function oneself({ actor }: Work): UserId {
  if (actor.kind !== 'user' || actor.id === null) throw new Problem('forbidden')
  return actor.id as UserId // of a user's session
}
