import { expect } from 'vitest'
import { createSmsSender } from '#adapters/sms.ts'
import { createSmtpMailer } from '#adapters/smtp.ts'
import { createWebPush } from '#adapters/web-push.ts'
import type { DeviceId } from '#contract/ids.ts'
import { sealPushSubscription } from '#domain/devices/push-subscription.ts'
import { listInboxMails } from '#domain/outbox/inbox.ts'
import { queueMail } from '#domain/outbox/queue-mail.ts'
import { queuePush } from '#domain/outbox/queue-push.ts'
import { queueSms } from '#domain/outbox/queue-sms.ts'
import { DeliveryError, type SendMail, type SendPush } from '#domain/ports.ts'
import { systemActor, transact } from '#domain/work.ts'
import { newId } from '#platform/id.ts'
import { createMetrics } from '#platform/metrics.ts'
import { createOutgoingFetch } from '#platform/outgoing.ts'
import { type House, test as withHouse } from '../../test/harness.ts'
import { startMailServer } from '../../test/mail-server.ts'
import { startPushService, type TestSubscription } from '../../test/push-service.ts'
import { startSmsService } from '../../test/sms-service.ts'
import { type Relay, type RelayParts, startRelay } from './relay-outbox.ts'

interface Relays {
  /** Starts a relay on the house; all are stopped at the end. */
  start(parts?: Partial<Pick<RelayParts, 'sendMail' | 'sendPush' | 'sendSms' | 'ground'>>): Relay
}

const test = withHouse.extend<{ relays: Relays }>({
  relays: async ({ house }, use) => {
    const running: Relay[] = []
    await use({
      start(parts = {}) {
        const relay = startRelay({
          ground: house.ground,
          log: house.edge.log,
          metrics: createMetrics(),
          findTenancy: house.edge.tenants.byId,
          sendMail: () => 'none',
          sendPush: async () => 'accepted',
          sendSms: 'none',
          ...parts,
        })
        running.push(relay)
        return relay
      },
    })
    await Promise.all(running.map((relay) => relay.stop(AbortSignal.timeout(200))))
  },
})

const welcome = { to: 'kim@example.com', subject: 'Welcome', text: 'the link', html: '<p>the link</p>' }
const queue = (house: House, mail = welcome) => house.work(null, (work) => queueMail(work, mail))
const rows = (house: House) => house.db.selectFrom('outbox').selectAll().orderBy('id').execute()

/** Asks again and again, since the relay writes down how it went after the far side has answered. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  await expect.poll(condition, { timeout: 10_000, interval: 20 }).toBe(true)
}
const settled = (house: House) => () =>
  rows(house).then((all) => all.every((row) => row.deliveredAt !== null || row.deadAt !== null))
/** Lets time pass, and the relay notice. */
async function later(house: House, seconds: number) {
  house.advance(seconds)
  await house.work(null, async (work) => work.notify('outbox', 'time'))
}

