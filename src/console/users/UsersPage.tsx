import { useNavigate, useSearch } from '@tanstack/react-router'
import { Link2, MoreHorizontal, Table2, UserPlus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { listUsers, type UserListItem } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Button } from '#ui/Button.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { Menu, type MenuAct } from '#ui/Menu.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { SearchField } from '#ui/SearchField.tsx'
import { TableSkeleton } from '#ui/TableSkeleton.tsx'
import { hasCode } from '../api/has-code.ts'
import type { BulkActName } from '../bulk/bulk-acts.ts'
import { copy } from '../frame/copy.ts'
import { ErrorState } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { lazyLayer } from '../frame/lazy-layer.ts'
import { useMe } from '../frame/me.ts'
import { singleKeysOn } from '../frame/shortcuts.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { whyNot } from '../frame/why-not.ts'
import { usePageActs } from '../palette/page-acts.ts'
import { usersListTexts } from '../texts/users/users-list.tsx'
import { UsersViews } from '../views/UsersViews.tsx'
import { UsersEmpty } from './UsersEmpty.tsx'
import { UsersFilters } from './UsersFilters.tsx'
import { UsersSelectionBar } from './UsersSelectionBar.tsx'
import { focusRow, UsersTable } from './UsersTable.tsx'
import { useTypedSearch } from './use-typed-search.ts'
import { columnsOf } from './users-columns.tsx'
import { countText } from './users-counts.ts'
import { filterNames, filterOf, isFiltered, queryOf, type UsersSearch, viewQueryOf } from './users-search.ts'
import { useUsersSelection } from './users-selection.ts'
import { labels } from './words.ts'

const AddUserDialog = lazyLayer(async () => (await import('./AddUserDialog.tsx')).AddUserDialog)
const BulkDialog = lazyLayer(async () => (await import('../bulk/BulkDialog.tsx')).BulkDialog)

const noRows: readonly UserListItem[] = []

