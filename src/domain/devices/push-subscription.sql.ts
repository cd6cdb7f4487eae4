import type { DeviceId } from '#contract/ids.ts'
import type { Work } from '../work.ts'

export async function subscriptionOf(work: Work, deviceId: DeviceId) {
  return (await byId(work, deviceId).executeTakeFirst()) ?? departedById(work, deviceId)
}

export async function lockSubscription(work: Work, deviceId: DeviceId) {
  return (await byId(work, deviceId).forUpdate().executeTakeFirst()) ?? departedById(work, deviceId)
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
  await work.db
    .updateTable('departedDevices')
    .set({ pushSubscriptionSealed: null })
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', deviceId)
    .execute()
}

/** The phone of somebody who is gone: it is nobody's, and may still have to be told. */
async function departedById(work: Work, deviceId: DeviceId) {
  const row = await work.db
    .selectFrom('departedDevices')
    .select('pushSubscriptionSealed')
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', deviceId)
    .executeTakeFirst()
  return row && { ...row, userId: null, name: '', state: 'removed' as const, pushTarget: false }
}

const byId = (work: Work, deviceId: DeviceId) =>
  work.db
    .selectFrom('devices')
    .select(['userId', 'name', 'state', 'pushTarget', 'pushSubscriptionSealed'])
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', deviceId)
