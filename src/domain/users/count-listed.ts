import type { Result } from '#contract/operation.ts'
import type { listUsers } from '#contract/users.ts'
import type { Work } from '../work.ts'
import { keptForAMoment } from './kept-for-a-moment.ts'
import { countUpTo, estimateCount } from './list-users.sql.ts'
import type { Conditions } from './list-users-filter.ts'

export type Count = NonNullable<Result<typeof listUsers>['count']>

/** Counted one by one up to here; beyond, `about` is an answer that people can use and that costs nothing. */
const exactUpTo = 10_000

/**
 * About how many are in lists of more than `exactUpTo`: the statistics behind that change by the hour, and to find out that there are more
 * is most of what such a list costs.
 */
const many = keptForAMoment<number>()

/**
 * Counts a list beside its first page.
 *
 * @param key of the organisation and the filter
 */
export function countListed(work: Work, key: string, conditions: Conditions, large: boolean) {
  const known = many.recall(key, work)
  let estimated: number | undefined
  let counted: number | undefined

  async function estimate(): Promise<number> {
    estimated ??= Math.round(await estimateCount(work, conditions))
    return estimated
  }
  async function count(): Promise<number> {
    counted ??= await countUpTo(work, conditions, exactUpTo, large)
    return counted
  }
  return {
    /** What is surely asked, at the same time as the rows. */
    async begin(): Promise<void> {
      if (known !== undefined) return
      // A kind by itself is counted in an index of its own, which is as quick as to guess.
      if (conditions.kind !== null && conditions.rest.length === 0) await count()
      else await estimate()
    },
    /** @param total how many the list has, where that is known already */
    async end(total: number | null): Promise<Count> {
      if (total !== null && total <= exactUpTo) return { value: total, about: false }
      if (known !== undefined) return { value: known, about: true }
      // Walking ten thousand rows to learn that there are a million would be most of the page's cost. Where they all were gathered, what
      // the planner believes of them is nothing to go by.
      const isMany = total !== null || (counted === undefined && (await estimate()) > exactUpTo * 2)
      if (!isMany) {
        const value = await count()
        if (value <= exactUpTo) return { value, about: false }
      }
      const value = Math.max(total ?? (await estimate()), exactUpTo)
      many.keep(key, work, value)
      return { value, about: true }
    },
  }
}
