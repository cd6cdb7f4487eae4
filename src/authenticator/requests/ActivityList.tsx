import type { Enrolment } from '#phone/key-store.ts'
import type { Overview } from '#phone/overview.ts'
import { Badge, type BadgeTone } from '#ui/Badge.tsx'
import { texts } from '../texts/texts.ts'
import { fromSeconds, whenOf } from '../time-words.ts'

const { activity: words } = texts.accounts

export interface Activity {
  readonly enrolment: Enrolment
  readonly request: Overview['requests'][number]
}

/** The newest first, of all organisations. */
export const activitiesOf = (
  enrolments: readonly Enrolment[],
  overviews: Readonly<Record<string, Overview>>,
): readonly Activity[] =>
  enrolments
    .flatMap((enrolment) =>
      (overviews[enrolment.deviceId]?.requests ?? []).map((request) => ({ enrolment, request })),
    )
    .sort((a, b) => b.request.at - a.request.at)

/** What the person was asked lately, and what became of it. */
export function ActivityList({ items, named }: { items: readonly Activity[]; named: boolean }) {
  return (
    <ul className="grid gap-3">
      {items.map(({ enrolment, request }) => (
        <li
          key={`${enrolment.deviceId} ${request.at} ${request.app} ${request.browser}`}
          className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1"
        >
          <span className="min-w-0 flex-1 basis-40">
            <span className="block font-medium wrap-anywhere">
              {request.app}
              {named && <span className="font-normal text-muted"> {words.at(enrolment.org.name)}</span>}
            </span>
            <span className="block text-meta text-muted wrap-anywhere">
              {[request.browser, request.place].filter(Boolean).join(' · ')}
            </span>
            <time dateTime={fromSeconds(request.at).toISOString()} className="block text-meta text-muted">
              {whenOf(fromSeconds(request.at))}
            </time>
          </span>
          <Badge tone={toneOf(request)}>{words.ended[endOf(request)]}</Badge>
        </li>
      ))}
    </ul>
  )
}

type End = keyof typeof words.ended

function endOf({ state, why }: Activity['request']): End {
  if (why === 'wrong-number') return why
  return state in words.ended ? (state as End) : 'unknown'
}

function toneOf(request: Activity['request']): BadgeTone {
  const end = endOf(request)
  if (end === 'approved' || end === 'redeemed') return 'success'
  if (end === 'reported' || end === 'wrong-number') return 'danger'
  return end === 'denied' ? 'warning' : 'neutral'
}
