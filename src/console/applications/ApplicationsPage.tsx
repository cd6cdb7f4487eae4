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
import { applicationSettingsTexts } from '../texts/application-settings.ts'
import { applicationsTexts } from '../texts/applications.ts'
import { CreateApplicationDialog } from './CreateApplicationDialog.tsx'

const columns: readonly Column<Application>[] = [
  {
    id: 'name',
    header: applicationsTexts.columns.name,
    onPhone: 'title',
    cell: (application) => (
      <span className="inline-block font-medium wrap-anywhere sm:min-w-32">{application.name}</span>
    ),
  },
  {
    id: 'kind',
    header: applicationsTexts.columns.kind,
    from: 'md',
    onPhone: 'detail',
    cell: ({ kind }) => applicationSettingsTexts.kinds[kind].label,
  },
  {
    id: 'accounts',
    header: applicationsTexts.columns.accounts,
    align: 'end',
    from: 'lg',
    onPhone: 'hidden',
    cell: ({ accounts }) => accounts.toLocaleString(),
  },
  {
    id: 'lastSignIn',
    header: applicationsTexts.columns.lastSignIn,
    onPhone: 'detail',
    cell: ({ lastSignInAt }) =>
      lastSignInAt ? (
        <RelativeTime at={lastSignInAt} focusable={false} />
      ) : (
        <span className="text-muted">{applicationsTexts.never}</span>
      ),
  },
  {
    id: 'state',
    header: applicationsTexts.columns.state,
    onPhone: 'status',
    cell: ({ enabled }) => (
      <Badge tone={enabled ? 'success' : 'neutral'}>
        {enabled ? applicationsTexts.enabled : applicationsTexts.disabled}
      </Badge>
    ),
  },
]

/** What people sign in to. */
export function ApplicationsPage() {
  usePageTitle(applicationsTexts.list.title)
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
      {applicationsTexts.list.create}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={applicationsTexts.list.title}
        takesFocus={headingTakesFocus()}
        meta={applicationsTexts.list.meta}
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
          label={applicationsTexts.list.title}
          columns={columns}
          rows={items}
          keyOf={({ id }) => id}
          nameOf={({ name }) => name}
          hrefOf={({ id }) => addresses.application(id)}
          menuOf={(application) => [
            { label: applicationsTexts.list.open, href: addresses.application(application.id) },
            {
              label: applicationsTexts.list.copyId,
              onSelect: () => copy(application.clientId, applicationsTexts.list.theId),
            },
          ]}
          keys={singleKeysOn()}
          busy={read.isPlaceholderData}
          empty={
            <EmptyState
              icon={<LayoutGrid size={20} aria-hidden />}
              title={applicationsTexts.list.first}
              actions={create}
            >
              {applicationsTexts.list.firstText}
            </EmptyState>
          }
        />
        {(after !== undefined || next !== null) && (
          <Pagination
            text={applicationsTexts.list.page(items.length)}
            onPrevious={after === undefined ? undefined : () => window.history.back()}
            onNext={next === null ? undefined : () => void navigate({ search: { after: next } })}
          />
        )}
      </>
    )
  }
}
