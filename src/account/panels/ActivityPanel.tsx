import { listOwnEvents } from '#contract/self.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Card } from '#ui/Card.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { activityTexts as words } from '../texts/activity.ts'
import { isNotable, sentenceOf } from './event-words.ts'

/** What happened to one's account lately. */
export function ActivityPanel() {
  const read = useOperationQuery(listOwnEvents, { params: {}, body: {} })
  const items = (read.data?.items ?? []).filter((event) => sentenceOf(event) !== undefined)
  return (
    <Card
      title={words.title}
      id="activity"
      flush
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={read.data && items.length === 0 && words.none}
    >
      <ul className="text-control">
        {items.map((event) => (
          <li
            key={event.id}
            className="flex flex-wrap items-baseline justify-between gap-x-3 border-t border-line px-4 py-2"
          >
            <span className="min-w-0">
              {sentenceOf(event)} {words.by[event.by]}{' '}
              {isNotable(event) && <Badge tone="warning">{words.notable}</Badge>}
              <span className="block text-meta text-muted wrap-anywhere">
                {[event.browser, event.ip].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span className="text-meta text-muted">
              <RelativeTime at={event.at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
