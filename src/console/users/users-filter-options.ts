import { listApplications } from '#contract/applications.ts'
import { listProviders } from '#contract/providers.ts'
import { useOperationQuery } from '#ui/api.ts'
import { useMe } from '../frame/me.ts'
import { usersFiltersTexts } from '../texts/users/users-filters.ts'
import { type FilterName, fixedFilters } from './users-filters.ts'

const texts = usersFiltersTexts

interface FilterOptions {
  /** Name by value, in the order to show; undefined while it is read, and of dates, which have none. */
  options: Readonly<Record<string, string>> | undefined
  error: Error | null
  retry: () => void
  /** A value that is not known (gone since, or not readable) still gets a word. */
  nameOf: (value: string) => string
}

/** What can be chosen of a kind of filter: fixed words, or what the organisation has. */
export function useFilterOptions(name: FilterName): FilterOptions {
  const me = useMe()
  const input = { params: {}, body: {} }
  const providers = useOperationQuery(listProviders, input, {
    enabled: name === 'provider' && me.permissions.includes('providers:read'),
  })
  const applications = useOperationQuery(listApplications, input, {
    enabled: name === 'app' && me.permissions.includes('applications:read'),
  })
  const read = name === 'provider' ? providers : applications
  const options = optionsOf()
  return {
    options,
    error: read.error,
    retry: () => void read.refetch(),
    nameOf: (value) => {
      if (name === 'created') return value
      return options?.[value] ?? (name === 'provider' ? texts.aProvider : texts.anApplication)
    },
  }

  function optionsOf() {
    if (name === 'created') return undefined
    if (name === 'provider') {
      return providers.data && { none: texts.noProvider, ...named(providers.data.items) }
    }
    if (name === 'app') return applications.data && named(applications.data.items)
    return fixedFilters[name].options
  }
}

const named = (items: readonly { id: string; name: string }[]) =>
  Object.fromEntries(items.map(({ id, name }) => [id, name]))
