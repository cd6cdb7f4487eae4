import { useNavigate, useRouterState } from '@tanstack/react-router'
import { CheckSquare, Square } from 'lucide-react'
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import type { Result } from '#contract/operation.ts'
import type { listUsers, UserListItem } from '#contract/users.ts'
import { Avatar } from '#ui/Avatar.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import type { MenuItem } from '#ui/Menu.tsx'
import { Pagination } from '#ui/Pagination.tsx'
import { Select } from '#ui/Select.tsx'
import { addresses } from '../addresses.ts'
import { lazyLayer } from '../frame/lazy-layer.ts'
import { rememberOrder } from '../frame/list-order.ts'
import { useMe } from '../frame/me.ts'
import { singleKeysOn } from '../frame/shortcuts.ts'
import { trailOf } from '../frame/trail.ts'
import { usersListTexts } from '../texts/users/users-list.tsx'
import type { UserAct } from './acts/UserActDialog.tsx'
import { userMenu } from './user-menu.tsx'
import { columnsOf } from './users-columns.tsx'
import { rangeText } from './users-counts.ts'
import { naturalDirection, type UserSort, type UsersSearch } from './users-search.ts'
import type { UsersSelection } from './users-selection.ts'

const texts = usersListTexts.table

const UserActDialog = lazyLayer(async () => (await import('./acts/UserActDialog.tsx')).UserActDialog)

/** Brings the focus to a row of the list. */
export function focusRow(at: number): void {
  document.querySelectorAll('[data-row]')[at]?.querySelector('a')?.focus()
}

interface UsersTableProps {
  found: Result<typeof listUsers>
  search: UsersSearch
  selection: UsersSelection
  /** Other rows are on their way. */
  busy: boolean
  /** Of the order or the length of a page: begins at the first. */
  onChange: (change: Partial<Record<keyof UsersSearch, unknown>>) => void
  /** Instead of rows, where there are none. */
  empty: ReactNode
}

/** One page of the list, its row menus, and the way to the next page and back. */
export function UsersTable({ found, search, selection, busy, onChange, empty }: UsersTableProps) {
  const me = useMe()
  const navigate = useNavigate({ from: '/users' })
  // The cursors of the pages before this one: kept beside the address, since a cursor leads forward only.
  const trail = useRouterState({ select: ({ location }) => trailOf(location.state) })
  const [act, setAct] = useState<UserAct | null>(null)
  const { q, after, page = 1, limit = 25 } = search
  const sort = search.sort ?? 'created'
  const rows = found.items
  // Whose row an act was begun in: when it is gone, and the focus with it, the next one takes over.
  const begunAt = useRef<number | null>(null)
  const begin = (next: UserAct) => {
    begunAt.current = rows.findIndex(({ id }) => id === next.user.id)
    setAct(next)
  }
  useEffect(() => {
    if (act || begunAt.current === null || rows.length === 0 || document.activeElement !== document.body)
      return
    focusRow(Math.min(begunAt.current, rows.length - 1))
    begunAt.current = null
  }, [rows, act])
  useEffect(() => rememberOrder(rows.map(({ id }) => addresses.user(id))), [rows])
  return (
    <>
      <DataTable<UserListItem>
        label={usersListTexts.title}
        columns={columnsOf(q === undefined)}
        rows={rows}
        keyOf={(user) => user.id}
        nameOf={(user) => user.name}
        hrefOf={(user) => addresses.user(user.id)}
        leadingOf={(user) => <Avatar name={user.name} seed={user.id} />}
        menuOf={(user) => [selectItem(user), ...userMenu({ me, user, onAct: begin })]}
        busy={busy}
        keys={singleKeysOn()}
        selected={selection.ticked}
        onSelect={selection.tick}
        sort={q === undefined ? { column: sort, direction: search.dir ?? naturalDirection[sort] } : undefined}
        onSort={({ column, direction }) => {
          const next = column as UserSort // the columns' ids are the names to sort by
          onChange({
            sort: next === 'created' ? undefined : next,
            dir: direction === naturalDirection[next] ? undefined : direction,
          })
        }}
        empty={empty}
      />
      {rows.length > 0 && (after !== undefined || found.next !== null || limit !== 25) && (
        <Pagination
          text={rangeText({
            page,
            isFurther: after !== undefined,
            limit,
            shown: rows.length,
            count: found.count,
          })}
          onPrevious={after === undefined ? undefined : previous}
          onNext={found.next === null ? undefined : next}
        >
          <Select
            label={texts.perPage}
            labelHidden
            options={{ 25: texts.rows(25), 50: texts.rows(50), 100: texts.rows(100) }}
            value={`${limit}` as const}
            onChange={(rowsPerPage) =>
              onChange({ limit: rowsPerPage === '25' ? undefined : Number(rowsPerPage) })
            }
          />
        </Pagination>
      )}
      <Suspense>{act && <UserActDialog act={act} onClose={() => setAct(null)} />}</Suspense>
    </>
  )

  /** On a phone rows have no boxes: they are ticked here. */
  function selectItem(user: UserListItem): MenuItem {
    const isTicked = selection.ticked.has(user.id)
    return {
      label: isTicked ? texts.unselect : texts.select,
      icon: isTicked ? <Square size={16} aria-hidden /> : <CheckSquare size={16} aria-hidden />,
      keys: 'x',
      onSelect: () => {
        const next = new Set(selection.ticked)
        if (!next.delete(user.id)) next.add(user.id)
        selection.tick(next)
      },
    }
  }

  function next() {
    void navigate({
      search: (kept) => ({ ...kept, after: found.next ?? undefined, page: page + 1 }) as UsersSearch, // `next` is there
      state: (kept) => ({ ...kept, trail: [...trail, after ?? ''] }),
    })
  }

  function previous() {
    const before = trail.at(-1)
    void navigate({
      search: ({ after: _after, page: _page, ...kept }) => ({
        ...kept,
        ...(before && { after: before, page: page - 1 }),
      }),
      state: (kept) => ({ ...kept, trail: trail.slice(0, -1) }),
    })
  }
}
