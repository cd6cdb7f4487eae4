import { expect } from 'vitest'
import { createWebPush } from '#adapters/web-push.ts'
import type { DeviceId } from '#contract/ids.ts'
import { sealPushSubscription } from '#domain/devices/push-subscription.ts'
import { queuePush } from '#domain/outbox/queue-push.ts'
import type { SendPush } from '#domain/ports.ts'
import { newId } from '#platform/id.ts'
import { createMetrics } from '#platform/metrics.ts'
import { createOutgoingFetch } from '#platform/outgoing.ts'
import { type House, type TestUser, test as withHouse } from '../../test/harness.ts'
import { askFor, browserHash } from '../../test/phone-harness.ts'
import { type PushService, startPushService, type TestSubscription } from '../../test/push-service.ts'
import { laneLimits } from './push-lanes.ts'
import { type Relay, startRelay } from './relay-outbox.ts'

interface Bells {
  readonly service: PushService
  /** One that hangs whenever it is asked. */
  readonly other: PushService
  /** A person with a phone that is rung there. */
  addPerson(phone: TestSubscription): Promise<{ user: TestUser; deviceId: DeviceId }>
  addPhone(user: TestUser, phone: TestSubscription, isTarget: boolean): Promise<DeviceId>
  start(sendPush?: SendPush): Relay
  readonly send: SendPush
  /** The subjects of what was mailed meanwhile. */
  readonly mailed: readonly string[]
}

const test = withHouse.extend<{ bells: Bells }>({
  bells: async ({ house }, use) => {
    const [service, other] = [await startPushService(), await startPushService()]
    const running: Relay[] = []
    const mailed: string[] = []
    const send = createWebPush({
      vapid: house.installation.vapid,
      subject: 'mailto:ops@example.org',
      fetch: createOutgoingFetch({ allowedHosts: [service.host, other.host] }),
    })
    await use({
      service,
      other,
      send,
      mailed,
      async addPerson(phone) {
        const user = await house.addUser()
        return { user, deviceId: await this.addPhone(user, phone, true) }
      },
      async addPhone(user, { subscription }, pushTarget) {
        const id = newId() as DeviceId
        await house.work(null, (work) =>
          work.db
            .insertInto('devices')
            .values({
              tenantId: house.tenancy.tenantId,
              id,
              userId: user.id,
              jkt: id,
              publicJwk: '{}',
              did: `did:key:${id}`,
              state: 'active',
              name: pushTarget ? 'Pixel 9' : 'Spare phone',
              platform: 'android',
              pushState: 'ok',
              pushTarget,
              pushSubscriptionSealed: sealPushSubscription(work, id, subscription),
              pinMac: Buffer.alloc(32),
              enrolledAt: work.now,
              lastActiveAt: work.now,
            })
            .execute(),
        )
        return id
      },
      start(sendPush = send) {
        const relay = startRelay({
          ground: house.ground,
          log: house.edge.log,
          metrics: createMetrics(),
          findTenancy: house.edge.tenants.byId,
          sendMail:
            () =>
            async ({ subject }) => {
              mailed.push(subject)
            },
          sendPush,
          sendSms: 'none',
        })
        running.push(relay)
        return relay
      },
    })
    await Promise.all(running.map((relay) => relay.stop(AbortSignal.timeout(200))))
    await Promise.all([service.stop(), other.stop()])
  },
})

const pushRows = (house: House) =>
  house.db.selectFrom('outbox').selectAll().where('kind', '=', 'push').orderBy('id').execute()
async function until(condition: () => Promise<boolean>): Promise<void> {
  await expect.poll(condition, { timeout: 15_000, interval: 20 }).toBe(true)
}
const settled = (house: House) => () =>
  pushRows(house).then((all) => all.every((row) => row.deliveredAt !== null || row.deadAt !== null))
async function later(house: House, seconds: number) {
  house.advance(seconds)
  await house.work(null, async (work) => work.notify('outbox', 'time'))
}
const kinds = ({ received }: TestSubscription) => received.map(({ payload }) => (payload as { t: string }).t)

test('a request that was committed when nobody could send rings when somebody can, for what is left of its time', async ({
  house,
  bells,
}) => {
  const phone = bells.service.subscribe(house.installation.vapid.publicKey)
  const { user: kim } = await bells.addPerson(phone)
  await askFor(house, kim)
  // The process that took the request died here: nothing was sent, and nobody remembers it but the row.
  house.advance(50)
  bells.start()
  await bells.service.until(() => phone.received.length === 1)
  expect(phone.received[0]).toMatchObject({ payload: { t: 'request' }, ttl: 70 })
})

test('killed after it was sent and before that was noted: it is sent once more, and the phone holds one', async ({
  house,
  bells,
}) => {
  const phone = bells.service.subscribe()
  const { user: kim } = await bells.addPerson(phone)
  const asked = await askFor(house, kim)
  const dies: SendPush = async (push, signal) => {
    await bells.send(push, signal)
    return new Promise(() => {})
  }
  const dead = bells.start(dies)
  await bells.service.until(() => phone.received.length === 1)
  await dead.stop(AbortSignal.abort())
  bells.start()
  await later(house, 21)
  await bells.service.until(() => phone.received.length === 2)
  expect(phone.waiting()).toMatchObject([{ payload: { t: 'request', rid: asked.id } }])
  await until(settled(house))
})

