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
import { casesTexts } from '../texts/cases.tsx'
import { stateTones } from './words.ts'

const columns: readonly Column<Case>[] = [
  {
    id: 'person',
    header: casesTexts.columns.person,
    onPhone: 'title',
    cell: ({ user }) => <TwoLines title={user.name} detail={user.email} />,
  },
  {
    id: 'kind',
    header: casesTexts.columns.what,
    onPhone: 'detail',
    cell: ({ kind }) => casesTexts.kinds[kind].title,
  },
  {
    id: 'where',
    header: casesTexts.columns.from,
    from: 'lg',
    onPhone: 'hidden',
    cell: ({ request, device }) =>
      request ? (
        <TwoLines
          title={request.application}
          detail={[request.place, request.browser].filter(Boolean).join(' · ')}
        />
      ) : (
        (device?.name ?? <span className="text-muted">{casesTexts.gone}</span>)
      ),
  },
  {
    id: 'reports',
    header: casesTexts.columns.times,
    align: 'end',
    from: 'md',
    onPhone: 'hidden',
    cell: ({ reports }) => reports.toLocaleString(),
  },
  {
    id: 'last',
    header: casesTexts.columns.last,
    onPhone: 'detail',
    cell: ({ lastReportAt }) => <RelativeTime at={lastReportAt} focusable={false} />,
  },
  {
    id: 'state',
    header: casesTexts.columns.state,
    onPhone: 'status',
    cell: ({ state }) => <Badge tone={stateTones[state]}>{casesTexts.states[state]}</Badge>,
  },
]

/** What administrators have to look at: open cases first, each state newest first. */
export function CasesPage() {
  usePageTitle(casesTexts.title)
  const { state, after } = useSearch({ from: '/cases' })
  const navigate = useNavigate({ from: '/cases' })
  const body = { ...(state && { state }), ...(after && { after }) }
  const read = useOperationQuery(listCases, { params: {}, body }, { keepPrevious: true })
  const tabs = [
    { text: casesTexts.tabs.all, href: addresses.cases, current: !state },
    { text: casesTexts.tabs.open, href: `${addresses.cases}?state=open`, current: state === 'open' },
    { text: casesTexts.tabs.closed, href: `${addresses.cases}?state=closed`, current: state === 'closed' },
  ]
  return (
    <>
      <PageHeader
        title={casesTexts.title}
        takesFocus={headingTakesFocus()}
        meta={read.data ? casesTexts.waiting(read.data.open, { andMore: read.data.open >= 1000 }) : '\u00a0'}
      />
      <TabLinks label={casesTexts.title} tabs={tabs} />
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
          label={casesTexts.title}
          columns={columns}
          rows={items}
          keyOf={({ id }) => id}
          nameOf={({ user, kind }) => casesTexts.named(casesTexts.kinds[kind].title, user.name)}
          hrefOf={({ id }) => addresses.case(id)}
          menuOf={({ id, user }) => [
            { label: casesTexts.tabs.open, href: addresses.case(id) },
            { label: casesTexts.openUser, href: addresses.user(user.id) },
          ]}
          keys={singleKeysOn()}
          busy={read.isPlaceholderData}
          empty={
            <EmptyState
              icon={<ShieldCheck size={20} aria-hidden />}
              title={state === 'closed' ? casesTexts.empty.closed : casesTexts.empty.open}
            >
              {casesTexts.empty.text}
            </EmptyState>
          }
        />
        {(after !== undefined || next !== null) && (
          <Pagination
            text={casesTexts.page(items.length)}
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
