import type { UserId } from '#contract/ids.ts'
import type { BulkSelection } from '#contract/jobs.ts'
import type { User } from '#contract/users.ts'
import type { Work } from '../work.ts'
import { listUsers } from './list-users.ts'
import { findMatching, findUsers } from './selected.sql.ts'

/**
 * Whom a selection names at this instant, each once: the people who were ticked, as they were given, or everybody whom the list
 * shows for a filter. Gives one more than `most` where there are more.
 */
export async function findSelected(work: Work, selection: BulkSelection, most: number): Promise<UserId[]> {
  if ('userIds' in selection) return [...new Set(selection.userIds)].slice(0, most + 1)
  const { q, ...filter } = selection.filter
  if (!q) return findMatching(work, filter, most + 1)
  // A search finds a few hundred at most, by rules that no condition can repeat: exactly those that its pages show.
  const found = new Set<UserId>()
  let after: string | undefined
  do {
    const page = await listUsers(work, {
      ...selection.filter,
      sort: 'created',
      reverse: false,
      limit: 100,
      ...(after !== undefined && { after }),
    })
    for (const { id } of page.items) found.add(id)
    after = page.next ?? undefined
  } while (after !== undefined && found.size <= most)
  return [...found].slice(0, most + 1)
}

/** Those of these people who are there, by their ids. */
export async function readUsers(work: Work, ids: readonly UserId[]): Promise<ReadonlyMap<UserId, User>> {
  return new Map((await findUsers(work, ids)).map((user) => [user.id, user]))
}
