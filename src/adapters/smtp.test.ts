import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Mail } from '#domain/ports.ts'
import { type MailServer, startMailServer } from '../../test/mail-server.ts'
import { createSmtpMailer } from './smtp.ts'

let server: MailServer
let send: ReturnType<typeof createSmtpMailer>
beforeAll(async () => {
  server = await startMailServer()
  send = createSmtpMailer({ url: server.url, from: 'Example Org <no-reply@id.example.org>' })
})
afterAll(async () => {
  send.close()
  await server.stop()
})

const mail = (more: Partial<Mail> = {}): Mail => ({
  id: '0190-one',
  to: 'ada@example.org',
  subject: 'Willkommen – Übung 漢字',
  text: 'Hello\n.\nThere',
  html: '<p>Hello</p>',
  ...more,
})
const signal = () => AbortSignal.timeout(5000)

test('arrives as text and as HTML, with its letters, and under its own id', async () => {
  await send(mail(), signal())
  const [received] = server.mails
  expect(received).toMatchObject({
    messageId: '<0190-one@id.example.org>',
    subject: 'Willkommen – Übung 漢字',
    text: 'Hello\n.\nThere',
    html: '<p>Hello</p>',
    recipients: ['ada@example.org'],
  })
  expect(received?.headers.get('auto-submitted')).toBe('auto-generated')
})

test('tries again later what the server asks to send later, and gives up what it does not want', async () => {
  server.refuse(452, 550)
  await expect(send(mail(), signal())).rejects.toMatchObject({ reason: 'smtp 452', permanent: false })
  const final = send(mail(), signal())
  await expect(final).rejects.toMatchObject({ reason: 'smtp 550', permanent: true })
  // The server's words quote the address: they are not for the outbox row.
  await expect(final).rejects.not.toThrow(/ada@/)
})

test.each([
  'ada@example.org, eve@example.org',
  'group: ada@example.org, eve@example.org;',
  'Ada <ada@example.org>',
  'ada@example.org\r\nbcc: eve@example.org',
  '"x"@evil.example@example.org',
  '',
])('sends to one mailbox and to nothing else: %j', async (to) => {
  const before = server.mails.length
  await expect(send(mail({ to }), signal())).rejects.toMatchObject({ permanent: true })
  expect(server.mails).toHaveLength(before)
})

test('a subject cannot bring headers of its own', async () => {
  await send(mail({ subject: 'One\r\nBcc: eve@example.org' }), signal())
  const received = server.mails.at(-1)
  expect(received?.recipients).toEqual(['ada@example.org'])
  expect(received?.headers.get('bcc')).toBeUndefined()
})

test('a server that is away is no reason to give up', async () => {
  const away = await startMailServer()
  await away.stop()
  const lost = createSmtpMailer({ url: away.url, from: 'no-reply@example.org' })
  await expect(lost(mail(), signal())).rejects.toMatchObject({ permanent: false })
  lost.close()
})

test('stops waiting when it is told to', async () => {
  await expect(send(mail(), AbortSignal.abort())).rejects.toThrow()
})
