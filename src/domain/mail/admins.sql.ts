import type { DeviceId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

const atMost = 100

export async function adminsToTell(work: Work): Promise<{ id: UserId; email: string }[]> {
  const { kind, id } = work.actor
  const { tenantId } = work.base
  const all = work.db
    .selectFrom('users')
    .select(['id', 'email'])
    .where('tenantId', '=', tenantId)
    .where('status', '=', 'active')
    .where('adminRole', 'in', ['owner', 'user-admin'])
  // An actor of either kind is a user or a device: its id says so.
  const others =
    kind === 'user'
      ? all.where('id', '!=', id as UserId)
      : all.where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('devices')
                .select('devices.id')
                .where('devices.tenantId', '=', tenantId)
                .where('devices.id', '=', (kind === 'device' ? id : null) as DeviceId)
                .whereRef('devices.userId', '=', 'users.id'),
            ),
          ),
        )
  // `owner` comes before `user-admin`.
  return others.orderBy('adminRole').orderBy('id').limit(atMost).execute()
}
