import { type Case, listCases } from '#contract/cases.ts'
import type { UserId } from '#contract/ids.ts'
import { useOperationQuery } from '#ui/api.ts'
import { useMe } from '../frame/me.ts'

/** The case that is open about this person, the newest of several; undefined where there is none, or until it is known. */
export function useOpenCase(userId: UserId): Case | undefined {
  const me = useMe()
  const read = useOperationQuery(
    listCases,
    { params: {}, body: { userId, state: 'open' } },
    { enabled: me.permissions.includes('cases:read') },
  )
  return read.data?.items[0]
}
