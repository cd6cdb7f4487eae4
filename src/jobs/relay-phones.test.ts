import { expect } from 'vitest'
import { createSmsSender } from '#adapters/sms.ts'
import { createWebPush } from '#adapters/web-push.ts'
import type { DeviceId } from '#contract/ids.ts'
import { sealPushSubscription } from '#domain/devices/push-subscription.ts'
import { queuePush } from '#domain/outbox/queue-push.ts'
import { queueSms } from '#domain/outbox/queue-sms.ts'
import type { SendPush } from '#domain/ports.ts'
import { newId } from '#platform/id.ts'
import { createOutgoingFetch } from '#platform/outgoing.ts'
import type { House } from '../../test/harness.ts'
import { startPushService, type TestSubscription } from '../../test/push-service.ts'
import { later, rows, settled, test, until } from '../../test/relays.ts'
import { startSmsService } from '../../test/sms-service.ts'

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
