import { listApplications } from '#contract/applications.ts'
import { listProviders } from '#contract/providers.ts'
import { useOperationQuery } from '#ui/api.ts'
import { useMe } from '../frame/me.ts'
import type { Names } from '../texts/users/event-sentences.ts'
import { historyTexts } from '../texts/users/history.tsx'

const texts = historyTexts.names

/** What applications and providers are called, by id; an id whose name is not known reads as "an application". */
export function useNames(): Names {
  const me = useMe()
  const applications = useOperationQuery(
    listApplications,
    { params: {}, body: {} },
    { enabled: me.permissions.includes('applications:read') },
  )
  const providers = useOperationQuery(
    listProviders,
    { params: {}, body: {} },
    { enabled: me.permissions.includes('providers:read') },
  )
  return {
    application: (id) => {
      if (id === null) return texts.ownPages
      return (
        applications.data?.items.find((application) => application.id === id)?.name ?? texts.anApplication
      )
    },
    provider: (id) => providers.data?.items.find((provider) => provider.id === id)?.name ?? texts.aProvider,
  }
}
