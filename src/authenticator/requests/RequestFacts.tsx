import { TriangleAlert } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import type { ChallengeClaims } from '#contract/device-messages.ts'
import { Badge } from '#ui/Badge.tsx'

/** What the organisation signed about a request, before anything can be typed. */
export function RequestFacts({ claims, organisation }: { claims: ChallengeClaims; organisation: string }) {
  const country = claims.loc.cc && countryName(claims.loc.cc)
  const place = [claims.loc.city, country].filter(Boolean).join(', ')
  const facts: readonly (readonly [string, ReactNode])[] = [
    ...(claims.bm ? [['For', claims.bm] as const] : []),
    ['Account', claims.user],
    ['At', organisation],
    ['Browser', <Marked key="browser" text={claims.ua} mark={claims.new.browser && 'new browser'} />],
    ['Place', <Marked key="place" text={place || 'Unknown'} mark={claims.new.place && 'new place'} />],
    ['Address', claims.loc.ip],
    ['When', whenOf(claims.iat)],
  ]
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5 rounded-card border border-line bg-surface px-4 py-3">
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt className="text-meta text-muted">{name}</dt>
          <dd className="min-w-0 font-medium wrap-anywhere">{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

function Marked({ text, mark }: { text: string; mark: string | false }): ReactNode {
  if (!mark) return text
  return (
    <>
      {text}{' '}
      <Badge tone="warning" icon={<TriangleAlert size={14} aria-hidden />}>
        {mark}
      </Badge>
    </>
  )
}

/** Requests live two minutes: there is little to tell apart. */
function whenOf(iat: number): string {
  const at = new Date(iat * 1000)
  return Math.abs(Date.now() - at.getTime()) < 45_000
    ? 'Just now'
    : new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(at)
}

function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}
