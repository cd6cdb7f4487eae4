import { expect } from 'vitest'
import { createWebPush } from '#adapters/web-push.ts'
import { removeDevice, unregisterAllDevices } from '#contract/devices.ts'
import { startRelay } from '#jobs/relay-outbox.ts'
import { handlePush } from '#phone/handle-push.ts'
import { checkStatus } from '#phone/status.ts'
import { wipe } from '#phone/wipe.ts'
import { createMetrics } from '#platform/metrics.ts'
import { createOutgoingFetch } from '#platform/outgoing.ts'
import { type House, test as withHouse } from '../../../test/harness.ts'
import { type Enrolled, enrolPhone } from '../../../test/phone-harness.ts'
import { type PushService, startPushService } from '../../../test/push-service.ts'

/** A push service that encrypts, and the relay that sends to it. */
const test = withHouse.extend<{ service: PushService }>({
  service: async ({ house }, use) => {
    const service = await startPushService()
    const relay = startRelay({
      ground: house.ground,
      log: house.edge.log,
      metrics: createMetrics(),
      findTenancy: house.edge.tenants.byId,
      sendMail: () => 'none',
      sendSms: 'none',
      sendPush: createWebPush({
        vapid: house.installation.vapid,
        subject: 'mailto:ops@example.org',
        fetch: createOutgoingFetch({ allowedHosts: [service.host] }),
      }),
    })
    await use(service)
    await relay.stop(AbortSignal.timeout(200))
    await service.stop()
  },
})

async function enrolled(house: House, service: PushService) {
  const kim = await house.addUser({ status: 'invited' })
  const subscription = service.subscribe(house.installation.vapid.publicKey)
  const phone = await enrolPhone(house, kim, {
    pin: '493817',
    push: { kind: 'webpush', ...subscription.subscription },
  })
  return { kim, phone, subscription, owner: await house.addOwner() }
}
type Given = Awaited<ReturnType<typeof enrolled>>

const ends: Record<string, (house: House, given: Given) => Promise<unknown>> = {
  removed: (house, { kim, phone, owner }) =>
    house.as(owner)(removeDevice, {
      params: { userId: kim.id, deviceId: phone.enrolment.deviceId },
      body: { confirmation: 'remove device', endSessions: false, why: 'removed' },
    }),
  unregistered: (house, { kim, owner }) =>
    house.as(owner)(unregisterAllDevices, {
      params: { userId: kim.id },
      body: { confirmation: 'unregister all devices', reason: 'Phone stolen' },
    }),
}

const isEmpty = async ({ phone }: Enrolled) =>
  (await phone.store.listEnrolments()).length === 0 && (await phone.store.listIdentities()).length === 0

test.for(Object.entries(ends))(
  '%s, the push arrives: the phone verifies it, wipes itself and is back at its welcome screen',
  async ([why, end], { house, service }) => {
    const given = await enrolled(house, service)
    await end(house, given)
    await service.until(() => given.subscription.received.length > 0)
    const [push] = given.subscription.received
    expect(push?.payload).toEqual({ v: 1, t: 'revoke', iss: house.tenancy.baseUrl })
    const outcome = await handlePush(given.phone.phone, push?.payload)
    expect(outcome).toMatchObject({ kind: 'wiped', left: 0 })
    expect(await isEmpty(given.phone)).toBe(true)
    const device = await house.db.selectFrom('devices').select('stateWhy').executeTakeFirstOrThrow()
    expect(device.stateWhy).toBe(why)
  },
)

test.for(Object.entries(ends))(
  '%s, the push never arrives: the phone learns it when the app is opened, and is refused until then',
  async ([why, end], { house, service }) => {
    const given = await enrolled(house, service)
    given.subscription.end()
    await end(house, given)
    await service.until(() => service.refusals.some((refusal) => refusal.startsWith('410')))
    const { phone, enrolment } = given.phone
    // Out of reach it changes nothing.
    phone.intercept = async () => Promise.reject(new TypeError('offline'))
    expect(await checkStatus(phone, enrolment)).toMatchObject({ kind: 'unverified' })
    expect(await isEmpty(given.phone)).toBe(false)
    phone.intercept = null
    const opened = await checkStatus(phone, enrolment)
    expect(opened).toMatchObject({ kind: 'wipe', status: { state: 'removed', why } })
    expect(await wipe(phone, enrolment.deviceId)).toBe(0)
    expect(await isEmpty(given.phone)).toBe(true)
  },
)

test('several phones and one to go: that one resets, the other goes on and gets the requests', async ({
  house,
  service,
}) => {
  const given = await enrolled(house, service)
  const { kim, phone } = given
  const spare = service.subscribe(house.installation.vapid.publicKey)
  const other = await enrolPhone(house, kim, {
    phone: phone.phone,
    name: 'Pixel 9',
    pin: '493817',
    push: { kind: 'webpush', ...spare.subscription },
    identity: {
      kind: 'existing',
      did: phone.enrolment.did,
      unlock: { deviceId: phone.enrolment.deviceId, verification: phone.verification },
    },
  })
  await ends['removed']?.(house, given)
  await service.until(() => given.subscription.received.length > 0)
  const [push] = given.subscription.received
  expect(await handlePush(phone.phone, push?.payload)).toMatchObject({ kind: 'wiped', left: 1 })
  expect(spare.received.filter(({ payload }) => (payload as { t: string }).t === 'revoke')).toEqual([])
  expect(await checkStatus(other.phone, other.enrolment)).toMatchObject({
    kind: 'verified',
    status: { state: 'active', push_target: true },
  })
})
