import { type ApprovalRequest, listApprovalRequests } from '#contract/approval-requests.ts'
import type { UserId } from '#contract/ids.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Card } from '#ui/Card.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { TextLink } from '#ui/TextLink.tsx'
import { addresses } from '../addresses.ts'
import { useOpenCase } from '../cases/use-open-case.ts'
import { Disclosure } from '../frame/Disclosure.tsx'
import { historyTexts } from '../texts/users/history.tsx'
import { Timeline } from './Timeline.tsx'
import { heldBackWords, requestReason, requestTones, requestWords } from './words.ts'

const texts = historyTexts.requests

/** What this user's phone was asked lately, and what came of it. */
export function RequestsPanel({ userId }: { userId: UserId }) {
  const read = useOperationQuery(listApprovalRequests, { params: { userId }, body: {} })
  const items = read.data?.items ?? []
  const openCase = useOpenCase(userId)
  return (
    <Card
      title={texts.title}
      id="requests"
      actions={openCase && <TextLink href={addresses.case(openCase.id)}>{texts.openCase}</TextLink>}
      flush
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={read.data && items.length === 0 && texts.none}
    >
      <ul>
        {items.map((request) => (
          <li key={request.id} className="border-t border-line">
            <Disclosure summary={<Summary request={request} />}>
              <Timeline request={request} />
            </Disclosure>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Summary({ request }: { request: ApprovalRequest }) {
  const reason = requestReason(request)
  const heldBack = heldBackWords[request.push]
  return (
    <span className="grid gap-0.5">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium wrap-anywhere">{request.application}</span>
        {request.action === 'step-up' && <span className="text-muted">{texts.stepUp}</span>}
        <Badge tone={requestTones[request.state]}>{requestWords[request.state]}</Badge>
      </span>
      <span className="flex flex-wrap gap-x-1.5 text-meta text-muted">
        <span>{[request.place, request.ip, request.browser].filter(Boolean).join(' · ')}</span>
        <span aria-hidden>·</span>
        <RelativeTime at={request.issuedAt} focusable={false} />
      </span>
      {reason && <span className="text-meta text-muted">{reason}</span>}
      {heldBack && <span className="text-meta text-warning">{heldBack}</span>}
    </span>
  )
}
