import { type DeparturePreview, previewDeparture } from '#contract/departures.ts'
import type { User } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'

/** What there is to end when this user goes, for the lists of a dialog. */
export function useDeparture(user: User) {
  const read = useOperationQuery(previewDeparture, { params: { userId: user.id }, body: {} })
  return { preview: read.data, error: read.data ? null : read.error, retry: () => void read.refetch() }
}

/** "3 sessions", "1 device". */
export const counted = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`

/** Up to three names, and how many more: "Payroll, Wiki and 4 others". */
export function named(names: readonly string[]): string {
  const shown = names.length > 4 ? names.slice(0, 3) : names
  const rest = names.length - shown.length
  return new Intl.ListFormat(undefined, { type: 'conjunction' }).format(
    rest > 0 ? [...shown, `${rest} others`] : [...shown],
  )
}

/** What ends at once whenever somebody may not sign in any more. */
export function endsNow({ sessions, links }: DeparturePreview, withLinks: boolean): string[] {
  return [
    sessions === 0
      ? 'Signing in, from now on'
      : `Signing in, and ${counted(sessions, 'open session')} with ${sessions === 1 ? 'its' : 'their'} tokens, now`,
    'Sign-in requests to their phone, and setup codes',
    ...(withLinks && links > 0 ? [counted(links, 'linked provider')] : []),
  ]
}
