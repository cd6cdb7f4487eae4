import { expect, test } from 'vitest'
import { answer, fetchChallenge } from '#phone/answer.ts'
import { createHouse } from '../harness.ts'
import { createBrowser, type Page } from '../page-client.ts'
import { addPasskey, originOf, signOn } from '../passkeys.ts'
import { setPolicy } from '../passwords.ts'
import { type Enrolled, enrolPhone } from '../phone-harness.ts'
import { identify, numberOf, requestOf, sessionsOf } from '../sign-in.ts'

/**
 * A page that looks like ours asks Kim to sign in; whoever runs it begins a sign-in of Kim's at the real one, from their own browser, and
 * shows Kim its number. Kim is where Kim always is, in Lisbon, and reads what the phone says.
 */
async function relayed() {
  const { house, close } = await createHouse({
    trustedProxies: ['127.0.0.1'],
    findPlace: (ip) =>
      ip.startsWith('198.51.100.') ? { city: 'Lagos', country: 'NG' } : { city: 'Lisbon', country: 'PT' },
  })
  const kim = await house.addOwner({ email: 'kim@example.com' })
  const phone = await enrolPhone(house, kim, { pin: '493817' })
  const own = createBrowser(house, { headers: { 'x-forwarded-for': '203.0.113.7', 'user-agent': firefox } })
  const before = await identify(own, kim.email)
  await approveOn(phone, before, numberOf(before))
  await own.open(before.path)
  const theirs = createBrowser(house, {
    headers: { 'x-forwarded-for': '198.51.100.9', 'user-agent': chrome },
  })
  return { house, close, kim, phone, own, theirs }
}

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

async function approveOn({ phone, enrolment, verification }: Enrolled, page: Page, number = '') {
  const challenge = await fetchChallenge(phone, enrolment, requestOf(page))
  return answer(phone, enrolment, challenge, { kind: 'approve', number, verification })
}

test('the phone shows the stranger’s browser and place, says that both are new, and reporting it ends it for them', async () => {
  const { house, close, kim, phone, theirs } = await relayed()
  const page = await identify(theirs, kim.email)
  const challenge = await fetchChallenge(phone.phone, phone.enrolment, requestOf(page))
  expect(challenge.claims).toMatchObject({
    ua: 'Chrome on Windows',
    loc: { ip: '198.51.100.9', city: 'Lagos', cc: 'NG' },
    new: { browser: true, place: true },
  })
  // The page alone has the number: no phone has one to show or to be asked for.
  const values = Object.values(challenge.claims).map(String)
  expect(values).not.toContain(numberOf(page))
  await answer(phone.phone, phone.enrolment, challenge, { kind: 'report' })
  expect((await theirs.open(page.path)).heading).toBe('This sign-in was reported')
  expect(await sessionsOf(house, kim.id)).toHaveLength(1)
  await close()
})

test('a number that was relayed once and approved opens that one browser, which the person sees and ends', async () => {
  const { house, close, kim, phone, own, theirs } = await relayed()
  const page = await identify(theirs, kim.email)
  await approveOn(phone, page, numberOf(page))
  // Nobody else comes in by the page's address, and whoever does has no use for the number again.
  const other = createBrowser(house, { headers: { 'x-forwarded-for': '198.51.100.77' } })
  expect((await other.open(page.path)).location).not.toBe('/admin')
  await own.open(page.path)
  expect(await sessionsOf(house, kim.id)).toHaveLength(1)
  expect((await theirs.open(page.path)).location).toBe('/admin')
  const [, stranger] = await sessionsOf(house, kim.id)
  expect(stranger).toMatchObject({ ip: '198.51.100.9', userAgent: chrome })
  await expect(approveOn(phone, page, numberOf(page))).rejects.toMatchObject({ code: 'request-ended' })
  await close()
})

test('where a passkey is asked for, the number is worth nothing: the page of the stranger has none to show', async () => {
  const { house, close, kim, phone, theirs } = await relayed()
  const { key } = await addPasskey(house, kim)
  await setPolicy(
    house,
    { order: ['passkey', 'phone'], secondFactor: 'none', passkeyRequiredFor: ['owner'] },
    'sign-in',
  )
  const before = (await sessionsOf(house, kim.id)).length
  const asked = await theirs.press(await identify(theirs, kim.email), 'Use your phone')
  await approveOn(phone, asked, numberOf(asked))
  const page = await theirs.open(asked.path)
  expect(page.heading).toBe('Use your passkey to go on')
  // Kim's browser signs what it is asked at the address where it is: the stranger's.
  const relayedProof = await signOn(theirs, page, key, { origin: 'https://northwlnd.example' })
  expect(relayedProof.heading).toBe('Use your passkey to go on')
  const elsewhere = await signOn(theirs, page, key, { origin: originOf(kim), rpId: 'northwlnd.example' })
  expect(elsewhere.heading).toBe('Use your passkey to go on')
  expect(await sessionsOf(house, kim.id)).toHaveLength(before)
  // In Kim's own hands the same key opens.
  expect((await signOn(theirs, page, key)).location).toBe('/admin')
  await close()
})
