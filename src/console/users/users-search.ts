import * as z from 'zod/mini'
import { ApplicationId, ProviderId } from '#contract/ids.ts'
import { type AdminRole, adminRoles } from '#contract/permissions.ts'
import { Deactivation, ListedStatus, type UserFilter, type UserQuery, userSorts } from '#contract/users.ts'
import { stringifySearch } from '../address-text.ts'

export type UserSort = (typeof userSorts)[number]
export type DeviceFilter = (typeof deviceFilters)[number]
export type YesNo = 'yes' | 'no'

const deviceFilters = ['none', 'one', 'several', 'not-receiving'] as const
const signedInFilters = ['7d', '30d', 'never'] as const

/** The filters of the list as they stand in its address; several values of one kind are joined by commas there. */
export interface FilterSearch {
  status?: ListedStatus[]
  /** The kind of a deactivation. */
  kind?: Deactivation['kind'][]
  role?: 'admin' | 'user'
  scope?: AdminRole[]
  emailVerified?: YesNo
  hasPassword?: YesNo
  reset?: YesNo
  signedIn?: (typeof signedInFilters)[number]
  device?: DeviceFilter[]
  /** Ids, or `none`. */
  provider?: string[]
  app?: string[]
  /** Created on this day or later, and on that day or before: `2026-11-22`, where the reader is. */
  from?: string
  to?: string
}

/** What stands in the address of the users list. What is absent has its default. */
export interface UsersSearch extends FilterSearch {
  q?: string
  sort?: UserSort
  dir?: 'asc' | 'desc'
  /** Where the page begins, and its number for the words below the list. */
  after?: string
  page?: number
  limit?: 50 | 100
  /** The open layer. */
  open?: 'new'
}

export const filterNames = [
  'status',
  'kind',
  'role',
  'scope',
  'emailVerified',
  'hasPassword',
  'reset',
  'signedIn',
  'device',
  'provider',
  'app',
  'from',
  'to',
] as const satisfies readonly (keyof FilterSearch)[]

/** Which way round each column begins: what one looks for first. */
export const naturalDirection: Record<UserSort, 'asc' | 'desc'> = {
  created: 'desc',
  lastSignIn: 'desc',
  name: 'asc',
  email: 'asc',
  role: 'asc',
}

/** Reads the address; what makes no sense is left out, so that an old or mistyped link still opens the list. */
export function usersSearch(given: Record<string, unknown>): UsersSearch {
  const { text, one, many, ids, day } = reader(given)
  const limit = Number(given['limit'])
  const page = Number(given['page'])
  const after = text('after')
  const read: Record<keyof UsersSearch, unknown> = {
    q: text('q')?.slice(0, 120),
    status: many('status', ListedStatus.options),
    kind: many('kind', Deactivation.shape.kind.options),
    role: one('role', ['admin', 'user']),
    scope: many('scope', adminRoles),
    emailVerified: one('emailVerified', ['yes', 'no']),
    hasPassword: one('hasPassword', ['yes', 'no']),
    reset: one('reset', ['yes', 'no']),
    signedIn: one('signedIn', signedInFilters),
    device: many('device', deviceFilters),
    provider: ids('provider', (id) => id === 'none' || z.safeParse(ProviderId, id).success),
    app: ids('app', (id) => z.safeParse(ApplicationId, id).success),
    from: day('from'),
    to: day('to'),
    sort: one('sort', userSorts),
    dir: one('dir', ['asc', 'desc']),
    after,
    page: after && Number.isInteger(page) && page > 1 ? page : undefined,
    limit: limit === 50 || limit === 100 ? limit : undefined,
    open: one('open', ['new']),
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) as UsersSearch // each was read by its kind above
}

function reader(given: Record<string, unknown>) {
  const text = (name: string) => {
    const value = given[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  // From a link the values are one text; from a page that goes on they are a list already.
  const parts = (name: string) => String(given[name] ?? '').split(',')
  const some = <T>(found: readonly T[]) => (found.length > 0 ? found : undefined)
  return {
    text,
    one: <T extends string>(name: string, known: readonly T[]) => known.find((each) => each === given[name]),
    many: <T extends string>(name: string, known: readonly T[]) =>
      some(known.filter((each) => parts(name).includes(each))),
    ids: (name: string, isOne: (id: string) => boolean) =>
      some([...new Set(parts(name))].filter(isOne).slice(0, 20)),
    day: (name: string) => {
      const value = text(name)
      return value && dayStart(value) ? value : undefined
    },
  }
}

/** The first instant of a day where the reader is; undefined for what is no day. */
function dayStart(day: string, daysLater = 0): Date | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  const at = new Date(Number(year), Number(month) - 1, Number(date) + daysLater)
  const isReal = daysLater !== 0 || (Number(year) >= 1970 && at.getDate() === Number(date))
  return isReal && Number.isFinite(at.getTime()) ? at : undefined
}

const yes = (value: YesNo | undefined) => (value === undefined ? undefined : value === 'yes')

/** What the address asks for, as the API wants it: whom the list shows, and whom a bulk act on "everybody who matches" reaches. */
export function filterOf(search: UsersSearch): UserFilter {
  const createdTo = search.to === undefined ? undefined : dayStart(search.to, 1)
  const filter: { [Name in keyof Required<UserFilter>]: UserFilter[Name] | undefined } = {
    q: search.q,
    status: search.status,
    deactivationKind: search.kind,
    role: search.role,
    adminRole: search.scope,
    emailVerified: yes(search.emailVerified),
    hasPassword: yes(search.hasPassword),
    requiresReset: yes(search.reset),
    signedIn: search.signedIn,
    device: search.device,
    provider: search.provider as UserFilter['provider'], // read as ids by `usersSearch`
    application: search.app as UserFilter['application'],
    createdFrom: search.from === undefined ? undefined : dayStart(search.from),
    createdTo: createdTo && new Date(createdTo.getTime() - 1),
  }
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}

export function queryOf(search: UsersSearch): UserQuery {
  const sort = search.sort ?? 'created'
  return {
    ...filterOf(search),
    sort,
    reverse: (search.dir ?? naturalDirection[sort]) !== naturalDirection[sort],
    ...(search.after && { after: search.after }),
    limit: search.limit ?? 25,
  }
}

/** Whether the list shows a part of the people only. */
export const isFiltered = (search: UsersSearch) =>
  search.q !== undefined || filterNames.some((name) => search[name] !== undefined)

/** The search and the filters alone: what another page, order or open layer leaves as it is. */
export function filterSearchOf(search: UsersSearch): UsersSearch {
  const kept = (['q', ...filterNames] as const).filter((name) => search[name] !== undefined)
  return Object.fromEntries(kept.map((name) => [name, search[name]]))
}

/** What a saved view keeps, as the query of an address: search, filters and order. */
export function viewQueryOf(search: UsersSearch): string {
  const { sort, dir } = search
  const kept = { ...filterSearchOf(search), ...(sort && { sort }), ...(dir && { dir }) }
  return stringifySearch(kept).slice(1)
}
