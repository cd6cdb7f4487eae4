/** What stands in the address of the list of cases. */
export interface CasesSearch {
  state?: 'open' | 'closed'
  /** Where the page begins. */
  after?: string
}

export function casesSearch(given: Record<string, unknown>): CasesSearch {
  const { state, after } = given
  return {
    ...((state === 'open' || state === 'closed') && { state }),
    ...(typeof after === 'string' && after !== '' && { after }),
  }
}
