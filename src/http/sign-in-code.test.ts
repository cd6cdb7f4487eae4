import { expect } from 'vitest'
import { getMe } from '#contract/me.ts'
import { findFewTexts } from '#domain/codes/few-texts.ts'
import { takeFromBudget } from '#domain/codes/sms-budget.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { mobileKey } from '#domain/users/parse-mobile.ts'
import { nobody } from '#domain/work.ts'
import { createHouse, type House, type TestUser, test } from '../../test/harness.ts'
import { type Browser, createBrowser, type Page } from '../../test/page-client.ts'
import { setPolicy } from '../../test/passwords.ts'
import {
  addApplication,
  addPhone,
  beginFor,
  failures,
  identify,
  masked,
  sessionsOf,
  signInRow,
} from '../../test/sign-in.ts'

const on = (house: House, more: Record<string, unknown> = {}) =>
  setPolicy(house, { mailCodes: true, smsCodes: true, secondFactor: 'none', ...more }, 'sign-in')
const byMail = 'Get a code by email'
const bySms = 'Get a code by SMS'
const mobile = '+447400123456'
const at = (number: string) => ({ mobile: number, mobileKey: mobileKey(number) })

/** Somebody whom codes reach both ways. */
async function addReached(house: House, person: Parameters<House['addUser']>[0] = {}): Promise<TestUser> {
  const user = await house.addUser({ email: 'kim@example.com', ...person })
  await house.db
    .updateTable('users')
    .set({ emailVerified: true, ...at(mobile) })
    .where('tenantId', '=', user.tenancy.tenantId)
    .where('id', '=', user.id)
    .execute()
  return user
}
const toCode = async (
  browser: Browser,
  way: string,
  address = 'kim@example.com',
  at = '/sign-in?to=/account',
) => browser.press(await identify(browser, address, at), way)
const type = (browser: Browser, page: Page, code: string) => browser.press(page, 'Continue', { code })
const sessionOf = (house: House, browser: Browser) => browser.cookies.get(sessionCookieName(house.tenancy))
const mailed = async (house: House) =>
  (await house.mails()).flatMap(({ subject }) => /^(\d{6}) is your code/.exec(subject)?.[1] ?? [])
const texted = async (house: House) =>
  (await house.texts()).map(({ text }) => /^(\d{6}) is your code/.exec(text)?.[1] ?? '')
const wrongFor = (code: string) => (code === '999999' ? '888888' : '999999')
const maskedCode = (page: Page) =>
  `${page.status} ${masked(page).replaceAll(/name="seen" value="[^"]+"/g, 'SEEN')}`

test('a code by mail, and one by SMS: each lets in, says so in the token, and proves nothing for a risky act', async ({
  house,
}) => {
  await on(house)
  house.setSms({ countries: ['GB'], perDay: 100 })
  const kim = await addReached(house)
  for (const [way, method] of [
    [byMail, 'mail'],
    [bySms, 'sms'],
  ] as const) {
    const browser = createBrowser(house)
    const page = await toCode(browser, way)
    expect(page.heading).toBe('Enter the code we sent you')
    const [code = ''] = (method === 'mail' ? await mailed(house) : await texted(house)).slice(-1)
    const done = await type(browser, page, ` ${code.slice(0, 3)} ${code.slice(3)}`)
    expect(done.location).toBe('/account')
    const session = (await sessionsOf(house, kim.id)).at(-1)
    expect(session).toMatchObject({
      amr: ['otp', method],
      acr: 'urn:latchkey:acr:code',
      provedAt: new Date(0),
    })
  }
  expect((await house.events()).filter((event) => event === 'signin.code.sent')).toHaveLength(2)
  expect(await house.texts()).toMatchObject([{ to: mobile }])
  const stored = await house.db.selectFrom('signInCodes').selectAll().execute()
  for (const row of stored) expect([row.codeMac.length, row.spentAt]).toEqual([32, house.now])
})

