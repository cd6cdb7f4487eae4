import type { DeviceId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import type { DeviceRow } from './devices.sql.ts'

/** Of a phone whose person is gone: there is no such user, and nobody asks for them, since a removed device may do nothing. */
const nobody = '00000000-0000-0000-0000-000000000000' as UserId

/**
 * The phone of somebody who was deleted, as a removed device that knows nothing but its key: so that its question is verified, and it is told
 * that it was removed.
 */
export async function findDepartedDevice(
  work: Work,
  { deviceId }: { deviceId: DeviceId },
): Promise<DeviceRow | undefined> {
  const row = await work.db
    .selectFrom('departedDevices')
    .selectAll()
    .where('tenantId', '=', work.base.tenantId)
    .where('id', '=', deviceId)
    .executeTakeFirst()
  return (
    row && {
      tenantId: row.tenantId,
      id: row.id,
      userId: nobody,
      jkt: '',
      publicJwk: row.publicJwk,
      did: '',
      state: 'removed',
      stateWhy: 'removed',
      name: '',
      model: null,
      platform: '',
      osVersion: null,
      appVersion: null,
      lang: null,
      pushState: 'none',
      pushWhy: null,
      pushSubscriptionSealed: row.pushSubscriptionSealed,
      pushTarget: false,
      waCredentialId: null,
      waPublicKey: null,
      waCounter: null,
      waBackupEligible: null,
      pinMac: null,
      pinMisses: 0,
      pinWaitUntil: null,
      counter: 0,
      lastAnswerHash: null,
      lastAnswerReply: null,
      enrolledAt: row.departedAt,
      lastActiveAt: row.departedAt,
      removedAt: row.departedAt,
      shortCode: null,
      lastBackupAt: null,
      replacedAt: null,
      removeAt: null,
      purpose: null,
      reportedName: null,
    }
  )
}
