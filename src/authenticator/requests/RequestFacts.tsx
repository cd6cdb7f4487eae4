import { TriangleAlert } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import type { ChallengeClaims } from '#contract/device-messages.ts'
import { Badge } from '#ui/Badge.tsx'
import { texts } from '../texts/texts.ts'

const { facts: words } = texts.requests

/** What the organisation signed about a request, before anything can be typed. */
export function RequestFacts({ claims, organisation }: { claims: ChallengeClaims; organisation: string }) {
  const country = claims.loc.cc && countryName(claims.loc.cc)
  const place = [claims.loc.city, country].filter(Boolean).join(', ')
  const facts: readonly (readonly [string, ReactNode])[] = [
    ...(claims.bm ? [[words.for, claims.bm] as const] : []),
    [words.account, claims.user],
    [words.at, organisation],
    [
      words.browser,
      <Marked key="browser" text={claims.ua} marks={[claims.new.browser && words.newBrowser]} />,
    ],
    [
      words.place,
      <Marked
        key="place"
        text={place || texts.frame.unknown}
        marks={[claims.new.place && words.newPlace, claims.far && words.far]}
      />,
    ],
    [words.address, claims.loc.ip],
    [words.when, whenOf(claims.iat)],
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

function Marked({
  text,
  marks,
}: {
  text: string
  marks: readonly (string | false | undefined)[]
}): ReactNode {
  return (
    <>
      {text}
      {marks.filter(Boolean).map((mark) => (
        <Fragment key={String(mark)}>
          {' '}
          <Badge tone="warning" icon={<TriangleAlert size={14} aria-hidden />}>
            {mark}
          </Badge>
        </Fragment>
      ))}
    </>
  )
}

/** Requests live two minutes: there is little to tell apart. */
function whenOf(iat: number): string {
  const at = new Date(iat * 1000)
  return Math.abs(Date.now() - at.getTime()) < 45_000
    ? words.justNow
    : new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(at)
}

function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}
