import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ChallengeClaims } from '#contract/device-messages.ts'
import { Badge } from '#ui/Badge.tsx'
import { Facts } from '#ui/Facts.tsx'

/** What the organisation signed about a request, before anything can be typed. */
export function RequestFacts({ claims, organisation }: { claims: ChallengeClaims; organisation: string }) {
  const country = claims.loc.cc && countryName(claims.loc.cc)
  const place = [claims.loc.city, country].filter(Boolean).join(', ')
  return (
    <div className="rounded-card border border-line bg-surface px-4 py-3">
      <Facts
        items={[
          ['For', claims.bm],
          ['Account', claims.user],
          ['Organisation', organisation],
          ['Browser', <Marked key="browser" text={claims.ua} mark={claims.new.browser && 'new browser'} />],
          ['Place', <Marked key="place" text={place || 'Unknown'} mark={claims.new.place && 'new place'} />],
          ['Address', claims.loc.ip],
          ['When', whenOf(claims.iat)],
        ]}
      />
    </div>
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
