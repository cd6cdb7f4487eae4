import type { ApplicationId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import type { Facts, Purpose } from './decide.ts'

/** Reads all that the decision depends on in two statements: who it is, then everything else. */
export async function findFacts(
  work: Work,
  {
    userId,
    applicationId,
    purpose,
    hold = false,
  }: { userId: UserId | null; applicationId: ApplicationId | null; purpose: Purpose; hold?: boolean },
): Promise<Facts> {
  // First and by itself: after waiting for a lock the row is the newest, and what is read next is not older.
  const user = userId && (await findUser(work, userId, hold))
  const { tenantId } = work.base
  const rest = await work.db
    .selectFrom('tenants')
    .leftJoin('applications', (join) =>
      join.onRef('applications.tenantId', '=', 'tenants.id').on('applications.id', '=', applicationId),
    )
    .leftJoin('accounts', (join) =>
      join
        .onRef('accounts.tenantId', '=', 'tenants.id')
        .onRef('accounts.applicationId', '=', 'applications.id')
        .on('accounts.userId', '=', userId),
    )
    .select((select) => [
      'tenants.status',
      'applications.enabled',
      'applications.access',
      'accounts.id as accountId',
      select
        .selectFrom('devices')
        .select((count) => count.fn.countAll<number>().as('n'))
        .where('devices.tenantId', '=', tenantId)
        .where('devices.userId', '=', userId)
        .where('devices.state', '=', 'active')
        .as('activeDevices'),
      select
        .selectFrom('devices')
        .select((count) => count.fn.countAll<number>().as('n'))
        .where('devices.tenantId', '=', tenantId)
        .where('devices.userId', '=', userId)
        .where('devices.state', '=', 'suspended')
        .as('suspendedDevices'),
    ])
    .where('tenants.id', '=', tenantId)
    .executeTakeFirst()
  const { enabled, access } = rest ?? {}
  return {
    purpose,
    organisation: { open: rest?.status === 'active' },
    user: user || null,
    target:
      applicationId === null
        ? { kind: 'console' }
        : typeof enabled === 'boolean' && access
          ? { kind: 'application', enabled, access }
          : { kind: 'missing' },
    hasAccount: rest?.accountId != null,
    devices: { active: rest?.activeDevices ?? 0, suspended: rest?.suspendedDevices ?? 0 },
  }
}

async function findUser(work: Work, userId: UserId, hold: boolean) {
  const query = work.db
    .selectFrom('users')
    .select(['status', 'adminRole'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', userId)
  return (hold ? query.forNoKeyUpdate() : query).executeTakeFirst()
}