/** Everyone in the organisation. Where one is in the list, and what is looked for, stands in the address. */
export function UsersPage() {
  usePageTitle(usersListTexts.title)
  const me = useMe()
  const search = useSearch({ from: '/users' })
  const navigate = useNavigate({ from: '/users' })
  const found = useOperationQuery(listUsers, { params: {}, body: queryOf(search) }, { keepPrevious: true })
  const rows = found.data?.items ?? noRows
  const count = found.data?.count ?? null
  const isPart = isFiltered(search)
  const counted = countText(count, isPart) ?? (found.data ? foundText(search, rows) : '\u00a0')
  // While the next rows are on their way, what is said is of those that are shown.
  const [said, setSaid] = useState(counted)
  if (!found.isPlaceholderData && said !== counted) setSaid(counted)
  const selection = useUsersSelection(search, rows)
  const [bulk, setBulk] = useState<{ act: BulkActName; of: 'selection' | 'match' } | null>(null)
  // Another filter or order begins at its first page; what was looked for while typing is one step of Back.
  const change = (next: Partial<Record<keyof UsersSearch, unknown>>, replace = false) =>
    void navigate({
      search: ({ after: _after, page: _page, ...kept }) => ({ ...kept, ...next }) as UsersSearch, // validated on arrival
      replace,
    })
  const [typed, setTyped] = useTypedSearch(search.q ?? '', (text) => change({ q: text || undefined }, true))
  const setOpen = (open: boolean) =>
    void navigate({
      search: ({ open: _open, ...kept }) => (open ? { ...kept, open: 'new' } : kept),
      replace: !open,
    })
  const clear = () => {
    setTyped('')
    change(Object.fromEntries(['q', ...filterNames].map((name) => [name, undefined])))
  }

  const listActs: readonly MenuAct[] = [
    {
      label: usersListTexts.copyLink,
      icon: <Link2 size={16} aria-hidden />,
      onSelect: () => copy(window.location.href, usersListTexts.link),
    },
    {
      label: isPart ? usersListTexts.exportMatching : usersListTexts.exportAll,
      icon: <Table2 size={16} aria-hidden />,
      disabledReason: whyNot(me, 'users:export'),
      onSelect: () => setBulk({ act: 'export', of: 'match' }),
    },
  ]
  usePageActs([
    { label: labels.addUser, disabledReason: whyNot(me, 'users:write'), onSelect: () => setOpen(true) },
    ...(isPart ? [{ label: usersListTexts.clearFilters, onSelect: clear }] : []),
    ...listActs,
  ])

  return (
    <>
      <PageHeader
        title={usersListTexts.title}
        takesFocus={headingTakesFocus()}
        meta={<span role="status">{found.isPlaceholderData ? said : counted}</span>}
        actions={actions()}
      />
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          label={usersListTexts.search}
          value={typed}
          onChange={setTyped}
          slashFocuses={singleKeysOn()}
          onLeave={() => focusRow(0)}
        />
        <UsersFilters search={search} onChange={change}>
          {isPart && (
            <Button tone="quiet" size="compact" onClick={clear}>
              {usersListTexts.clearFilters}
            </Button>
          )}
        </UsersFilters>
      </div>
      <UsersViews query={viewQueryOf(search)} />
      {!selection.isEmpty && (
        <UsersSelectionBar
          selection={selection}
          count={count}
          hasMore={found.data?.next !== null || search.after !== undefined}
          onAct={(act) => setBulk({ act, of: 'selection' })}
        />
      )}
      {list()}
      <Suspense>
        {search.open === 'new' && <AddUserDialog onClose={() => setOpen(false)} />}
        {bulk && (
          <BulkDialog
            act={bulk.act}
            selection={bulk.of === 'match' ? { filter: filterOf(search) } : selection.chosen}
            onStarted={(job) => {
              selection.clear()
              void navigate({ to: '/jobs/$jobId', params: { jobId: job.id } })
            }}
            onClose={() => setBulk(null)}
          />
        )}
      </Suspense>
    </>
  )

  function actions() {
    return (
      <>
        <Button
          tone="primary"
          icon={<UserPlus size={16} aria-hidden />}
          disabledReason={whyNot(me, 'users:write')}
          onClick={() => setOpen(true)}
        >
          {labels.addUser}
        </Button>
        <Menu
          trigger={
            <IconButton
              label={usersListTexts.more}
              tone="plain"
              size="regular"
              icon={<MoreHorizontal size={16} aria-hidden />}
            />
          }
          items={listActs}
        />
      </>
    )
  }

  function list() {
    // A link into the middle of a list as it was once: there is a first page all the same.
    if (hasCode(found.error, 'invalid-request') && search.after !== undefined)
      return <UsersEmpty kind="end" onClear={() => change({})} />
    if (found.error && !found.data)
      return <ErrorState permission="users:read" error={found.error} onRetry={() => void found.refetch()} />
    if (!found.data) return <TableSkeleton columns={columnsOf(false)} />
    return (
      <>
        {found.error && (
          <ErrorState
            error={found.error}
            title={usersListTexts.notUpdated}
            onRetry={() => void found.refetch()}
          />
        )}
        <UsersTable
          found={found.data}
          search={search}
          selection={selection}
          busy={found.isPlaceholderData}
          onChange={change}
          empty={
            <UsersEmpty
              kind={isPart ? 'no-match' : 'end'}
              {...(search.q && { q: search.q })}
              onClear={clear}
            />
          }
        />
        {isAlone(me.user.id, rows, isPart || search.after !== undefined) && (
          <UsersEmpty kind="first-use" onAdd={() => setOpen(true)} />
        )}
      </>
    )
  }
}

const isAlone = (me: string, rows: readonly UserListItem[], isSome: boolean) =>
  !isSome && rows.length === 1 && rows[0]?.id === me

/** A search is not counted: the best come first, and who is not among them needs another letter. */
function foundText({ q, after }: UsersSearch, rows: readonly UserListItem[]) {
  if (q === undefined) return '\u00a0'
  if (rows.length === 0) return usersListTexts.found.nobody
  return after === undefined ? usersListTexts.found.best : usersListTexts.found.more
}
