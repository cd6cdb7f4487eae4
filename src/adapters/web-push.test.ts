import { createECDH } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Push } from '#domain/ports.ts'
import { createOutgoingFetch } from '#platform/outgoing.ts'
import { type PushService, startPushService } from '../../test/push-service.ts'
import { createWebPush } from './web-push.ts'

const keys = createECDH('prime256v1')
keys.generateKeys()
const vapid = {
  publicKey: keys.getPublicKey('base64url', 'uncompressed'),
  privateKey: Buffer.concat([Buffer.alloc(32), keys.getPrivateKey()])
    .subarray(-32)
    .toString('base64url'),
}
const subject = 'mailto:ops@example.org'
const signal = () => AbortSignal.timeout(5000)

let service: PushService
beforeAll(async () => {
  service = await startPushService()
})
afterAll(() => service.stop())

function sender(allowedHosts = [service.host]) {
  return createWebPush({ vapid, subject, fetch: createOutgoingFetch({ allowedHosts }) })
}

const push = (subscription: Push['subscription'], more: Partial<Push> = {}): Push => ({
  id: 'one',
  subscription,
  payload: '{"v":1,"t":"request"}',
  ttlSeconds: 120,
  ...more,
})

test('arrives encrypted for the phone alone, signed, urgent, and with its time and topic', async () => {
  const phone = service.subscribe(vapid.publicKey)
  expect(await sender()(push(phone.subscription, { topic: 'request-1' }), signal())).toBe('accepted')
  expect(phone.received).toEqual([
    { payload: { v: 1, t: 'request' }, ttl: 120, urgency: 'high', topic: 'request-1', subject },
  ])
})

test('replaces what waits under the same topic', async () => {
  const phone = service.subscribe()
  const send = sender()
  await send(push(phone.subscription, { topic: 'a', payload: '{"n":1}' }), signal())
  await send(push(phone.subscription, { topic: 'a', payload: '{"n":2}' }), signal())
  expect(phone.waiting().map(({ payload }) => payload)).toEqual([{ n: 2 }])
})

test.each([404, 410])('says that the phone is gone on %i', async (status) => {
  const phone = service.subscribe()
  service.refuse({ status })
  expect(await sender()(push(phone.subscription), signal())).toBe('gone')
})

test('waits as long as it is asked to on 429, and at most an hour', async () => {
  const { subscription } = service.subscribe()
  service.refuse({ status: 429, headers: { 'retry-after': '7' } })
  await expect(sender()(push(subscription), signal())).rejects.toMatchObject({
    reason: 'push 429',
    permanent: false,
    retryAfterSeconds: 7,
  })
  service.refuse({ status: 429, headers: { 'retry-after': '999999' } })
  await expect(sender()(push(subscription), signal())).rejects.toMatchObject({ retryAfterSeconds: 3600 })
})

test('gives up what is too large, and tries again what broke on the far side', async () => {
  const { subscription } = service.subscribe()
  service.refuse({ status: 413 })
  await expect(sender()(push(subscription), signal())).rejects.toMatchObject({ permanent: true })
  service.refuse({ status: 503 })
  await expect(sender()(push(subscription), signal())).rejects.toMatchObject({ permanent: false })
})

test('never takes a refusal of our own key for the end of the subscription', async () => {
  const { subscription } = service.subscribe('another key')
  await expect(sender()(push(subscription), signal())).rejects.toMatchObject({
    reason: 'push 403',
    permanent: false,
  })
})

test('does not go where the house does not go', async () => {
  const { subscription } = service.subscribe()
  await expect(sender([])(push(subscription), signal())).rejects.toMatchObject({
    reason: 'push endpoint refused',
    permanent: true,
  })
  expect(service.refusals.at(-1)).not.toContain('endpoint')
})

test('gives up a subscription that nothing can be encrypted for', async () => {
  const { subscription } = service.subscribe()
  await expect(sender()(push({ ...subscription, p256dh: 'short' }), signal())).rejects.toMatchObject({
    permanent: true,
  })
})
