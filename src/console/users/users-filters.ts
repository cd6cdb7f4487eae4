import { roleNames } from '../frame/role-names.ts'
import { usersFiltersTexts } from '../texts/users/users-filters.ts'
import type { FilterSearch } from './users-search.ts'
import { deactivationWords, statusWords } from './words.ts'

const texts = usersFiltersTexts

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
/** What can be chosen of them is read: it is what the organisation has. */
export type ReadFilter = 'provider' | 'app'
export type FilterName = FixedFilter | ReadFilter | 'created'

interface FixedOptions {
  label: string
  /** Several values, combined by "or". */
  many: boolean
  options: Readonly<Record<string, string>>
}

const yesNo = { yes: texts.yes, no: texts.no } as const

/** What can be chosen of the kinds whose values are always the same. */
export const fixedFilters: Readonly<Record<FixedFilter, FixedOptions>> = {
  status: {
    label: texts.status.label,
    many: true,
    options: {
      active: statusWords.active,
      invited: statusWords.invited,
      deactivated: statusWords.deactivated,
      locked: texts.status.locked,
      'no-way-in': texts.status['no-way-in'],
      removed: texts.status.removed,
    },
  },
  kind: { label: texts.kind, many: true, options: deactivationWords },
  role: { label: texts.role.label, many: false, options: { admin: texts.role.admin, user: texts.role.user } },
  scope: { label: texts.scope, many: true, options: roleNames },
  emailVerified: { label: texts.emailVerified, many: false, options: yesNo },
  hasPassword: { label: texts.hasPassword, many: false, options: yesNo },
  reset: { label: texts.reset, many: false, options: yesNo },
  signedIn: {
    label: texts.signedIn.label,
    many: false,
    options: { '7d': texts.signedIn['7d'], '30d': texts.signedIn['30d'], never: texts.signedIn.never },
  },
  device: {
    label: texts.device.label,
    many: true,
    options: {
      none: texts.device.none,
      one: texts.device.one,
      several: texts.device.several,
      'not-receiving': texts.device['not-receiving'],
    },
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
  provider: texts.provider,
  app: texts.app,
  created: texts.created,
  kind: fixedFilters.kind.label,
}

/** Until it is read, and where it is not there. */
export const nameOfUnknown: Readonly<Record<ReadFilter, string>> = {
  provider: texts.aProvider,
  app: texts.anApplication,
}

/** In the order to show. */
export const filterKinds = Object.keys(filterLabels) as FilterName[] // its keys are the names

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
  return from ? texts.since(dayName(from)) : texts.until(dayName(to ?? ''))
}

function dayName(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(new Date(year, month - 1, date))
}