test('off unless the policy says so, and not where it cannot be sent', async ({ house }) => {
  await addReached(house)
  const offered = async () => {
    const { html } = await identify(createBrowser(house), 'kim@example.com')
    return [html.includes(byMail), html.includes(bySms)]
  }
  expect(await offered()).toEqual([false, false])
  await on(house)
  expect(await offered()).toEqual([true, false])
  house.setSms({ countries: ['GB'], perDay: 100 })
  expect(await offered()).toEqual([true, true])
  house.setMailKind('none')
  expect(await offered()).toEqual([false, true])
  // A form that was made up is not believed.
  await setPolicy(house, {}, 'sign-in')
  const browser = createBrowser(house)
  const page = await identify(browser, 'kim@example.com')
  const forged = await browser.send(`${page.path}/way`, {
    method: 'POST',
    body: 'way=sms',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(forged.status).toBe(303)
  expect(await house.texts()).toEqual([])
})

test('whoever may not sign in so gets the same pages: unknown, administrator, unverified, deactivated', async ({
  house,
}) => {
  await on(house)
  await addReached(house)
  const boss = await addReached(house, { email: 'boss@example.com', adminRole: 'auditor' })
  await house.addUser({ email: 'unverified@example.com' })
  const gone = await addReached(house, { email: 'gone@example.com' })
  await house.work(await house.addOwner(), (work) =>
    deactivateUser(work, { userId: gone.id, kind: 'suspension' }),
  )
  const seen: string[][] = []
  for (const name of ['kim', 'nobody', 'boss', 'unverified', 'gone']) {
    const browser = createBrowser(house)
    let page = await toCode(browser, byMail, `${name}@example.com`)
    const states = [maskedCode(page)]
    const code = (await mailed(house)).at(-1) ?? ''
    for (let n = 0; n < 6; n++) {
      const next = await type(browser, page, wrongFor(code)).catch(() => undefined)
      if (!next) break
      states.push(maskedCode(next))
      if (next.status === 200) page = next
    }
    seen.push(states)
    if (name === 'kim') await house.db.deleteFrom('failedTries').execute()
  }
  const [first] = seen
  expect(first?.at(3)).toContain('2 tries are left')
  expect(first?.at(4)).toContain('One try is left')
  for (const other of seen) expect(other).toEqual(first)
  expect(await mailed(house)).toHaveLength(1)
  expect(await sessionsOf(house, boss.id)).toEqual([])
})

test('an administrator is refused when trying as well: made one after the code was sent', async ({
  house,
}) => {
  await on(house)
  const kim = await addReached(house)
  const browser = createBrowser(house)
  const page = await toCode(browser, byMail)
  await house.db
    .updateTable('users')
    .set({ role: 'admin', adminRole: 'auditor' })
    .where('id', '=', kim.id)
    .execute()
  const [code = ''] = await mailed(house)
  expect((await type(browser, page, code)).status).toBe(200)
  expect(sessionOf(house, browser)).toBeUndefined()
  expect(await failures(house)).toContain('wrong-code')
})

test('five tries, ten minutes, one use, this browser; a newer one ends the earlier', async ({ house }) => {
  await on(house)
  const kim = await addReached(house)
  const browser = createBrowser(house)
  const page = await toCode(browser, byMail)
  const newer = await browser.press(page, 'New code')
  const [earlier = '', code = ''] = await mailed(house)
  // Sent twice, the form asks once.
  await browser.press(page, 'New code')
  expect(await mailed(house)).toHaveLength(2)
  if (earlier !== code) expect((await type(browser, newer, earlier)).html).toContain('didn’t work')

  const thief = createBrowser(house)
  const theirs = await toCode(thief, byMail)
  expect((await type(thief, theirs, code)).status).toBe(200)
  expect(sessionOf(house, thief)).toBeUndefined()
  thief.cookies.clear()
  expect((await type(thief, newer, code)).status).toBe(403)

  house.advance(600)
  const over = await type(browser, newer, code)
  expect(over.heading).toBe('That code is over')
  const again = await browser.press(over, 'New code')
  const fresh = (await mailed(house)).at(-1) ?? ''
  await house.db.deleteFrom('failedTries').execute()
  for (let n = 0; n < 5; n++) {
    await type(browser, again, wrongFor(fresh))
    await house.db.deleteFrom('failedTries').execute()
  }
  expect((await browser.open(again.path)).heading).toBe('That code is over')
  const send = (body: string) =>
    browser.send(`${again.path}/code`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  expect((await send(`code=${fresh}`)).headers.get('location')).toContain('wrong=code')
  expect(await sessionsOf(house, kim.id)).toEqual([])
})

test('guessing code after code over many browsers ends in a wait', async ({ house }) => {
  await on(house)
  await addReached(house)
  let limited = false
  for (let sends = 0; sends < 4 && !limited; sends++) {
    const browser = createBrowser(house)
    let page = await toCode(browser, byMail)
    for (let n = 0; n < 4 && !limited; n++) {
      const next = await type(browser, page, wrongFor((await mailed(house)).at(-1) ?? ''))
      limited = next.status === 429
      if (!limited) page = next
    }
  }
  expect(limited).toBe(true)
  expect((await mailed(house)).length).toBeLessThan(3)
})

test('asked for too often, nothing more is sent, known address or not', async ({ house }) => {
  await on(house)
  await addReached(house)
  for (const address of ['kim@example.com', 'nobody@example.com']) {
    const statuses: number[] = []
    for (let n = 0; n < 6; n++) statuses.push((await toCode(createBrowser(house), byMail, address)).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  }
  expect(await mailed(house)).toHaveLength(5)
})

test('texts go to mobile numbers of the countries named, and no more than the day allows', async ({
  house,
}) => {
  await on(house)
  house.setSms({ countries: ['DE'], perDay: 4 })
  const kim = await addReached(house)
  const ask = () => toCode(createBrowser(house), bySms)
  const setMobile = (number: string) =>
    house.db.updateTable('users').set(at(number)).where('id', '=', kim.id).execute()
  await ask()
  // A number that costs whoever texts it, and one of a house.
  for (const number of ['+4990012345678', '+493012345678']) {
    await setMobile(number)
    await ask()
  }
  expect(await house.texts()).toEqual([])
  await setMobile('+4915112345678')
  let last: Page | undefined
  await ask()
  for (const [nth, email] of ['a@example.com', 'b@example.com'].entries()) {
    const other = await addReached(house, { email })
    const theirs = `+491511234567${nth}`
    await house.db.updateTable('users').set(at(theirs)).where('id', '=', other.id).execute()
    last = await toCode(createBrowser(house), bySms, email)
  }
  expect(await house.texts()).toHaveLength(2)
  expect(last?.heading).toBe('Enter the code we sent you')
  if (last) expect((await signInRow(house, last)).failure).toBe('sms-limit')
})

test('strangers use up neither the texts of a person nor those of the day, and administrators hear of it', async () => {
  const { house, close } = await createHouse({ trustedProxies: ['127.0.0.1'] })
  await on(house)
  house.setSms({ countries: ['DE'], perDay: 14 })
  const owner = await house.addOwner({ email: 'owner@example.com' })
  const people: TestUser[] = []
  for (const [nth, email] of ['kim@example.com', 'lee@example.com'].entries()) {
    const one = await addReached(house, { email })
    await house.db
      .updateTable('users')
      .set(at(`+491511234567${nth}`))
      .where('id', '=', one.id)
      .execute()
    people.push(one)
  }
  let network = 0
  const from = (ip = `203.0.113.${++network}`) => createBrowser(house, { headers: { 'x-forwarded-for': ip } })
  const ask = async (email: string, browser = from()) => {
    const before = (await house.texts()).length
    await toCode(browser, bySms, email)
    return (await house.texts()).length - before
  }
  const own = from('198.51.100.1')
  const page = await toCode(own, bySms, 'kim@example.com')
  const code = /\d{6}/.exec((await house.texts()).at(-1)?.text ?? '')?.[0] ?? ''
  expect((await type(own, page, code)).location).toBe('/account')
  own.cookies.delete(sessionCookieName(house.tenancy))
  house.advance(900)
  // One of the six that strangers may have sent to her in an hour was hers; of the day, seven. One network alone does not keep her out.
  const sent: number[] = []
  for (let n = 0; n < 5; n++) sent.push(await ask('kim@example.com', from('203.0.113.200')))
  expect(sent).toEqual([1, 1, 1, 1, 0])
  house.advance(900)
  expect([await ask('kim@example.com'), await ask('kim@example.com')]).toEqual([1, 0])
  // An hour later she is not kept out of a new browser any more; of the day, that was the last for strangers.
  house.advance(3600)
  expect([await ask('kim@example.com'), await ask('lee@example.com')]).toEqual([1, 0])
  const lows = async () =>
    (
      await house.db
        .selectFrom('auditEvents')
        .select('data')
        .where('type', '=', 'sms.budget.low')
        .orderBy('id')
        .execute()
    ).map(({ data }) => data)
  expect(await lows()).toEqual([{ whose: 'strangers', used: 7, perDay: 14 }])
  // As the console's overview says it, to administrators alone.
  const shown = async (who: TestUser) => (await house.as(who)(getMe, { params: {}, body: {} })).fewTexts
  expect(await shown(owner)).toEqual({ whose: 'strangers', used: 7, perDay: 14 })
  const [kim] = people
  if (kim) expect(await shown(kim)).toBeNull()
  // In the browser that she signed in from she is nobody's stranger.
  const hers: number[] = []
  for (let n = 0; n < 5; n++) hers.push(await ask('kim@example.com', own))
  expect(hers).toEqual([1, 1, 1, 1, 1])
  expect(await lows()).toEqual([
    { whose: 'strangers', used: 7, perDay: 14 },
    { whose: 'all', used: 12, perDay: 14 },
  ])
  expect(await shown(owner)).toEqual({ whose: 'all', used: 12, perDay: 14 })
  house.advance(86_400)
  expect(await house.work(null, findFewTexts, 'read')).toBeNull()
  const alarms = (await house.mails()).filter(({ subject }) => subject.startsWith('Few texts are left'))
  expect(alarms.map(({ to }) => to)).toEqual(['owner@example.com', 'owner@example.com'])
  await close()
})

test('one network has so many texts sent in a day, whoever they are for', async () => {
  const { house, close } = await createHouse({ trustedProxies: ['127.0.0.1'] })
  await on(house)
  house.setSms({ countries: ['DE'], perDay: 200 })
  const sent: boolean[] = []
  for (let nth = 0; nth < 61; nth++) {
    const one = await addReached(house, { email: `p${nth}@example.com` })
    const to = `+4915112345${600 + nth}`
    const asked = await house.work(null, (work) => {
      const actor = nobody(one.tenancy.tenantId, { ip: '203.0.113.7', userAgent: 'test', requestId: 'test' })
      return takeFromBudget({ ...work, actor }, { userId: one.id, to, asker: 'stranger', perDay: 200 })
    })
    sent.push(asked)
  }
  expect(sent).toEqual([...Array(60).fill(true), false])
  await close()
})

test('where a second factor or a phone is asked for, the phone is asked as well; a passkey is not replaced', async ({
  house,
}) => {
  await on(house, { secondFactor: 'everyone' })
  const kim = await addReached(house)
  await addPhone(house, kim)
  const browser = createBrowser(house)
  const page = await toCode(browser, byMail)
  const next = await type(browser, page, (await mailed(house)).at(-1) ?? '')
  expect(next.heading).toBe('Check your phone')
  await on(house)
  const careful = await addApplication(house, { digits: 6 })
  const strict = await addApplication(house)
  await house.db.updateTable('applications').set({ passkeyRequired: true }).where('id', '=', strict).execute()
  const headings: string[] = []
  for (const application of [careful, strict]) {
    const tab = createBrowser(house)
    const asked = await toCode(tab, byMail, 'kim@example.com', await beginFor(house, tab, application))
    headings.push((await type(tab, asked, (await mailed(house)).at(-1) ?? '')).heading)
  }
  expect(headings[0]).toBe('Check your phone')
  expect(headings[1]).not.toContain('signed in')
  expect(await sessionsOf(house, kim.id)).toEqual([])
})

test('back and forth between the ways, and a reload, send nothing twice', async ({ house }) => {
  await on(house)
  await addReached(house)
  const browser = createBrowser(house)
  const page = await toCode(browser, byMail)
  const phone = await browser.press(page, 'Use your phone')
  expect(phone.heading).toBe('Check your phone')
  const back = await browser.press(phone, byMail)
  expect(back.heading).toBe('Enter the code we sent you')
  await browser.open(back.path)
  expect(await mailed(house)).toHaveLength(1)
  // From the tab that stayed where it was.
  const [code = ''] = await mailed(house)
  expect((await type(browser, page, code)).location).toBe('/account')
})

test('a code of another organisation fits nowhere else', async ({ house }) => {
  await on(house)
  await addReached(house)
  const there = await house.addTenant('contoso')
  const twin = await addReached(house, { tenancy: there })
  const browser = createBrowser(house)
  const page = await toCode(browser, byMail)
  const [code = ''] = await mailed(house)
  await house.db.updateTable('signInCodes').set({ userId: twin.id }).execute()
  expect((await type(browser, page, code)).status).toBe(200)
  expect(sessionOf(house, browser)).toBeUndefined()
})
