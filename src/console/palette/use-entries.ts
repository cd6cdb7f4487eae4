import type { LucideIcon } from 'lucide-react'
import { LifeBuoy, Route, UserRound, UsersRound, Zap } from 'lucide-react'
import { useEffect, useState } from 'react'
import { listUsers, type UserListItem } from '#contract/users.ts'
import { useOperationQuery } from '#ui/api.ts'
import { addresses } from '../addresses.ts'
import { areas } from '../frame/areas.ts'
import { useMe } from '../frame/me.ts'
import { paletteTexts } from '../texts/palette.ts'
import { pageActs } from './page-acts.ts'

export interface Entry {
  id: string
  text: string
  /** Behind the text, quieter. */
  detail?: string
  icon: LucideIcon
  keys?: string
  /** Where it leads, or what it does. */
  href?: string
  act?: () => void
  /** Why it does not apply now. */
  disabledReason?: string | undefined
}

export interface Group {
  heading: string
  entries: readonly Entry[]
}

interface Entries {
  groups: readonly Group[]
  /** People are being looked for. */
  busy: boolean
  error: Error | null
}

/** After the last key, in milliseconds. */
const pause = 200

/** What the palette offers for what is typed: acts of this page and areas of the console by their words, people by the server. */
export function useEntries(typed: string): Entries {
  const me = useMe()
  const q = useLater(typed.trim())
  const found = useOperationQuery(
    listUsers,
    { params: {}, body: { q, sort: 'created', reverse: false, limit: 6 } },
    { enabled: q.length > 1 && me.permissions.includes('users:read'), keepPrevious: true },
  )
  const people = q.length > 1 && typed.trim().length > 1 ? (found.data?.items ?? []) : []
  const groups = [
    { heading: paletteTexts.headings.people, entries: people.flatMap((user) => entriesOf(user, q)) },
    { heading: paletteTexts.headings.page, entries: actEntries().filter(fits(typed)) },
    { heading: paletteTexts.headings.goTo, entries: [...areaEntries, ...otherEntries].filter(fits(typed)) },
  ]
  return {
    groups: groups.filter(({ entries }) => entries.length > 0),
    busy: typed.trim().length > 1 && (found.isFetching || q !== typed.trim()),
    error: q.length > 1 ? found.error : null,
  }
}

function useLater(value: string): string {
  const [later, setLater] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), pause)
    return () => clearTimeout(timer)
  }, [value])
  return later
}

/** A reference code leads to the attempt too: that is what the person on the phone asks about. */
function entriesOf(user: UserListItem, q: string): readonly Entry[] {
  const person: Entry = {
    id: user.id,
    text: user.name,
    detail: user.email,
    icon: UserRound,
    href: addresses.user(user.id),
  }
  if (user.exact !== 'reference') return [person]
  const why: Entry = {
    id: `why-${user.id}`,
    text: paletteTexts.why(user.name),
    detail: q,
    icon: Route,
    href: addresses.diagnosis(q),
  }
  return [why, person]
}

const areaEntries: readonly Entry[] = areas.map(({ text, href, icon, key }) => ({
  id: `go-${key}`,
  text,
  icon,
  keys: `g ${key}`,
  href,
}))

/** Pages that are no areas. */
const otherEntries: readonly Entry[] = [
  {
    id: 'go-why',
    text: paletteTexts.whyAnybody,
    detail: paletteTexts.byReference,
    icon: LifeBuoy,
    href: addresses.diagnosis(),
  },
  { id: 'go-duplicates', text: paletteTexts.duplicates, icon: UsersRound, href: addresses.duplicates },
]

const actEntries = (): readonly Entry[] =>
  pageActs().map(({ label, keys, href, onSelect, disabledReason }, at) => ({
    // Two acts may read alike.
    id: `act-${at}`,
    text: label,
    icon: Zap,
    ...(keys && { keys }),
    ...(href !== undefined && { href }),
    ...(onSelect && { act: onSelect }),
    disabledReason,
  }))

/** Whether every word that was typed is somewhere in the text. */
export const fits = (typed: string) => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return ({ text }: Pick<Entry, 'text'>) => words.every((word) => text.toLowerCase().includes(word))
}
