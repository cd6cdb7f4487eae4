import { expect, test } from 'vitest'
import { listCases } from '#contract/cases.ts'
import { answer, type Decision, fetchChallenge } from '#phone/answer.ts'
import { createHouse, type House, type TestUser } from '../harness.ts'
import { type Browser, createBrowser, type Page } from '../page-client.ts'
import { type Enrolled, enrolPhone, somePush } from '../phone-harness.ts'
import { identify, numberOf, requestOf, sessionsOf } from '../sign-in.ts'

/** Strangers who keep asking for somebody's approval, each from a browser and an address of their own. */
async function bombedHouse() {
  const { house, close } = await createHouse({ trustedProxies: ['127.0.0.1'] })
  const kim = await house.addOwner({ email: 'kim@example.com' })
  const phone = await enrolPhone(house, kim, { pin: '493817', push: somePush() })
  const own = browserAt(house, 1)
  // Their own browser is one that they used before.
  const first = await identify(own, kim.email)
  await approveOn(phone, first)
  expect((await own.open(first.path)).status).toBe(303)
  await house.db.updateTable('sessions').set({ endedAt: house.now, endedWhy: 'signed-out' }).execute()
  house.advance(3600)
  return { house, close, kim, phone, own }
}

const browserAt = (house: House, n: number): Browser =>
  createBrowser(house, { headers: { 'x-forwarded-for': `198.51.${n >> 8}.${n & 255}` } })

async function decideOn({ phone, enrolment }: Enrolled, page: Page, decision: Decision) {
  return answer(phone, enrolment, await fetchChallenge(phone, enrolment, requestOf(page)), decision)
}
async function approveOn(phone: Enrolled, page: Page) {
  const { verification } = phone
  return decideOn(phone, page, { kind: 'approve', number: numberOf(page) ?? '', verification })
}
const bells = async (house: House) =>
  (await house.pushes()).filter(({ message }) => message.t === 'request').map(({ message }) => message.rid)

/** What a stranger sees, without what is different every time. */
const seen = ({ text }: Page) => text.replace(/\b\d\d\b|LK-\S+/g, '·')

async function ask(house: House, kim: TestUser, n: number): Promise<Page> {
  const page = await identify(browserAt(house, n), kim.email)
  expect(page.heading).toBe('Check your phone')
  return page
}

test('strangers from many addresses ring five times, then nothing; the person signs in from their own browser with a push', async () => {
  const { house, close, kim, phone, own } = await bombedHouse()
  const before = (await bells(house)).length
  const pages: Page[] = []
  for (let n = 10; n < 40; n++) pages.push(await ask(house, kim, n))
  expect((await bells(house)).length - before).toBe(5)
  // Whether it rang is not for them to know.
  expect(new Set(pages.map(seen)).size).toBe(1)

  const mine = await identify(own, kim.email)
  expect((await bells(house)).at(-1)).toBe(requestOf(mine))
  expect(await approveOn(phone, mine)).toMatchObject({ state: 'approved' })
  expect((await own.open(mine.path)).status).toBe(303)
  expect((await sessionsOf(house, kim.id)).filter(({ endedAt }) => endedAt === null)).toHaveLength(1)
  // The person's own request took the place of all of theirs.
  for (const page of pages.slice(-3))
    await expect(approveOn(phone, page)).rejects.toMatchObject({ code: 'request-ended' })
  await close()
})

test('a denial keeps every stranger quiet for a minute, and not the person', async () => {
  const { house, close, kim, phone, own } = await bombedHouse()
  await decideOn(phone, await ask(house, kim, 10), { kind: 'deny' })
  const before = (await bells(house)).length
  for (let n = 11; n < 14; n++) await ask(house, kim, n)
  expect(await bells(house)).toHaveLength(before)
  await identify(own, kim.email)
  expect(await bells(house)).toHaveLength(before + 1)
  await close()
})

test('one report silences them all; the person gets in with the open app, and administrators see what it was', async () => {
  const { house, close, kim, phone, own } = await bombedHouse()
  const desk = await house.addAdmin('help-desk')
  await decideOn(phone, await ask(house, kim, 10), { kind: 'report' })
  house.advance(120)
  const before = (await bells(house)).length
  for (let n = 11; n < 14; n++) await ask(house, kim, n)
  const mine = await identify(own, kim.email)
  expect(await bells(house)).toHaveLength(before)
  expect(await approveOn(phone, mine)).toMatchObject({ state: 'approved' })
  expect((await own.open(mine.path)).status).toBe(303)
  const cases = await house.as(desk)(listCases, { params: {}, body: {} })
  expect(cases.items).toMatchObject([
    { state: 'open', user: { id: kim.id }, request: { ip: '198.51.0.10', knownBrowser: false } },
  ])
  await close()
})

test('their further addresses ring no phone more often: the limit is the person’s', async () => {
  const { house, close, kim } = await bombedHouse()
  await house.db
    .insertInto('userEmails')
    .values({
      tenantId: house.tenancy.tenantId,
      emailKey: 'kim@old.example',
      email: 'kim@old.example',
      userId: kim.id,
      verifiedAt: house.now,
    })
    .execute()
  const before = (await bells(house)).length
  for (let n = 10; n < 20; n++) await identify(browserAt(house, n), n % 2 ? kim.email : 'kim@old.example')
  expect((await bells(house)).length - before).toBe(5)
  await close()
})
