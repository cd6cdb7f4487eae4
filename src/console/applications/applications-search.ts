/** What stands in the address of the applications list. */
export interface ApplicationsSearch {
  after?: string
  /** The open layer. */
  open?: 'new'
}

export function applicationsSearch(given: Record<string, unknown>): ApplicationsSearch {
  return {
    ...(typeof given.after === 'string' && given.after !== '' && { after: given.after }),
    ...(given.open === 'new' && { open: 'new' }),
  }
}
