import { listOwnApplications } from '#contract/self.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Card } from '#ui/Card.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { applicationsTexts as words } from '../texts/applications.ts'

/** The applications in which one has an account. */
export function ApplicationsPanel() {
  const read = useOperationQuery(listOwnApplications, { params: {}, body: {} })
  const items = read.data?.items ?? []
  return (
    <Card
      title={words.title}
      id="applications"
      flush
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={read.data && items.length === 0 && words.none}
    >
      <ul className="text-control">
        {items.map(({ name, url, lastSignInAt }) => (
          <li
            key={name}
            className="flex flex-wrap items-baseline justify-between gap-x-3 border-t border-line px-4 py-2.5"
          >
            {url ? <TextLink href={url}>{name}</TextLink> : <span>{name}</span>}
            <span className="text-meta text-muted">
              {lastSignInAt ? <RelativeTime at={lastSignInAt} /> : words.unused}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
