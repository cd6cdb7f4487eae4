import { listApplications } from '#contract/applications.ts'
import { useOperationQuery } from '#ui/api.ts'
import { useMe } from '../frame/me.ts'

/** What applications are called, by id; an id whose name is not known reads as "an application". Null is the console. */
export function useApplicationNames(): (id: string | null) => string {
  const me = useMe()
  const { data } = useOperationQuery(
    listApplications,
    { params: {}, body: {} },
    { enabled: me.permissions.includes('applications:read') },
  )
  return (id) => {
    if (id === null) return 'the console'
    return data?.items.find((application) => application.id === id)?.name ?? 'an application'
  }
}
