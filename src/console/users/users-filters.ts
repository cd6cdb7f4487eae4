import { roleNames } from '../frame/role-names.ts'
import type { FilterSearch } from './users-search.ts'
import { deactivationWords } from './words.ts'

export type FixedFilter =
  | 'status'
  | 'kind'
  | 'role'
  | 'scope'
  | 'emailVerified'
  | 'hasPassword'
  | 'reset'
  | 'signedIn'
  | 'device'
export type FilterName = FixedFilter | 'provider' | 'app' | 'created'

interface FixedOptions {
  label: string
  /** Several values, combined by "or". */
  many: boolean
  options: Readonly<Record<string, string>>
}

const yesNo = { yes: 'Yes', no: 'No' } as const

/** What can be chosen of the kinds whose values are always the same. */
export const fixedFilters: Readonly<Record<FixedFilter, FixedOptions>> = {
  status: {
    label: 'Status',
    many: true,
    options: {
      active: 'Active',
      invited: 'Invited',
      deactivated: 'Deactivated',
      locked: 'Locked',
      'no-way-in': 'No way in',
      removed: 'Removed',
    },
  },
  kind: { label: 'Deactivation', many: true, options: deactivationWords },
  role: { label: 'Role', many: false, options: { admin: 'Admin', user: 'User' } },
  scope: { label: 'Admin scope', many: true, options: roleNames },
  emailVerified: { label: 'Email verified', many: false, options: yesNo },
  hasPassword: { label: 'Has password', many: false, options: yesNo },
  reset: { label: 'Password reset required', many: false, options: yesNo },
  signedIn: {
    label: 'Signed in',
    many: false,
    options: { '7d': 'In the last 7 days', '30d': 'In the last 30 days', never: 'Never' },
  },
  device: {
    label: 'Devices',
    many: true,
    options: { none: 'No device', one: 'One', several: 'Several', 'not-receiving': 'Push not delivered' },
  },
}

export const filterLabels: Readonly<Record<FilterName, string>> = {
  status: fixedFilters.status.label,
  role: fixedFilters.role.label,
  scope: fixedFilters.scope.label,
  signedIn: fixedFilters.signedIn.label,
  device: fixedFilters.device.label,
  emailVerified: fixedFilters.emailVerified.label,
  hasPassword: fixedFilters.hasPassword.label,
  reset: fixedFilters.reset.label,
  provider: 'Provider',
  app: 'Application',
  created: 'Created',
  kind: fixedFilters.kind.label,
}

/** A change of filters; undefined takes one away. */
export type FilterChange = { [Name in keyof FilterSearch]?: FilterSearch[Name] | undefined }

/** The filters that have a chip of their own, on or off. */
export const frequentFilters = [
  { name: 'status', value: 'active' },
  { name: 'status', value: 'invited' },
  { name: 'status', value: 'deactivated' },
  { name: 'status', value: 'locked' },
  { name: 'device', value: 'none' },
] as const

/** What is chosen of a kind, in the order of its options. */
export function valuesOf(search: FilterSearch, name: FilterName): readonly string[] {
  if (name === 'created') return [search.from ?? '', search.to ?? ''].some(Boolean) ? [dates(search)] : []
  const value = search[name]
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}

/** What is chosen of a kind and has no chip of its own. */
export const furtherValuesOf = (search: FilterSearch, name: FilterName): readonly string[] =>
  valuesOf(search, name).filter(
    (value) => !frequentFilters.some((each) => each.name === name && each.value === value),
  )

/** With this value on or off, as a change of the search. */
export function withValue(
  search: FilterSearch,
  name: Exclude<FilterName, 'created'>,
  value: string,
  on: boolean,
): FilterChange {
  const isMany = name === 'provider' || name === 'app' || fixedFilters[name].many
  if (!isMany) return { [name]: on ? value : undefined }
  const others = valuesOf(search, name).filter((each) => each !== value)
  const next = on ? [...others, value] : others
  return { [name]: next.length > 0 ? next : undefined }
}

/** Without what has no chip of its own. */
export function withoutFurther(search: FilterSearch, name: FilterName): FilterChange {
  if (name === 'created') return { from: undefined, to: undefined }
  const further = furtherValuesOf(search, name)
  const left = valuesOf(search, name).filter((value) => !further.includes(value))
  return { [name]: left.length > 0 ? left : undefined }
}

function dates({ from, to }: FilterSearch): string {
  if (from && to) return from === to ? dayName(from) : `${dayName(from)} – ${dayName(to)}`
  return from ? `since ${dayName(from)}` : `until ${dayName(to ?? '')}`
}

function dayName(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(new Date(year, month - 1, date))
}
