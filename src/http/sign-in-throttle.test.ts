import { expect } from 'vitest'
import type { UserId } from '#contract/ids.ts'
import { stepUpByPassword } from '#contract/me.ts'
import { delayAfter, mostFailures, type Tries, tryAllowed, unlock } from '#domain/sign-in/throttle.ts'
import { nobody, transact } from '#domain/work.ts'
import { type House, test } from '../../test/harness.ts'
import { type Browser, createBrowser, type Page } from '../../test/page-client.ts'
import { givePassword, setPolicy } from '../../test/passwords.ts'
import { addPhone, answer, identify, sessionsOf } from '../../test/sign-in.ts'

const right = 'quiet river under the bridge'
const wrong = 'loud river over the bridge'

const passwordFirst = (house: House) =>
  setPolicy(house, { order: ['password', 'phone'], secondFactor: 'none' }, 'sign-in')

const lockOf = async (house: House, id: UserId) =>
  (await house.db.selectFrom('users').select('lockedUntil').where('id', '=', id).executeTakeFirstOrThrow())
    .lockedUntil

/** Wrong passwords, one after the other, with the waits that they ask for. */
async function fail(house: House, browser: Browser, page: Page, times: number): Promise<Page> {
  let last = page
  for (let n = 0; n < times; n++) {
    last = await browser.press(page, 'Sign in', { password: wrong })
    if (last.status === 429) {
      house.advance(Number(last.headers.get('retry-after')))
      last = await browser.press(page, 'Sign in', { password: wrong })
    }
    expect(last.status).toBe(200)
  }
  return last
}

test('each failure after the fourth makes the next try wait longer, for known and unknown addresses alike', async ({
  house,
}) => {
  await passwordFirst(house)
  const kim = await house.addUser()
  await givePassword(house, kim, right)
  const waits: (string | null)[][] = []
  for (const address of [kim.email, 'nobody@example.com']) {
    const browser = createBrowser(house)
    const page = await identify(browser, address)
    await fail(house, browser, page, 5)
    const seen: (string | null)[] = []
    for (let n = 0; n < 3; n++) {
      const limited = await browser.press(page, 'Sign in', { password: right })
      expect(limited).toMatchObject({ status: 429, heading: 'Too many tries' })
      seen.push(limited.headers.get('retry-after'))
      house.advance(Number(seen.at(-1)))
      await browser.press(page, 'Sign in', { password: wrong })
    }
    waits.push(seen)
  }
  expect(waits).toEqual([
    ['30', '60', '120'],
    ['30', '60', '120'],
  ])
  expect([9, 10, 19, 20, 50].map(delayAfter)).toEqual([480, 900, 900, 3600, 86_400])
})

test('strangers who fail delay neither a browser that the person used nor their phone', async ({ house }) => {
  await passwordFirst(house)
  const kim = await house.addUser()
  const phone = await addPhone(house, kim)
  await givePassword(house, kim, right)
  const own = createBrowser(house)
  await own.press(await identify(own, kim.email, '/sign-in?to=/account'), 'Sign in', { password: right })
  expect(await sessionsOf(house, kim.id)).toHaveLength(1)

  const stranger = createBrowser(house)
  const page = await identify(stranger, kim.email, '/sign-in?to=/account')
  await fail(house, stranger, page, 12)
  const locked = await lockOf(house, kim.id)
  expect(locked?.getTime()).toBeGreaterThan(house.now.getTime())
  const events = (await house.events()).filter((type) => type.startsWith('user.lock'))
  expect(events).toEqual(['user.locked'])
  // Not even with the right one.
  expect((await stranger.press(page, 'Sign in', { password: right })).status).toBe(429)

  const waiting = await stranger.press(page, 'Use your phone')
  await answer(house, waiting, 'approved', { deviceId: phone })
  expect((await stranger.open(waiting.path)).location).toBe('/account')

  const again = await identify(own, kim.email, '/sign-in?to=/account&as=other')
  expect((await own.press(again, 'Sign in', { password: right })).location).toBe('/account')
  expect(await lockOf(house, kim.id)).toBeNull()
  expect(await house.events()).toContain('user.unlocked')
})

