import type { DeviceId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

export function subscriptionOf(work: Work, deviceId: DeviceId) {
  return byId(work, deviceId).executeTakeFirst()
}

export function lockSubscription(work: Work, deviceId: DeviceId) {
  return byId(work, deviceId).forUpdate().executeTakeFirst()
}

export async function clearSubscription(
  work: Work,
  deviceId: DeviceId,
  pushState: 'none' | 'gone',
): Promise<void> {
  await work.db
    .updateTable('devices')
    .set({ pushSubscriptionSealed: null, pushState, pushTarget: false })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', deviceId)
    .execute()
}

const byId = (work: Work, deviceId: DeviceId) =>
  work.db
    .selectFrom('devices')
    .select(['userId', 'state', 'pushTarget', 'pushSubscriptionSealed'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', deviceId)
