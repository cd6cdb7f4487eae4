import type { SavedViewId, UserId } from '#contract/ids.ts'
import type { SavedView } from '#contract/saved-views.ts'
import type { Work } from '../work.ts'

const columns = ['id', 'name', 'query', 'createdAt'] as const

export function viewsOf(work: Work, userId: UserId): Promise<SavedView[]> {
  return work.db
    .selectFrom('savedViews')
    .select(columns)
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}

export async function countViews(work: Work, userId: UserId): Promise<number> {
  const { count } = await work.db
    .selectFrom('savedViews')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

interface View {
  userId: UserId
  name: string
  query: string
}

export function replaceView(work: Work, { userId, name, query }: View): Promise<SavedView | undefined> {
  return work.db
    .updateTable('savedViews')
    .set({ query })
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('name', '=', name)
    .returning(columns)
    .executeTakeFirst()
}

export function insertView(work: Work, view: View & { id: SavedViewId }): Promise<SavedView> {
  return work.db
    .insertInto('savedViews')
    .values({ tenantId: work.base.tenantId, createdAt: work.now, ...view })
    .returning(columns)
    .executeTakeFirstOrThrow()
}

/** Whether there was one. */
export async function deleteView(
  work: Work,
  { userId, id }: { userId: UserId; id: SavedViewId },
): Promise<boolean> {
  const gone = await work.db
    .deleteFrom('savedViews')
    .where('tenantId', '=', work.base.tenantId)
    .where('userId', '=', userId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return gone !== undefined
}
