import type { ClaimId, DeviceId } from '#contract/ids.ts'
import { daysBefore } from './company.ts'
import { makePhone } from './make-phone.ts'
import { nobody, type OneLife } from './one-life.ts'
import type { Rows } from './rows.ts'

/** Their phones, the first by the mail that they came in with (`claimId`). */
export async function addPhones(life: OneLife, claimId: ClaimId | undefined) {
  const { work, who, dice, event, from, joinedAt, isVerified, did } = life
  const { company } = life.around
  const made: (Rows['devices'][number] & { id: DeviceId })[] = []
  for (let index = 0; did && index < who.phones; index++) {
    const enrolledAt = index === 0 ? joinedAt : daysBefore(company.begunAt, 20)
    const reach = dice()
    const push = who.turn === 'push-gone' ? 'gone' : reach < 0.7 || index > 0 ? 'ok' : 'none'
    const device = await makePhone(work, {
      userId: who.id,
      did,
      roll: dice(),
      enrolledAt,
      lastActiveAt: enrolledAt,
      push,
      pushTarget: index === 0,
      suspended: who.turn === 'phone-suspended',
    })
    made.push(device)
    const { id: deviceId } = device
    const about = { userId: who.id, deviceId }
    if (index === 0 && claimId) {
      event({
        at: enrolledAt,
        type: 'claim.used',
        data: { ...about, claimId },
        actor: nobody,
        from,
      })
      if (isVerified)
        event({
          at: enrolledAt,
          type: 'user.email.verified',
          data: { userId: who.id, by: 'claim' },
          actor: nobody,
          from,
        })
      event({
        at: enrolledAt,
        type: 'user.activated',
        data: { userId: who.id, by: 'device' },
        actor: nobody,
        from,
      })
    }
    event({
      at: enrolledAt,
      type: 'device.enrolled',
      data: { ...about, platform: device.platform, purpose: index === 0 ? 'enrol' : 'add' },
      personal: { name: device.name },
      actor: nobody,
      from,
    })
    if (device.pushTarget)
      event({
        at: enrolledAt,
        type: 'device.activated',
        data: { ...about, by: 'enrolment' },
        actor: nobody,
        from,
      })
    const twoDaysAgo = daysBefore(company.begunAt, 2)
    if (who.turn === 'push-gone')
      event({
        at: twoDaysAgo,
        type: 'device.push-lost',
        data: about,
        actor: { kind: 'system', id: null },
        from: null,
      })
    if (who.turn === 'phone-suspended')
      event({
        at: daysBefore(company.begunAt, 1),
        type: 'device.suspended',
        data: { ...about, why: 'pin' },
        actor: { kind: 'device', id: deviceId },
        from,
      })
  }
  return made
}
