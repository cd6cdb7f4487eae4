import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router'
import { type Job, JobRow, listJobRows } from '#contract/jobs.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Chip } from '#ui/Chip.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Pagination } from '#ui/Pagination.tsx'
import { TableSkeleton } from '#ui/TableSkeleton.tsx'
import type { Column } from '#ui/table-column.ts'
import { addresses } from '../addresses.ts'
import { ErrorState } from '../frame/ErrorState.tsx'
import { singleKeysOn } from '../frame/shortcuts.ts'
import { trailOf } from '../frame/trail.ts'
import { bulkTexts } from '../texts/bulk.tsx'
import { doneOf, rowStateTones, rowStateWords } from './job-words.ts'

const texts = bulkTexts.rows

const columns: readonly Column<JobRow>[] = [
  {
    id: 'name',
    header: texts.name,
    onPhone: 'title',
    cell: ({ name, email }) => (
      <span className="block min-w-0">
        <span className="block font-medium wrap-anywhere">{name ?? texts.gone}</span>
        {email && <span className="block text-meta font-normal text-muted wrap-anywhere">{email}</span>}
      </span>
    ),
  },
  {
    id: 'state',
    header: texts.result,
    onPhone: 'status',
    cell: ({ state }) => <Badge tone={rowStateTones[state]}>{rowStateWords[state]}</Badge>,
  },
  {
    id: 'why',
    header: texts.why,
    onPhone: 'detail',
    cell: ({ title }) => <span className="text-muted">{title}</span>,
  },
]

/** What became of each person, a page at a time. */
export function JobRows({ job }: { job: Job }) {
  const { state, after } = useSearch({ from: '/jobs/$jobId' })
  const navigate = useNavigate({ from: '/jobs/$jobId' })
  const trail = useRouterState({ select: ({ location }) => trailOf(location.state) })
  const found = useOperationQuery(
    listJobRows,
    { params: { jobId: job.id }, body: { ...(state && { state }), ...(after && { after }) } },
    { keepPrevious: true },
  )
  const counts: Record<JobRow['state'], number> = {
    waiting: job.total - doneOf(job),
    succeeded: job.succeeded,
    skipped: job.skipped,
    failed: job.failed,
  }
  return (
    <section aria-label={texts.results} className="grid gap-3">
      <fieldset className="flex flex-wrap items-center gap-2">
        <legend className="sr-only">{texts.show}</legend>
        {JobRow.shape.state.options.map((each) => (
          <Chip
            key={each}
            on={state === each}
            onChange={(on) => void navigate({ search: on ? { state: each } : {} })}
          >
            {rowStateWords[each]} <span className="tabular-nums">{counts[each].toLocaleString()}</span>
          </Chip>
        ))}
      </fieldset>
      {list()}
    </section>
  )

  function list() {
    if (found.error && !found.data)
      return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
    if (!found.data) return <TableSkeleton columns={columns} rows={5} />
    const { items, next } = found.data
    return (
      <>
        <DataTable<JobRow>
          label={texts.results}
          columns={columns}
          rows={items}
          keyOf={({ n }) => String(n)}
          nameOf={({ name }) => name ?? texts.aGoneUser}
          hrefOf={({ userId, name }) => (name === null ? undefined : addresses.user(userId))}
          busy={found.isPlaceholderData}
          keys={singleKeysOn()}
          empty={<EmptyState title={state ? texts.noneOf(rowStateWords[state]) : texts.none} />}
        />
        {(after !== undefined || next !== null) && (
          <Pagination
            text={texts.onPage(items.length)}
            onPrevious={after === undefined ? undefined : () => previous()}
            onNext={
              next === null
                ? undefined
                : () =>
                    void navigate({
                      search: (kept) => ({ ...kept, after: next }),
                      state: (kept) => ({ ...kept, trail: [...trail, after ?? ''] }),
                    })
            }
          />
        )}
      </>
    )
  }

  function previous() {
    const before = trail.at(-1)
    void navigate({
      search: ({ after: _after, ...kept }) => ({ ...kept, ...(before && { after: before }) }),
      state: (kept) => ({ ...kept, trail: trail.slice(0, -1) }),
    })
  }
}