test('sends a mail once it is committed, and keeps nothing of it', async ({ house, relays }) => {
  const server = await startMailServer()
  const send = createSmtpMailer({ url: server.url, from: 'no-reply@example.org' })
  relays.start({ sendMail: () => send })
  await expect(
    house.work(null, async (work) => {
      await queueMail(work, { ...welcome, subject: 'never' })
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  await queue(house)
  await server.until(() => server.mails.length > 0)
  await until(settled(house))
  expect(server.mails.map(({ subject }) => subject)).toEqual(['Welcome'])
  const [row] = await rows(house)
  expect(row).toMatchObject({ payloadSealed: null, attempts: 1, lastError: null, deadAt: null })
  expect(server.mails[0]?.messageId).toBe(`<${row?.id}@example.org>`)
  send.close()
  await server.stop()
})

test('tries again with growing pauses, under the same id, and says why without naming anybody', async ({
  house,
  relays,
}) => {
  const server = await startMailServer()
  server.refuse(452, 452)
  const send = createSmtpMailer({ url: server.url, from: 'no-reply@example.org' })
  relays.start({ sendMail: () => send })
  await queue(house)
  await server.until(() => server.refused() === 1)
  await until(async () => (await rows(house))[0]?.lastError === 'smtp 452')
  const [first] = await rows(house)
  const pause = (first?.nextAttemptAt.getTime() ?? 0) - house.now.getTime()
  expect(pause).toBeGreaterThanOrEqual(7_500)
  expect(pause).toBeLessThanOrEqual(15_000)
  await later(house, 15)
  await server.until(() => server.refused() === 2)
  // Until it has been written down the row is leased, for a minute.
  await until(async () => {
    const [row] = await rows(house)
    return row?.attempts === 2 && row.nextAttemptAt.getTime() <= house.now.getTime() + 45_000
  })
  await later(house, 45)
  await server.until(() => server.mails.length === 1)
  await until(settled(house))
  expect(server.mails[0]?.messageId).toContain(first?.id)
  expect(house.logs.join('')).not.toContain('kim@')
  send.close()
  await server.stop()
})

test('gives up what is refused for good, and wipes it', async ({ house, relays }) => {
  const refuse: SendMail = async () => {
    throw new DeliveryError('smtp 550', { permanent: true })
  }
  relays.start({ sendMail: () => refuse })
  await queue(house)
  await until(settled(house))
  expect((await rows(house))[0]).toMatchObject({
    lastError: 'smtp 550',
    payloadSealed: null,
    deliveredAt: null,
  })
})

test('gives up what nobody needs any more, without sending it', async ({ house, relays }) => {
  await house.work(null, (work) =>
    queueMail(work, welcome, { expiresAt: new Date(work.now.getTime() + 60_000) }),
  )
  house.advance(61)
  let sent = 0
  relays.start({
    sendMail: () => async () => {
      sent += 1
    },
  })
  await until(settled(house))
  expect((await rows(house))[0]).toMatchObject({ lastError: 'expired', payloadSealed: null })
  expect(sent).toBe(0)
})

test('gives up after its last attempt', async ({ house, relays }) => {
  await queue(house)
  await house.db.updateTable('outbox').set({ attempts: 17 }).execute()
  const fail: SendMail = async () => {
    throw new Error('no luck')
  }
  relays.start({ sendMail: () => fail })
  await until(settled(house))
  expect((await rows(house))[0]).toMatchObject({ attempts: 18, lastError: 'internal', payloadSealed: null })
})

test('keeps mail for the page at /inbox where there is no mail server', async ({ house, relays }) => {
  relays.start({ sendMail: () => 'inbox' })
  await queue(house)
  await until(settled(house))
  const mails = await house.work(null, listInboxMails, 'read')
  expect(mails).toMatchObject([welcome])
  expect((await rows(house))[0]?.payloadSealed).toBeNull()
  const [kept] = await house.db.selectFrom('inboxMails').select('sealed').execute()
  expect(kept?.sealed.toString('latin1')).not.toContain('link')
})

test('two relays send each message once', async ({ house, relays }) => {
  const sent: string[] = []
  const send: SendMail = async ({ id }) => {
    sent.push(id)
    await new Promise((resolve) => setImmediate(resolve))
  }
  for (let i = 0; i < 40; i++) await queue(house)
  relays.start({ sendMail: () => send })
  relays.start({ sendMail: () => send })
  await until(settled(house))
  expect(sent).toHaveLength(40)
  expect(new Set(sent).size).toBe(40)
})

test('what a process took and did not finish when it died is sent by another one', async ({
  house,
  relays,
}) => {
  const taken: string[] = []
  const dies: SendMail = ({ id }) => {
    taken.push(id)
    return new Promise(() => {})
  }
  const dead = relays.start({ sendMail: () => dies })
  await queue(house)
  await until(async () => taken.length === 1)
  await dead.stop(AbortSignal.abort())

  const sent: string[] = []
  relays.start({
    sendMail:
      () =>
      async ({ id }) => {
        sent.push(id)
      },
  })
  await later(house, 59)
  expect(sent).toEqual([])
  await later(house, 2)
  await until(settled(house))
  expect(sent).toEqual(taken)
})

test('a relay that comes to after its lease changes nothing any more', async ({ house, relays }) => {
  let wake = (_: unknown) => {}
  const slow: SendMail = () =>
    new Promise((_, reject) => {
      wake = reject
    })
  relays.start({ sendMail: () => slow })
  await queue(house)
  await until(async () => (await rows(house))[0]?.attempts === 1)
  house.advance(61)
  relays.start({ sendMail: () => async () => {} })
  await until(settled(house))
  wake(new DeliveryError('smtp 550', { permanent: true }))
  await new Promise((resolve) => setImmediate(resolve))
  expect((await rows(house))[0]).toMatchObject({ attempts: 2, deadAt: null })
  expect((await rows(house))[0]?.deliveredAt).not.toBeNull()
})

test('stops at once when it has nothing under way, also right after its start', async ({ relays }) => {
  const begun = performance.now()
  await relays.start().stop()
  // Its rest between two looks is five seconds.
  expect(performance.now() - begun).toBeLessThan(3000)
})

test('an organisation with much to send does not hold up another', async ({ house, relays }) => {
  const other = await house.addTenant('other')
  for (let i = 0; i < 60; i++) await queue(house)
  house.advance(1)
  const late = systemActor(other.tenantId)
  await transact(house.ground, other, 'write', late, (work) =>
    queueMail(work, { ...welcome, subject: 'other' }),
  )
  const order: string[] = []
  relays.start({
    sendMail:
      () =>
      async ({ subject }) => {
        order.push(subject)
      },
  })
  await until(settled(house))
  // It was the last of 61; how many overtake it while its organisation is looked up is chance.
  expect(order.indexOf('other')).toBeLessThan(24)
})

test('sends no more at once than it may', async ({ house, relays }) => {
  let now = 0
  let most = 0
  const release: (() => void)[] = []
  const send: SendMail = async () => {
    now += 1
    most = Math.max(most, now)
    await new Promise<void>((resolve) => release.push(resolve))
    now -= 1
  }
  for (let i = 0; i < 30; i++) await queue(house)
  relays.start({ sendMail: () => send })
  await until(async () => {
    release.shift()?.()
    return settled(house)()
  })
  expect(most).toBeLessThanOrEqual(8)
})

test('a message that was moved into another row does not open', async ({ house, relays }) => {
  await queue(house)
  await queue(house, { ...welcome, subject: 'second' })
  const [one, two] = await rows(house)
  if (!one || !two) throw new Error('two rows')
  await house.db
    .updateTable('outbox')
    .set({ payloadSealed: one.payloadSealed })
    .where('id', '=', two.id)
    .execute()
  const sent: string[] = []
  relays.start({
    sendMail:
      () =>
      async ({ subject }) => {
        sent.push(subject)
      },
  })
  await until(async () => (await rows(house))[1]?.lastError === 'internal')
  expect(sent).toEqual(['Welcome'])
})

async function withPhone(house: House, phone: TestSubscription, state: 'active' | 'removed' = 'active') {
  const user = await house.addUser()
  const deviceId = newId() as DeviceId
  await house.work(null, (work) =>
    work.db
      .insertInto('devices')
      .values({
        tenantId: house.tenancy.tenantId,
        id: deviceId,
        userId: user.id,
        jkt: deviceId,
        publicJwk: '{}',
        did: `did:key:${deviceId}`,
        state,
        name: 'Pixel 9',
        platform: 'android',
        pushState: 'ok',
        pushTarget: state === 'active',
        pushSubscriptionSealed: sealPushSubscription(work, deviceId, phone.subscription),
        pinMac: Buffer.alloc(32),
        enrolledAt: work.now,
        lastActiveAt: work.now,
        removedAt: state === 'removed' ? work.now : null,
      })
      .execute(),
  )
  return { user, deviceId }
}

const ring = (house: House, deviceId: DeviceId, t: string, ttlSeconds = 120) =>
  house.work(null, (work) =>
    queuePush(work, { deviceId, message: { v: 1, t, iss: house.tenancy.baseUrl }, ttlSeconds, topic: 'one' }),
  )

const pusher = (house: House, host: string): SendPush =>
  createWebPush({
    vapid: house.installation.vapid,
    subject: 'mailto:ops@example.org',
    fetch: createOutgoingFetch({ allowedHosts: [host] }),
  })

test('rings at a phone in the order of what happened, each for what is left of its time', async ({
  house,
  relays,
}) => {
  const service = await startPushService()
  const phone = service.subscribe(house.installation.vapid.publicKey)
  const { deviceId } = await withPhone(house, phone)
  service.refuse({ status: 503 })
  await ring(house, deviceId, 'request')
  relays.start({ sendPush: pusher(house, service.host) })
  await until(async () => (await rows(house))[0]?.lastError === 'push 503')
  // The end must not arrive before what it ends, although that one waits for its next attempt.
  await ring(house, deviceId, 'end')
  await later(house, 20)
  await service.until(() => phone.received.length === 2)
  expect(phone.received.map(({ payload }) => (payload as { t: string }).t)).toEqual(['request', 'end'])
  expect(phone.received[0]?.ttl).toBe(100)
  expect(phone.waiting()).toHaveLength(1)
  await service.stop()
})

test('a phone that is gone loses its subscription, and the person another way to be rung', async ({
  house,
  relays,
}) => {
  const service = await startPushService()
  const phone = service.subscribe()
  phone.end()
  const { deviceId } = await withPhone(house, phone)
  await ring(house, deviceId, 'request')
  relays.start({ sendPush: pusher(house, service.host) })
  await until(settled(house))
  const device = await house.db
    .selectFrom('devices')
    .selectAll()
    .where('id', '=', deviceId)
    .executeTakeFirst()
  expect(device).toMatchObject({ pushState: 'gone', pushTarget: false, pushSubscriptionSealed: null })
  expect(await house.events()).toContain('device.push-lost')
  expect((await rows(house))[0]).toMatchObject({ lastError: 'subscription gone', payloadSealed: null })
  await service.stop()
})

test('forgets how a removed phone was reached once it has been told, and not before', async ({
  house,
  relays,
}) => {
  const service = await startPushService()
  const phone = service.subscribe()
  const { deviceId } = await withPhone(house, phone, 'removed')
  service.refuse({ status: 503 })
  await ring(house, deviceId, 'revoke')
  relays.start({ sendPush: pusher(house, service.host) })
  const subscription = async () =>
    (
      await house.db
        .selectFrom('devices')
        .select('pushSubscriptionSealed')
        .where('id', '=', deviceId)
        .executeTakeFirst()
    )?.pushSubscriptionSealed
  await service.until(() => service.refusals.length === 1)
  expect(await subscription()).not.toBeNull()
  await until(async () => (await rows(house))[0]?.lastError === 'push 503')
  await later(house, 2)
  await service.until(() => phone.received.length === 1)
  await until(async () => (await subscription()) === null)
  await service.stop()
})

test('a text goes out like a mail: tried again, given up where the service says so or its time is over', async ({
  house,
  relays,
}) => {
  const service = await startSmsService()
  const fetch = createOutgoingFetch({ allowedHosts: [service.host] })
  const text = (to: string) =>
    house.work(null, (work) =>
      queueSms(work, { to, text: 'Code: 123456' }, { expiresAt: new Date(house.now.getTime() + 600_000) }),
    )
  await text('+447700900123')
  const [waiting] = await rows(house)
  expect(waiting).toMatchObject({ kind: 'sms' })
  expect(String(waiting?.payloadSealed)).not.toContain('123456')
  service.answer(503, 201, 400)
  relays.start({
    sendSms: createSmsSender({
      url: new URL(service.url),
      method: 'POST',
      headers: {},
      body: '{"to":"{to}","text":"{text}","id":"{id}"}',
      statuses: { '2xx': 'sent', '400': 'refused' },
      fetch,
    }),
  })
  await until(async () => (await rows(house))[0]?.lastError === 'sms 503')
  await later(house, 3)
  await until(settled(house))
  expect(service.requests.map(({ body }) => JSON.parse(body))).toEqual(
    [1, 2].map(() => ({ to: '+447700900123', text: 'Code: 123456', id: waiting?.id })),
  )
  await text('+447700900124')
  await until(settled(house))
  const [first, second] = await rows(house)
  expect(first).toMatchObject({ payloadSealed: null, deadAt: null, lastError: null })
  expect(second).toMatchObject({ payloadSealed: null, lastError: 'sms 400' })
  expect(second?.deadAt).not.toBeNull()
  await fetch.close()
  await service.stop()
})

test('without a service a text is given up', async ({ house, relays }) => {
  await house.work(null, (work) =>
    queueSms(
      work,
      { to: '+447700900123', text: 'x' },
      { expiresAt: new Date(house.now.getTime() + 600_000) },
    ),
  )
  relays.start()
  await until(settled(house))
  expect(await rows(house)).toMatchObject([{ lastError: 'no sms service', payloadSealed: null }])
})
