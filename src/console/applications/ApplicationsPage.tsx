import { useNavigate, useSearch } from '@tanstack/react-router'
import { LayoutGrid, Plus } from 'lucide-react'
import { type Application, listApplications } from '#contract/applications.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Pagination } from '#ui/Pagination.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import type { Column } from '#ui/table-column.ts'
import { addresses } from '../addresses.ts'
import { copy } from '../frame/copy.ts'
import { ErrorState } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { useMe } from '../frame/me.ts'
import { singleKeysOn } from '../frame/shortcuts.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { whyNot } from '../frame/why-not.ts'
import { CreateApplicationDialog } from './CreateApplicationDialog.tsx'
import { kindWords } from './words.ts'

const columns: readonly Column<Application>[] = [
  {
    id: 'name',
    header: 'Name',
    onPhone: 'title',
    cell: (application) => (
      <span className="inline-block font-medium wrap-anywhere sm:min-w-32">{application.name}</span>
    ),
  },
  { id: 'kind', header: 'Kind', from: 'md', onPhone: 'detail', cell: ({ kind }) => kindWords[kind].label },
  {
    id: 'accounts',
    header: 'Accounts',
    align: 'end',
    from: 'lg',
    onPhone: 'hidden',
    cell: ({ accounts }) => accounts.toLocaleString(),
  },
  {
    id: 'lastSignIn',
    header: 'Last sign-in',
    onPhone: 'detail',
    cell: ({ lastSignInAt }) =>
      lastSignInAt ? (
        <RelativeTime at={lastSignInAt} focusable={false} />
      ) : (
        <span className="text-muted">Never</span>
      ),
  },
  {
    id: 'state',
    header: 'State',
    onPhone: 'status',
    cell: ({ enabled }) => (
      <Badge tone={enabled ? 'success' : 'neutral'}>{enabled ? 'Enabled' : 'Disabled'}</Badge>
    ),
  },
]

/** What people sign in to. */
export function ApplicationsPage() {
  usePageTitle('Applications')
  const me = useMe()
  const { after, open } = useSearch({ from: '/applications' })
  const navigate = useNavigate({ from: '/applications' })
  const read = useOperationQuery(
    listApplications,
    { params: {}, body: { ...(after && { after }) } },
    { keepPrevious: true },
  )
  const setOpen = (isOpen: boolean) =>
    void navigate({ search: { ...(after && { after }), ...(isOpen && { open: 'new' }) }, replace: !isOpen })
  const create = (
    <Button
      tone="primary"
      icon={<Plus size={16} aria-hidden />}
      disabledReason={whyNot(me, 'applications:write')}
      onClick={() => setOpen(true)}
    >
      Create application
    </Button>
  )
  return (
    <>
      <PageHeader
        title="Applications"
        takesFocus={headingTakesFocus()}
        meta="What people sign in to with their phone"
        actions={create}
      />
      {list()}
      {open === 'new' && <CreateApplicationDialog onClose={() => setOpen(false)} />}
    </>
  )

  function list() {
    if (read.error && !read.data)
      return (
        <ErrorState permission="applications:read" error={read.error} onRetry={() => void read.refetch()} />
      )
    if (!read.data) return <Skeleton lines={6} />
    const { items, next } = read.data
    return (
      <>
        <DataTable
          label="Applications"
          columns={columns}
          rows={items}
          keyOf={({ id }) => id}
          nameOf={({ name }) => name}
          hrefOf={({ id }) => addresses.application(id)}
          menuOf={(application) => [
            { label: 'Open', href: addresses.application(application.id) },
            { label: 'Copy client ID', onSelect: () => copy(application.clientId, 'the client ID') },
          ]}
          keys={singleKeysOn()}
          busy={read.isPlaceholderData}
          empty={
            <EmptyState
              icon={<LayoutGrid size={20} aria-hidden />}
              title="Connect your first application"
              actions={create}
            >
              Anything that speaks OpenID Connect can let people sign in with their phone.
            </EmptyState>
          }
        />
        {(after !== undefined || next !== null) && (
          <Pagination
            text={`${items.length} applications on this page`}
            onPrevious={after === undefined ? undefined : () => window.history.back()}
            onNext={next === null ? undefined : () => void navigate({ search: { after: next } })}
          />
        )}
      </>
    )
  }
}
