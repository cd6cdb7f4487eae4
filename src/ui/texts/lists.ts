import { inLanguage } from '../in-language.ts'

const en = {
  selectAll: 'Select all on this page',
  select: (name: string) => `Select ${name}`,
  actions: 'Actions',
  actionsFor: (name: string) => `Actions for ${name}`,
  sortBy: 'Sort by',
  ascending: (column: string) => `${column}, ascending`,
  descending: (column: string) => `${column}, descending`,
  pages: 'Pages',
  previous: 'Previous',
  next: 'Next',
  isFirst: 'This is the first page',
  isLast: 'This is the last page',
  clearSearch: 'Clear search',
}

/** What tables and whatever leads through them say by themselves. */
export const listsTexts = inLanguage({ en })
