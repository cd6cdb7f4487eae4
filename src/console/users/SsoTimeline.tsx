import type { Result } from '#contract/operation.ts'
import type { listSsoHistory } from '#contract/providers.ts'
import { historyTexts } from '../texts/users/history.tsx'
import { methodsOf } from './words.ts'

const texts = historyTexts.sso

interface SsoTimelineProps {
  completions: Result<typeof listSsoHistory>['providers'][number]['completions']
  days: number
}

const width = 600
const height = 28
const edge = 8

/** A line from `days` ago to now with a point for each sign-in. The table below it says the same to those who cannot see it. */
export function SsoTimeline({ completions, days }: SsoTimelineProps) {
  const now = Date.now()
  const begin = now - days * 86_400_000
  const placeOf = (at: Date) =>
    edge + Math.min(1, Math.max(0, (at.getTime() - begin) / (now - begin))) * (width - 2 * edge)
  return (
    <div aria-hidden>
      <svg
        aria-hidden
        viewBox={`0 0 ${width} ${height}`}
        className="block h-7 w-full"
        preserveAspectRatio="none"
      >
        <line
          x1={edge}
          x2={width - edge}
          y1={height / 2}
          y2={height / 2}
          className="stroke-line-strong"
          vectorEffect="non-scaling-stroke"
        />
        {completions.map(({ at, application, amr }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may share an instant, and the order is fixed
          <g key={index}>
            <title>{`${exact(at)}: ${application ?? texts.ownPages}, ${methodsOf(amr)}`}</title>
            {/* A line without length and with round ends is a dot that keeps its shape however wide the picture is. */}
            <line
              x1={placeOf(at)}
              x2={placeOf(at)}
              y1={height / 2}
              y2={height / 2}
              strokeWidth={10}
              strokeLinecap="round"
              className="stroke-accent"
              vectorEffect="non-scaling-stroke"
            />
          </g>
        ))}
      </svg>
      <div className="flex justify-between text-meta text-muted">
        <span>{texts.daysAgo(days)}</span>
        <span>{texts.now}</span>
      </div>
    </div>
  )
}

const exact = (at: Date) =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
