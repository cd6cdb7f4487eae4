import { useMemo, useState } from 'react'
import type { UserId } from '#contract/ids.ts'
import type { BulkSelection } from '#contract/jobs.ts'
import type { UserListItem } from '#contract/users.ts'
import { filterOf, filterSearchOf, type UsersSearch } from './users-search.ts'

export interface UsersSelection {
  /** Ids of the rows that are drawn as ticked. */
  readonly ticked: ReadonlySet<string>
  /** How many were ticked; null: everybody who matches. */
  readonly count: number | null
  readonly isEmpty: boolean
  /** Every row of this page is in it. */
  readonly hasPage: boolean
  /** For a bulk act. */
  readonly chosen: BulkSelection
  readonly tick: (ticked: ReadonlySet<string>) => void
  readonly tickAllThatMatch: () => void
  readonly clear: () => void
}

type Kept = { ids: ReadonlySet<string> } | { of: string }

const nobody: Kept = { ids: new Set() }

/**
 * Who is ticked. It stays from page to page and from search to search. "Everybody who matches" is the filter itself: with another filter
 * it is gone, and with one row unticked it becomes what is left of the page, since a filter knows no exceptions.
 */
export function useUsersSelection(search: UsersSearch, rows: readonly UserListItem[]): UsersSelection {
  const [kept, setKept] = useState<Kept>(nobody)
  const filterKey = JSON.stringify(filterSearchOf(search))
  return useMemo(() => {
    const isAll = 'of' in kept && kept.of === filterKey
    const ids = 'ids' in kept ? kept.ids : new Set<string>()
    const ticked = isAll ? new Set<string>(rows.map(({ id }) => id)) : ids
    return {
      ticked,
      count: isAll ? null : ids.size,
      isEmpty: !isAll && ids.size === 0,
      hasPage: rows.length > 0 && rows.every(({ id }) => ticked.has(id)),
      chosen: isAll ? { filter: filterOf(search) } : { userIds: [...ids] as UserId[] }, // keys of rows, which are users
      tick: (next) => setKept({ ids: next }),
      tickAllThatMatch: () => setKept({ of: filterKey }),
      clear: () => setKept(nobody),
    }
  }, [kept, filterKey, rows, search])
}
