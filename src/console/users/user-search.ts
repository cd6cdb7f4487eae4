/** What stands in the address of a user's page: the open layer. */
export interface UserSearch {
  open?: 'code'
}

export const userSearch = (given: Record<string, unknown>): UserSearch =>
  given.open === 'code' ? { open: 'code' } : {}
