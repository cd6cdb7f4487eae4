/** What stands in the address of the list of providers. */
export interface ProvidersSearch {
  /** The open layer. */
  open?: 'new'
}

export const providersSearch = (given: Record<string, unknown>): ProvidersSearch =>
  given.open === 'new' ? { open: 'new' } : {}
