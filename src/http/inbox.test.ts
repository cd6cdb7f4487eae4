import { expect } from 'vitest'
import { keepMail } from '#domain/outbox/inbox.ts'
import { newId } from '#platform/id.ts'
import { createHouse, type House, test } from '../../test/harness.ts'
import { createBrowser } from '../../test/page-client.ts'

async function addMail(house: House, subject = 'Welcome'): Promise<string> {
  const id = newId()
  const link = 'http://localhost:3000/app/claim#v=1&t=x'
  const html = `<p style="color:red">Hello <a href="${link}">set up</a><script>alert(1)</script></p>`
  await house.work(null, (work) =>
    keepMail(work, { id, to: 'kim@example.com', subject, text: `Hello: ${link}`, html }),
  )
  return id
}

test('mails are listed and read on the computer itself, in a frame that runs nothing', async ({ house }) => {
  house.setMailKind('inbox')
  const browser = createBrowser(house)
  expect((await browser.open('/inbox')).text).toContain('No mail yet')
  const id = await addMail(house, 'Welcome <b>Kim</b>')
  const list = await browser.open('/inbox')
  expect(list.html).toContain('Welcome &lt;b&gt;Kim&lt;/b&gt;')
  const mail = await browser.open(`/inbox/${id}`)
  expect(mail.html).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"')
  expect(mail.html).toContain('srcdoc="&lt;base target=&quot;_blank&quot;&gt;&lt;p style')
  expect(mail.html).not.toContain('<script>alert')
  expect(mail.headers.get('content-security-policy')).toMatch(
    /style-src 'unsafe-inline'; script-src 'sha256-/,
  )
  expect((await browser.open(`/inbox/${id}?show=text`)).html).toContain(
    '<a href="http://localhost:3000/app/claim#v=1&amp;t=x"',
  )
  expect((await browser.open(`/inbox/${newId()}`)).status).toBe(404)
  expect((await browser.open('/inbox/nonsense')).status).toBe(404)
})

test('a mail that comes shows by itself', async ({ house }) => {
  house.setMailKind('inbox')
  const stream = await createBrowser(house).send('/inbox/events')
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toContain('data: none')
  const id = await addMail(house)
  expect((await reader?.read())?.value).toContain(`data: ${id}`)
  await reader?.cancel()
})

test.for<[string, Record<string, string>]>([
  ['through a proxy', { 'x-forwarded-for': '127.0.0.1' }],
  ['with any trace of one', { via: '1.1 proxy' }],
  ['under another name that leads here', { host: 'evil.example' }],
])('there is no inbox %s', async ([, headers], { house }) => {
  house.setMailKind('inbox')
  const id = await addMail(house)
  for (const path of ['/inbox', `/inbox/${id}`, '/inbox/events']) {
    expect((await createBrowser(house, { headers }).send(path)).status).toBe(404)
  }
})

test('there is no inbox with a mail server, or without any', async ({ house }) => {
  for (const kind of ['smtp', 'none'] as const) {
    house.setMailKind(kind)
    expect((await createBrowser(house).send('/inbox')).status).toBe(404)
  }
})

test('there is no inbox at a public address, nor for another computer', async () => {
  const open = await createHouse({ address: 'https://id.example.org', mail: 'inbox' })
  expect((await createBrowser(open.house).send('/inbox', { headers: { host: 'localhost' } })).status).toBe(
    404,
  )
  await open.close()

  const { house, close } = await createHouse({ mail: 'inbox', trustedProxies: ['127.0.0.1'] })
  const headers = { 'x-forwarded-for': '203.0.113.7' }
  expect((await createBrowser(house, { headers }).send('/inbox')).status).toBe(404)
  await close()
})
