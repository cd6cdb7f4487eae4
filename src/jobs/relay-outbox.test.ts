import { expect } from 'vitest'
import { createSmtpMailer } from '#adapters/smtp.ts'
import { listInboxMails } from '#domain/outbox/inbox.ts'
import { queueMail } from '#domain/outbox/queue-mail.ts'
import { DeliveryError, type SendMail } from '#domain/ports.ts'
import { systemActor, transact } from '#domain/work.ts'
import type { House } from '../../test/harness.ts'
import { startMailServer } from '../../test/mail-server.ts'
import { later, rows, settled, test, until } from '../../test/relays.ts'

const welcome = { to: 'kim@example.com', subject: 'Welcome', text: 'the link', html: '<p>the link</p>' }

const queue = (house: House, mail = welcome) => house.work(null, (work) => queueMail(work, mail))

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
