import { UserStatus, userSorts } from '#contract/users.ts'

type UserSort = (typeof userSorts)[number]

/** What stands in the address of the users list. What is absent has its default. */
export interface UsersSearch {
  q?: string
  status?: UserStatus[]
  role?: 'admin' | 'user'
  sort?: UserSort
  dir?: 'asc' | 'desc'
  /** Where the page begins, and its number for the words below the list. */
  after?: string
  page?: number
  limit?: 50 | 100
  /** The open layer. */
  open?: 'new'
}

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
  const text = (name: string) =>
    typeof given[name] === 'string' && given[name] !== '' ? given[name] : undefined
  const statuses = UserStatus.options.filter((status) =>
    String(given.status ?? '')
      .split(',')
      .includes(status),
  )
  const sort = userSorts.find((known) => known === given.sort)
  const page = Number(given.page)
  const q = text('q')
  const after = text('after')
  return {
    ...(q && { q: q.slice(0, 120) }),
    ...(statuses.length > 0 && { status: statuses }),
    ...((given.role === 'admin' || given.role === 'user') && { role: given.role }),
    ...(sort && { sort }),
    ...((given.dir === 'asc' || given.dir === 'desc') && { dir: given.dir }),
    ...(after && { after }),
    ...(after && Number.isInteger(page) && page > 1 && { page }),
    ...((Number(given.limit) === 50 || Number(given.limit) === 100) && {
      limit: Number(given.limit) as 50 | 100,
    }), // one of the two
    ...(given.open === 'new' && { open: 'new' }),
  }
}
