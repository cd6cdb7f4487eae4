import { createECDH } from 'node:crypto'
import { expect, test } from 'vitest'
import { createOutgoingFetch } from '#platform/outgoing.ts'
import { describePushTransport } from '../../test/push-conformance.ts'
import { startPushService } from '../../test/push-service.ts'
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

const create = (allowedHosts: readonly string[]) =>
  createWebPush({ vapid, subject, fetch: createOutgoingFetch({ allowedHosts }) })

// The stand-in decrypts (RFC 8291) and checks the signature, its audience and its lifetime (RFC 8292) of everything that it takes.
describePushTransport('Web Push', { create, subscribe: (service) => service.subscribe(vapid.publicKey) })

test('is signed by the installation, and never takes a refusal of its key for the end of the subscription', async () => {
  const service = await startPushService()
  const send = create([service.host])
  const push = (subscription: { endpoint: string; p256dh: string; auth: string }) =>
    send({ id: 'one', subscription, payload: '{"v":1}', ttlSeconds: 120 }, AbortSignal.timeout(5000))
  const phone = service.subscribe(vapid.publicKey)
  await push(phone.subscription)
  expect(phone.received).toMatchObject([{ subject }])
  await expect(push(service.subscribe('another key').subscription)).rejects.toMatchObject({
    reason: 'push 403',
    permanent: false,
  })
  await service.stop()
})