test('what nobody waits for any more is not sent', async ({ house, bells }) => {
  const phone = bells.service.subscribe()
  const { user: kim } = await bells.addPerson(phone)
  await askFor(house, kim)
  house.advance(121)
  bells.start()
  await until(settled(house))
  expect(phone.received).toEqual([])
  expect((await pushRows(house))[0]).toMatchObject({ lastError: 'expired', payloadSealed: null })
})

test('a service that hangs keeps nobody waiting who is reached elsewhere, and gets few places', async ({
  house,
  bells,
}) => {
  bells.other.hang(true)
  // Many phones of one organisation at a service that never answers.
  for (let n = 0; n < 12; n++) {
    const { user } = await bells.addPerson(bells.other.subscribe())
    await askFor(house, user)
  }
  const phone = bells.service.subscribe()
  const { user: kim } = await bells.addPerson(phone)
  bells.start()
  await bells.other.until(() => bells.other.hanging() === laneLimits.unproven)
  await askFor(house, kim)
  await bells.service.until(() => phone.received.length === 1)
  expect(bells.other.hanging()).toBe(laneLimits.unproven)
  // Those that found no place were not tried.
  const rows = (await pushRows(house)).filter(({ deliveredAt }) => deliveredAt === null)
  expect(rows.filter(({ attempts }) => attempts === 0).length).toBeGreaterThanOrEqual(8)
})

test('who asks to be left alone is, the others are not; what is over by then holds up nothing', async ({
  house,
  bells,
}) => {
  const [busy, free] = [bells.service.subscribe(), bells.service.subscribe()]
  const { user: kim } = await bells.addPerson(busy)
  const { user: lee } = await bells.addPerson(free)
  bells.service.refuse({ status: 429, headers: { 'retry-after': '60' } })
  bells.start()
  await askFor(house, kim)
  await until(async () => (await pushRows(house))[0]?.lastError === 'push 429')
  await askFor(house, lee)
  await askFor(house, kim, { browserHash: browserHash('another') })
  await bells.service.until(() => free.received.length === 1)
  await until(async () => {
    const last = (await pushRows(house)).at(-1)
    return last?.attempts === 0 && last.nextAttemptAt.getTime() >= house.now.getTime() + 60_000
  })
  expect(busy.received).toEqual([])
  await later(house, 61)
  await bells.service.until(() => busy.received.length === 2)

  // Ten minutes: nobody waits that long for a request, so it is given up at once.
  house.advance(600)
  bells.service.refuse({ status: 429, headers: { 'retry-after': '600' } })
  await askFor(house, kim, { browserHash: browserHash('third') })
  await until(async () => (await pushRows(house)).at(-1)?.deadAt !== null)
})

test('a phone that is gone: another rings at once with what waits, and the person is told', async ({
  house,
  bells,
}) => {
  const [old, spare] = [bells.service.subscribe(), bells.service.subscribe()]
  const { user: kim, deviceId: first } = await bells.addPerson(old)
  const second = await bells.addPhone(kim, spare, false)
  old.end()
  const asked = await askFor(house, kim)
  bells.start()
  await bells.service.until(() => spare.received.length === 1)
  expect(spare.received).toMatchObject([
    { payload: { t: 'request', rid: asked.id }, topic: expect.any(String) },
  ])
  const devices = await house.db.selectFrom('devices').selectAll().execute()
  expect(devices.find(({ id }) => id === first)).toMatchObject({
    pushState: 'gone',
    pushTarget: false,
    pushSubscriptionSealed: null,
  })
  expect(devices.find(({ id }) => id === second)).toMatchObject({ pushTarget: true })
  expect((await house.events()).slice(-2)).toEqual(['device.push-lost', 'device.activated'])

  // And when that one goes too, nobody rings: the code on the page is what is left, and the list shows it.
  spare.end()
  await until(settled(house))
  await askFor(house, kim, { browserHash: browserHash('another') })
  await until(async () => (await house.events()).filter((type) => type === 'device.push-lost').length === 2)
  expect(await askFor(house, kim, { browserHash: browserHash('third') })).toMatchObject({
    pushed: false,
    heldBack: null,
  })
  const user = await house.db.selectFrom('users').selectAll().where('id', '=', kim.id).executeTakeFirst()
  expect(user).toMatchObject({ receiving: false, activeDevices: 2 })
  await until(async () => bells.mailed.length === 2)
  expect(bells.mailed).toEqual([
    `Another phone gets your sign-in requests at ${house.tenancy.name}`,
    `Your phone no longer gets sign-in requests at ${house.tenancy.name}`,
  ])
})

test('a message of another topic does not wait for one that is tried again later', async ({
  house,
  bells,
}) => {
  const phone = bells.service.subscribe()
  const { user: kim, deviceId } = await bells.addPerson(phone)
  bells.service.refuse({ status: 503, headers: { 'retry-after': '1' } })
  const message = { v: 1 as const, t: 'state', iss: house.tenancy.baseUrl }
  await house.work(null, (work) => queuePush(work, { deviceId, message, ttlSeconds: 86_400 }))
  bells.start()
  await until(async () => (await pushRows(house))[0]?.lastError === 'push 503')
  await house.db
    .updateTable('outbox')
    .set({ nextAttemptAt: new Date(house.now.getTime() + 3_600_000) })
    .where('kind', '=', 'push')
    .execute()
  house.advance(2)
  await askFor(house, kim)
  await bells.service.until(() => phone.received.length === 1)
  expect(kinds(phone)).toEqual(['request'])
})
