import { useFilterOptions } from './users-filter-options.ts'
import { nameOfUnknown, type ReadFilter } from './users-filters.ts'

interface UsersFilterValuesProps {
  name: ReadFilter
  values: readonly string[]
}

/** What is chosen of what the organisation has, by name. A value that is not known (gone since, or not readable) still gets a word. */
export function UsersFilterValues({ name, values }: UsersFilterValuesProps) {
  const { options } = useFilterOptions(name)
  return values.map((value) => options?.[value] ?? nameOfUnknown[name]).join(', ')
}
