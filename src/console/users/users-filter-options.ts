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
  return {
    options: optionsOf(),
    error: read.error,
    retry: () => void read.refetch(),
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
