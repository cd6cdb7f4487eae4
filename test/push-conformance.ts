import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DeliveryError, type Push, type SendPush } from '#domain/ports.ts'
import { type PushService, startPushService, type TestSubscription } from './push-service.ts'

/** A transport as it is made for this suite. */
export interface TransportUnderTest {
  /** @param allowedHosts may be reached although they are on this computer. */
  create(allowedHosts: readonly string[]): SendPush
  subscribe(service: PushService): TestSubscription
}

/**
 * What the relay relies on, whichever transport sends. Every one has to pass it against the stand-in, which refuses what a real push service
 * refuses and decrypts what only the phone can.
 */
export function describePushTransport(name: string, transport: TransportUnderTest): void {
  describe(`${name} as a push transport`, () => {
    let service: PushService
    beforeAll(async () => {
      service = await startPushService()
    })
    afterAll(() => service.stop())

    const send = (push: Push, signal = AbortSignal.timeout(5000), hosts = [service.host]) =>
      transport.create(hosts)(push, signal)
    const to = (subscription: Push['subscription'], more: Partial<Push> = {}): Push => ({
      id: 'one',
      subscription,
      payload: '{"v":1,"t":"request"}',
      ttlSeconds: 120,
      ...more,
    })
    /** How it fails: with a reason for the operator that names nobody. */
    async function failureOf(sending: Promise<unknown>): Promise<DeliveryError> {
      const error = await sending.then(
        () => undefined,
        (reason: unknown) => reason,
      )
      if (!(error instanceof DeliveryError)) throw new Error('not a delivery error', { cause: error })
      expect(error.reason).toMatch(/^push [\w ]{3,40}$/)
      return error
    }

    test('what is sent arrives: payload, urgency, what is left of its time, topic', async () => {
      const phone = transport.subscribe(service)
      expect(await send(to(phone.subscription, { topic: 'request-1', ttlSeconds: 17 }))).toBe('accepted')
      expect(phone.received).toMatchObject([
        { payload: { v: 1, t: 'request' }, ttl: 17, urgency: 'high', topic: 'request-1' },
      ])
    })

    test('a later one of the same topic replaces what waits, and the same one twice is there once', async () => {
      const phone = transport.subscribe(service)
      const payloads = () => phone.waiting().map(({ payload }) => payload)
      await send(to(phone.subscription, { topic: 'a', payload: '{"n":1}' }))
      await send(to(phone.subscription, { topic: 'a', payload: '{"n":2}' }))
      await send(to(phone.subscription, { topic: 'a', payload: '{"n":2}' }))
      expect(payloads()).toEqual([{ n: 2 }])
      await send(to(phone.subscription, { payload: '{"n":3}' }))
      expect(payloads()).toEqual([{ n: 2 }, { n: 3 }])
    })

    test.each([404, 410])('%i: the far side has forgotten the phone', async (status) => {
      service.refuse({ status })
      expect(await send(to(transport.subscribe(service).subscription))).toBe('gone')
    })

    test.each([
      ['7', 7],
      ['999999', 3600],
      ['0', 1],
      ['Thu, 01 Jan 1970 00:00:00 GMT', 1],
      ['soon', undefined],
    ])('429 with Retry-After %s is tried again, no sooner than it says', async (value, seconds) => {
      service.refuse({ status: 429, headers: { 'retry-after': value } })
      const failure = await failureOf(send(to(transport.subscribe(service).subscription)))
      expect(failure).toMatchObject({ permanent: false, retryAfterSeconds: seconds })
    })

    test.each([401, 403, 500, 502, 503])(
      '%i is tried again, and the phone is not forgotten',
      async (status) => {
        service.refuse({ status })
        const failure = await failureOf(send(to(transport.subscribe(service).subscription)))
        expect(failure).toMatchObject({ permanent: false })
      },
    )

    test.each([400, 413])('%i is given up: it will not get better', async (status) => {
      service.refuse({ status })
      expect(await failureOf(send(to(transport.subscribe(service).subscription)))).toMatchObject({
        permanent: true,
      })
    })

    test.each([301, 307])('a redirect (%i) is not followed, wherever it leads', async (status) => {
      const elsewhere = transport.subscribe(service)
      service.refuse({ status, headers: { location: elsewhere.subscription.endpoint } })
      const failure = await failureOf(send(to(transport.subscribe(service).subscription)))
      expect(failure).toMatchObject({ permanent: true })
      expect(elsewhere.received).toEqual([])
    })

    test('an answer without end is cut off', async () => {
      service.refuse({ status: 500, bytes: 8 * 1024 * 1024 })
      await failureOf(send(to(transport.subscribe(service).subscription)))
    })

    test('one that does not answer is left when the time is over, and keeps no other waiting', async () => {
      const [slow, quick] = [transport.subscribe(service), transport.subscribe(service)]
      const sender = transport.create([service.host])
      const giveUp = new AbortController()
      service.hang(true)
      const hanging = failureOf(sender(to(slow.subscription), giveUp.signal))
      await service.until(() => service.hanging() > 0)
      service.hang(false)
      expect(await sender(to(quick.subscription), AbortSignal.timeout(5000))).toBe('accepted')
      giveUp.abort()
      expect(await hanging).toMatchObject({ permanent: false })
    })

    test('a service that is not there is tried again', async () => {
      const gone = await startPushService()
      const { subscription } = transport.subscribe(gone)
      await gone.stop()
      const failure = await failureOf(send(to(subscription), AbortSignal.timeout(5000), [gone.host]))
      expect(failure).toMatchObject({ permanent: false })
    })

    test('what the phone chose leads nowhere inside: private addresses, names of this computer, plain http', async () => {
      const { subscription } = transport.subscribe(service)
      const { pathname } = new URL(subscription.endpoint)
      const before = service.refusals.length
      for (const origin of [
        service.origin,
        'https://127.0.0.1',
        'https://10.0.0.8',
        'https://[::1]',
        'https://169.254.169.254',
        'https://localhost',
        'http://push.example',
      ]) {
        const push = to({ ...subscription, endpoint: origin + pathname })
        expect(await failureOf(send(push, AbortSignal.timeout(5000), []))).toMatchObject({ permanent: true })
      }
      expect(service.refusals).toHaveLength(before)
    })

    test('a subscription that nothing can be encrypted for is given up', async () => {
      const { subscription } = transport.subscribe(service)
      const failure = await failureOf(send(to({ ...subscription, p256dh: 'short' })))
      expect(failure).toMatchObject({ permanent: true })
    })
  })
}