test('a lock that comes between the right password and the session stops it, but for whoever shows a phone', async ({
  house,
}) => {
  await passwordFirst(house)
  const kim = await house.addUser()
  await givePassword(house, kim, right)
  const locked = { lockedUntil: new Date(house.now.getTime() + 900_000), lockedWhy: 'strangers' }
  const lock = () => house.db.updateTable('users').set(locked).where('id', '=', kim.id).execute()
  const browser = createBrowser(house)
  const page = await identify(browser, kim.email, '/sign-in?to=/account')
  await browser.submit(page, 'Sign in', { password: right })
  await lock()
  expect(await browser.open(page.path)).toMatchObject({ status: 403, heading: 'Too many wrong passwords' })
  expect(await sessionsOf(house, kim.id)).toEqual([])

  await setPolicy(house, { order: ['password'], secondFactor: 'everyone' }, 'sign-in')
  await house.db.updateTable('users').set({ lockedUntil: null }).where('id', '=', kim.id).execute()
  const phone = await addPhone(house, kim)
  const other = createBrowser(house)
  const asked = await identify(other, kim.email, '/sign-in?to=/account')
  const waiting = await other.press(asked, 'Sign in', { password: right })
  await lock()
  await answer(house, waiting, 'approved', { deviceId: phone })
  expect((await other.open(waiting.path)).location).toBe('/account')
})

test('an administrator opens the lock, and anybody may try again at once', async ({ house }) => {
  await passwordFirst(house)
  const kim = await house.addUser()
  await givePassword(house, kim, right)
  const browser = createBrowser(house)
  const page = await identify(browser, kim.email, '/sign-in?to=/account')
  await fail(house, browser, page, 11)
  expect((await browser.press(page, 'Sign in', { password: right })).status).toBe(429)
  await house.work(await house.addOwner(), (work) => unlock(work, { userId: kim.id }))
  expect(await lockOf(house, kim.id)).toBeNull()
  expect((await browser.press(page, 'Sign in', { password: right })).location).toBe('/account')
  await house.work(null, (work) => unlock(work, { userId: kim.id }))
  expect((await house.events()).filter((type) => type === 'user.unlocked')).toHaveLength(1)
})

test('nobody gets more than a hundred tries in a row, however patient they are', async ({ house }) => {
  const kim = await house.addUser()
  const stranger = { userId: kim.id, address: kim.email, knownBrowser: false }
  let tries = 0
  for (let n = 0; n < 400; n++) {
    const counted = await house.work(null, (work) => tryAllowed(work, stranger))
    if (counted.allowed) tries += 1
    else house.advance(Math.min(counted.retryAfterSeconds, 90_000))
  }
  expect(tries).toBe(mostFailures)
})

test('tries at once are counted one by one', async ({ house }) => {
  const kim = await house.addUser()
  const stranger = { userId: kim.id, address: kim.email, knownBrowser: false }
  const counted = await Promise.all(
    Array.from({ length: 30 }, () => house.work(null, (work) => tryAllowed(work, stranger))),
  )
  expect(counted.filter(({ allowed }) => allowed)).toHaveLength(5)
})

test('a network that tries many people is stopped, and one that a person used before is not counted', async ({
  house,
}) => {
  const from = nobody(house.tenancy.tenantId, { ip: '198.51.100.7', userAgent: '', requestId: '' })
  const kim = await house.addUser()
  const browserHash = Buffer.alloc(32, 1)
  const tryOne = (tries: Tries) =>
    transact(house.ground, house.tenancy, 'write', from, (work) => tryAllowed(work, tries))
  let allowed = 0
  for (let n = 0; n < 110; n++) {
    const stranger = { userId: null, address: `n${n}@example.com`, knownBrowser: false }
    if ((await tryOne(stranger)).allowed) allowed += 1
  }
  expect(allowed).toBe(100)
  expect(await tryOne({ userId: kim.id, address: kim.email, knownBrowser: true, browserHash })).toMatchObject(
    {
      allowed: true,
    },
  )
  house.advance(601)
  expect(await tryOne({ userId: null, address: 'n@example.com', knownBrowser: false })).toMatchObject({
    allowed: true,
  })
})

test('a password renews the proof of a session where there is no phone, and only there', async ({
  house,
}) => {
  const owner = await house.addOwner()
  await givePassword(house, owner, right)
  const call = house.as(owner)
  const step = (password: string) => call(stepUpByPassword, { params: {}, body: { password } })
  await expect(step(wrong)).rejects.toMatchObject({ code: 'password-wrong' })
  house.advance(700)
  expect((await step(right)).provedAt).toEqual(house.now)
  expect((await sessionsOf(house, owner.id))[0]?.provedAt).toEqual(house.now)
  expect(await house.events()).toContain('session.stepped-up')
  for (let n = 0; n < 5; n++) await expect(step(wrong)).rejects.toMatchObject({ code: 'password-wrong' })
  await expect(step(right)).rejects.toMatchObject({ code: 'rate-limited' })
  house.advance(60)
  await addPhone(house, owner)
  await expect(step(right)).rejects.toMatchObject({ code: 'step-up-required' })
})
