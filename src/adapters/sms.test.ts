import { test as base, expect } from 'vitest'
import { createOutgoingFetch } from '#platform/outgoing.ts'
import { startSmsService, type TestSmsService } from '../../test/sms-service.ts'
import { createSmsSender, type SmsConfig } from './sms.ts'

const sms = { id: 'message-1', to: '+447700900123', text: 'Code: 123456 & "more" {to}' }
const signal = () => AbortSignal.timeout(5000)

interface Fixture {
  service: TestSmsService
  sender(
    config?: Partial<Omit<SmsConfig, 'fetch'>> & { hosts?: string[] },
  ): ReturnType<typeof createSmsSender>
}

const test = base.extend<Fixture>({
  // vitest reads the names of the fixtures that this one needs from the pattern: there are none.
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that are needed from it
  service: async ({}, use) => {
    const service = await startSmsService()
    await use(service)
    await service.stop()
  },
  sender: async ({ service }, use) => {
    const opened: { close(): Promise<void> }[] = []
    await use(({ hosts = [service.host], ...config } = {}) => {
      const fetch = createOutgoingFetch({ allowedHosts: hosts })
      opened.push(fetch)
      return createSmsSender({
        url: new URL(service.url),
        method: 'POST',
        headers: {},
        body: 'To={to}&Body={text}',
        statuses: { '2xx': 'sent', '400': 'refused' },
        fetch,
        ...config,
      })
    })
    for (const fetch of opened) await fetch.close()
  },
})

test('a form with Basic authentication, as Twilio takes it', async ({ service, sender }) => {
  const url = new URL(`${service.url}/2010-04-01/Accounts/AC1/Messages.json`)
  url.username = 'AC1'
  url.password = encodeURIComponent('s:e/cret')
  await sender({ url, body: 'To={to}&From=%2B15005550006&Body={text}' })(sms, signal())
  const [request] = service.requests
  expect(request).toMatchObject({ method: 'POST', path: '/2010-04-01/Accounts/AC1/Messages.json' })
  expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(request?.headers.authorization).toBe(`Basic ${Buffer.from('AC1:s:e/cret').toString('base64')}`)
  expect([...new URLSearchParams(request?.body)]).toEqual([
    ['To', '+447700900123'],
    ['From', '+15005550006'],
    ['Body', sms.text],
  ])
})

test('JSON with a header of its own; what is sent cannot become structure', async ({ service, sender }) => {
  const body = '{"messages":[{"to":"{digits}","from":"Org","body":"{text}","ref":"{id}","n":1}]}'
  await sender({ method: 'PUT', headers: { authorization: 'Bearer t' }, body })(sms, signal())
  const [request] = service.requests
  expect(request).toMatchObject({ method: 'PUT', headers: { authorization: 'Bearer t' } })
  expect(JSON.parse(request?.body ?? '')).toEqual({
    messages: [{ to: '447700900123', from: 'Org', body: sms.text, ref: 'message-1', n: 1 }],
  })
})

test('what an answer means is by the map: taken, refused for good, or to be tried again', async ({
  service,
  sender,
}) => {
  const send = sender({ statuses: { '2xx': 'sent', '202': 'retry', '4xx': 'refused', '409': 'sent' } })
  const outcome = async () => {
    try {
      await send(sms, signal())
      return 'sent'
    } catch (error) {
      const { reason, permanent, retryAfterSeconds } = error as Record<string, unknown>
      return { reason, permanent, retryAfterSeconds }
    }
  }
  service.answer(200, 409, 202, 404, 500, { status: 503, headers: { 'retry-after': '7' } })
  expect(await outcome()).toBe('sent')
  expect(await outcome()).toBe('sent')
  const later = { permanent: false, retryAfterSeconds: undefined }
  expect(await outcome()).toEqual({ ...later, reason: 'sms 202' })
  expect(await outcome()).toEqual({ ...later, reason: 'sms 404', permanent: true })
  expect(await outcome()).toEqual({ ...later, reason: 'sms 500' })
  expect(await outcome()).toEqual({ ...later, reason: 'sms 503', retryAfterSeconds: 7 })
})

test('it goes nowhere but where the operator said, and follows no redirect', async ({ service, sender }) => {
  await expect(sender({ hosts: [] })(sms, signal())).rejects.toMatchObject({ reason: 'sms refused' })
  service.answer({ status: 302, headers: { location: 'http://127.0.0.1:1/' } })
  await expect(sender()(sms, signal())).rejects.toMatchObject({ reason: 'sms 302', permanent: false })
  expect(service.requests).toHaveLength(1)
})
