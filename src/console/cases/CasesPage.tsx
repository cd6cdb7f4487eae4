import { useNavigate, useSearch } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import { type Case, listCases } from '#contract/cases.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Pagination } from '#ui/Pagination.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TabLinks } from '#ui/TabLinks.tsx'
import { TwoLines } from '#ui/TwoLines.tsx'
import type { Column } from '#ui/table-column.ts'
import { addresses } from '../addresses.ts'
import { ErrorState } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { singleKeysOn } from '../frame/shortcuts.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { kindWords, stateTones, stateWords } from './words.ts'

const columns: readonly Column<Case>[] = [
  {
    id: 'person',
    header: 'Person',
    onPhone: 'title',
    cell: ({ user }) => <TwoLines title={user.name} detail={user.email} />,
  },
  { id: 'kind', header: 'What', onPhone: 'detail', cell: ({ kind }) => kindWords[kind].title },
  {
    id: 'where',
    header: 'From',
    from: 'lg',
    onPhone: 'hidden',
    cell: ({ request, device }) =>
      request ? (
        <TwoLines
          title={request.application}
          detail={[request.place, request.browser].filter(Boolean).join(' · ')}
        />
      ) : (
        (device?.name ?? <span className="text-muted">Not kept any more</span>)
      ),
  },
  {
    id: 'reports',
    header: 'Times',
    align: 'end',
    from: 'md',
    onPhone: 'hidden',
    cell: ({ reports }) => reports.toLocaleString(),
  },
  {
    id: 'last',
    header: 'Last',
    onPhone: 'detail',
    cell: ({ lastReportAt }) => <RelativeTime at={lastReportAt} focusable={false} />,
  },
  {
    id: 'state',
    header: 'State',
    onPhone: 'status',
    cell: ({ state }) => <Badge tone={stateTones[state]}>{stateWords[state]}</Badge>,
  },
]

/** What administrators have to look at: open cases first, each state newest first. */
export function CasesPage() {
  usePageTitle('Cases')
  const { state, after } = useSearch({ from: '/cases' })
  const navigate = useNavigate({ from: '/cases' })
  const body = { ...(state && { state }), ...(after && { after }) }
  const read = useOperationQuery(listCases, { params: {}, body }, { keepPrevious: true })
  const tabs = [
    { text: 'All', href: addresses.cases, current: !state },
    { text: 'Open', href: `${addresses.cases}?state=open`, current: state === 'open' },
    { text: 'Closed', href: `${addresses.cases}?state=closed`, current: state === 'closed' },
  ]
  return (
    <>
      <PageHeader
        title="Cases"
        takesFocus={headingTakesFocus()}
        meta={read.data ? openWords(read.data.open) : '\u00a0'}
      />
      <TabLinks label="Cases" tabs={tabs} />
      {list()}
    </>
  )

  function list() {
    if (read.error && !read.data)
      return <ErrorState permission="cases:read" error={read.error} onRetry={() => void read.refetch()} />
    if (!read.data) return <Skeleton lines={6} />
    const { items, next } = read.data
    return (
      <>
        <DataTable
          label="Cases"
          columns={columns}
          rows={items}
          keyOf={({ id }) => id}
          nameOf={({ user, kind }) => `${kindWords[kind].title}: ${user.name}`}
          hrefOf={({ id }) => addresses.case(id)}
          menuOf={({ id, user }) => [
            { label: 'Open', href: addresses.case(id) },
            { label: 'Open the user', href: addresses.user(user.id) },
          ]}
          keys={singleKeysOn()}
          busy={read.isPlaceholderData}
          empty={
            <EmptyState
              icon={<ShieldCheck size={20} aria-hidden />}
              title={state === 'closed' ? 'No case has been closed' : 'No open cases'}
            >
              One opens when somebody answers a request with “It’s not me”, or when a phone’s key may have
              been copied.
            </EmptyState>
          }
        />
        {(after !== undefined || next !== null) && (
          <Pagination
            text={`${items.length} cases on this page`}
            onPrevious={after === undefined ? undefined : () => window.history.back()}
            onNext={
              next === null
                ? undefined
                : () => void navigate({ search: { ...(state && { state }), after: next } })
            }
          />
        )}
      </>
    )
  }
}

function openWords(count: number): string {
  if (count === 0) return 'Nothing waits'
  return count === 1 ? 'One is open' : `${count.toLocaleString()}${count >= 1000 ? '+' : ''} are open`
}
