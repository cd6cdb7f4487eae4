import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router'
import { SearchX, UserPlus, Users } from 'lucide-react'
import { useState } from 'react'
import { listUsers, type UserListItem } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Pagination } from '#ui/Pagination.tsx'
import { SearchField } from '#ui/SearchField.tsx'
import { Select } from '#ui/Select.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { addresses } from '../addresses.ts'
import { ErrorState } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { useMe } from '../frame/me.ts'
import { singleKeysOn } from '../frame/shortcuts.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { whyNot } from '../frame/why-not.ts'
import { AddUserDialog } from './AddUserDialog.tsx'
import { type UserAct, UserActDialog } from './UserActDialog.tsx'
import { UsersFilters } from './UsersFilters.tsx'
import { useTypedSearch } from './use-typed-search.ts'
import { userMenu } from './user-menu.tsx'
import { columnsOf } from './users-columns.tsx'
import { naturalDirection, type UsersSearch } from './users-search.ts'
import { labels, people } from './words.ts'

/** Everyone in the organisation. Where one is in the list, and what is looked for, stands in the address. */
export function UsersPage() {
  usePageTitle('Users')
  const me = useMe()
  const search = useSearch({ from: '/users' })
  const navigate = useNavigate({ from: '/users' })
  // The cursors of the pages before this one: kept beside the address, since a cursor leads forward only.
  const trail = useRouterState({ select: ({ location }) => trailOf(location.state) })
  const [act, setAct] = useState<UserAct | null>(null)
  const { q, status, role, after, page = 1, limit = 25 } = search
  const sort = search.sort ?? 'created'
  const direction = search.dir ?? naturalDirection[sort]
  const found = useOperationQuery(
    listUsers,
    {
      params: {},
      body: {
        ...(q && { q }),
        ...(status && { status }),
        ...(role && { role }),
        sort,
        reverse: direction !== naturalDirection[sort],
        ...(after && { after }),
        limit,
      },
    },
    { keepPrevious: true },
  )
  // Another filter or order begins at its first page; what was looked for while typing is one step of Back.
  const change = (next: Partial<Record<keyof UsersSearch, unknown>>, replace = false) =>
    navigate({
      search: ({ after: _after, page: _page, ...kept }) => ({ ...kept, ...next }) as UsersSearch, // validated on arrival
      replace,
    })
  const [typed, setTyped] = useTypedSearch(q ?? '', (text) => void change({ q: text || undefined }, true))
  const isFiltered = Boolean(q || status || role)
  const rows = found.data?.items ?? []
  const isOpen = search.open === 'new'
  const setOpen = (open: boolean) =>
    void navigate({
      search: ({ open: _open, ...kept }) => (open ? { ...kept, open: 'new' } : kept),
      replace: !open,
    })
  const clear = () => {
    setTyped('')
    void change({ q: undefined, status: undefined, role: undefined })
  }

  return (
    <>
      <PageHeader
        title="Users"
        takesFocus={headingTakesFocus()}
        meta={countText(found.data?.count ?? null, isFiltered) ?? (q ? 'Search results' : '\u00a0')}
        actions={
          <Button
            tone="primary"
            icon={<UserPlus size={16} aria-hidden />}
            disabledReason={whyNot(me, 'users:write')}
            onClick={() => setOpen(true)}
          >
            {labels.addUser}
          </Button>
        }
      />
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          label="Search name, email or mobile"
          value={typed}
          onChange={setTyped}
          slashFocuses={singleKeysOn()}
        />
        <UsersFilters status={status ?? []} role={role} onChange={(next) => void change(next)} />
        {isFiltered && (
          <Button tone="quiet" size="compact" onClick={clear}>
            Clear filters
          </Button>
        )}
      </div>
      {list()}
      {isOpen && <AddUserDialog onClose={() => setOpen(false)} />}
      {act && <UserActDialog act={act} onClose={() => setAct(null)} />}
    </>
  )

  function list() {
    if (found.error && !found.data)
      return <ErrorState permission="users:read" error={found.error} onRetry={() => void found.refetch()} />
    if (!found.data) return <Skeleton lines={10} />
    return (
      <>
        {found.error && (
          <ErrorState
            error={found.error}
            title="We couldn't update this list"
            onRetry={() => void found.refetch()}
          />
        )}
        <DataTable<UserListItem>
          label="Users"
          columns={columnsOf(q === undefined)}
          rows={rows}
          keyOf={(user) => user.id}
          nameOf={(user) => user.name}
          hrefOf={(user) => addresses.user(user.id)}
          menuOf={(user) => userMenu({ me, user, hasPhone: user.devices > 0, onAct: setAct })}
          busy={found.isPlaceholderData}
          keys={singleKeysOn()}
          sort={q ? undefined : { column: sort, direction }}
          onSort={({ column, direction: pressed }) => {
            const next = column as UserListItemSort // the columns' ids are the names to sort by
            const dir = column === sort ? pressed : naturalDirection[next]
            void change({
              sort: next === 'created' ? undefined : next,
              dir: dir === naturalDirection[next] ? undefined : dir,
            })
          }}
          empty={
            <EmptyState
              icon={isFiltered ? <SearchX size={20} aria-hidden /> : <Users size={20} aria-hidden />}
              title={isFiltered ? 'No users match' : 'Nobody on this page'}
              actions={
                <Button onClick={clear}>{isFiltered ? 'Clear filters' : 'Go to the first page'}</Button>
              }
            >
              {q ? 'Search finds the beginning of a name, an email or a mobile number.' : undefined}
            </EmptyState>
          }
        />
        {isAlone(me.user.id, rows, isFiltered || after !== undefined) && (
          <EmptyState
            icon={<UserPlus size={20} aria-hidden />}
            title="Add your first people"
            actions={
              <Button disabledReason={whyNot(me, 'users:write')} onClick={() => setOpen(true)}>
                {labels.addUser}
              </Button>
            }
          >
            Each gets a setup link for their phone, and can then sign in to your applications with it.
          </EmptyState>
        )}
        {rows.length > 0 && (after !== undefined || found.data.next !== null || limit !== 25) && (
          <Pagination
            text={rangeText(page, after !== undefined, limit, rows.length, found.data.count)}
            onPrevious={after === undefined ? undefined : previous}
            onNext={found.data.next === null ? undefined : next}
          >
            <Select
              label="Rows per page"
              labelHidden
              options={{ 25: '25 rows', 50: '50 rows', 100: '100 rows' }}
              value={`${limit}` as const}
              onChange={(rowsPerPage) =>
                void change({ limit: rowsPerPage === '25' ? undefined : Number(rowsPerPage) })
              }
            />
          </Pagination>
        )}
      </>
    )
  }

  function next() {
    void navigate({
      search: (kept) => ({ ...kept, after: found.data?.next ?? undefined, page: page + 1 }) as UsersSearch, // `next` is there
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

type UserListItemSort = NonNullable<UsersSearch['sort']>

const trailOf = (state: object): readonly string[] =>
  'trail' in state && Array.isArray(state.trail)
    ? state.trail.filter((cursor) => typeof cursor === 'string')
    : []

const isAlone = (me: string, rows: readonly UserListItem[], isPart: boolean) =>
  !isPart && rows.length === 1 && rows[0]?.id === me

type Count = { value: number; about: boolean } | null

function countText(count: Count, isFiltered: boolean) {
  if (count === null) return undefined
  return `${count.about ? 'About ' : ''}${people(count.value)}${isFiltered ? ' match' : ''}`
}

function rangeText(page: number, isFurther: boolean, limit: number, shown: number, count: Count) {
  const total = count === null ? '' : ` of ${count.about ? 'about ' : ''}${count.value.toLocaleString()}`
  // A link into the middle of the list does not say how far in it is.
  if (isFurther && page === 1) return people(shown)
  const first = (page - 1) * limit + 1
  return `${first.toLocaleString()}–${(first + shown - 1).toLocaleString()}${total}`
}
