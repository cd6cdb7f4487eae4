import { type DeparturePreview, previewDeparture } from '#contract/departures.ts'
import type { User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { language } from '#ui/language.ts'
import { countsTexts } from '../../texts/users/counts.ts'
import { leavingTexts } from '../../texts/users/leaving.ts'

const texts = leavingTexts.ends

/** What there is to end when this user goes, for the lists of a dialog. */
export function useDeparture(user: User) {
  const read = useOperationQuery(previewDeparture, { params: { userId: user.id }, body: {} })
  return { preview: read.data, error: read.data ? null : read.error, retry: () => void read.refetch() }
}

/** Up to three names, and how many more: "Payroll, Wiki and 4 others". */
export function named(names: readonly string[]): string {
  const shown = names.length > 4 ? names.slice(0, 3) : names
  const rest = names.length - shown.length
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(
    rest > 0 ? [...shown, countsTexts.others(rest)] : [...shown],
  )
}

/** What ends at once whenever somebody may not sign in any more. */
export function endsNow({ sessions, links }: DeparturePreview, withLinks: boolean): string[] {
  return [
    sessions === 0 ? texts.signIn : texts.sessions(sessions),
    texts.requests,
    ...(withLinks && links > 0 ? [countsTexts.linkedProviders(links)] : []),
  ]
}
