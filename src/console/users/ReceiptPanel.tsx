import { Check, Clock, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { getDeactivationReceipt, type ReceiptItem } from '#contract/departures.ts'
import type { User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Card } from '#ui/Card.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { hasCode } from '../api/has-code.ts'
import { clockTime } from '../frame/clock-time.ts'
import { receiptTexts } from '../texts/users/receipt.tsx'

const kindWords: Record<ReceiptItem['kind'], string> = receiptTexts.kinds

const states = {
  done: { text: receiptTexts.states.done, tone: 'success', icon: Check },
  pending: { text: receiptTexts.states.pending, tone: 'warning', icon: Clock },
  failed: { text: receiptTexts.states.failed, tone: 'danger', icon: X },
} as const

/** While something is pending it is read again this often, in milliseconds: tokens end by themselves, and nothing says so. */
const readEvery = 10_000

/** What a deactivation ended, thing by thing, and what still has to end. */
export function ReceiptPanel({ user }: { user: User }) {
  const [isWaiting, setWaiting] = useState(false)
  const read = useOperationQuery(
    getDeactivationReceipt,
    { params: { userId: user.id }, body: {} },
    isWaiting ? { refetchInterval: readEvery } : {},
  )
  const items = read.data?.items ?? []
  const hasPending = items.some(({ state }) => state === 'pending')
  useEffect(() => setWaiting(hasPending), [hasPending])
  // Of somebody who was never deactivated there is none.
  if (hasCode(read.error, 'receipt-not-found')) return null
  return (
    <Card
      title={receiptTexts.title}
      id="receipt"
      flush
      trailing={read.data && receiptTexts.of(<RelativeTime at={read.data.at} />)}
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={read.data && items.length === 0 && receiptTexts.nothing}
    >
      <p role="status" className="px-4 pb-2 text-control text-muted">
        {summary(items)}
      </p>
      <ul>
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be called the same, and the order is fixed
          <li key={index} className="flex items-start gap-3 border-t border-line px-4 py-2 text-control">
            <div className="min-w-0 flex-1">
              <p className="wrap-anywhere">
                <span className="text-muted">{kindWords[item.kind]}:</span> {item.name}
              </p>
              {item.detail && <p className="text-meta text-muted wrap-anywhere">{item.detail}</p>}
            </div>
            <State item={item} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function State({ item: { state, endsAt } }: { item: ReceiptItem }) {
  const { text, tone, icon: Icon } = states[state]
  return (
    <Badge tone={tone} icon={<Icon size={12} aria-hidden />}>
      {state === 'pending' && endsAt ? receiptTexts.endsBy(clockTime(endsAt)) : text}
    </Badge>
  )
}

/** "12 done · 1 pending until 14:32", or that it is over. */
function summary(items: readonly ReceiptItem[]): string {
  const of = (state: ReceiptItem['state']) => items.filter((item) => item.state === state)
  const pending = of('pending')
  const failed = of('failed').length
  if (pending.length === 0 && failed === 0) return receiptTexts.over
  const last = Math.max(...pending.map(({ endsAt }) => endsAt?.getTime() ?? 0))
  return [
    receiptTexts.done(of('done').length),
    pending.length > 0 && receiptTexts.pending(pending.length, last > 0 ? clockTime(new Date(last)) : null),
    failed > 0 && receiptTexts.failed(failed),
  ]
    .filter(Boolean)
    .join(' · ')
}
