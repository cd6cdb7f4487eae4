import { expect } from 'vitest'
import { sessionCookieName, signInCookieName } from '#domain/sessions/session-cookie.ts'
import { finishSignIn } from '#domain/sign-in/finish-sign-in.ts'
import { deactivateUser as suspend } from '#domain/users/deactivate-user.ts'
import { staged, test } from '../../test/harness.ts'
import { createBrowser } from '../../test/page-client.ts'
import { addPhone, answer, failures, identify, requestOf, sessionsOf, signInOf } from '../../test/sign-in.ts'

test('denied, reported and a wrong number say so, and can be followed by another try', async ({ house }) => {
  const owner = await house.addOwner()
  const deviceId = await addPhone(house, owner)
  const browser = createBrowser(house)
  let page = await identify(browser, owner.email)
  await answer(house, page, 'denied', { deviceId, why: 'denied' })
  page = await browser.open(page.path)
  expect(page.heading).toBe('The request was denied on your phone')
  page = await browser.press(page, 'Send again')
  await answer(house, page, 'denied', { deviceId, why: 'wrong-number' })
  page = await browser.open(page.path)
  expect(page.heading).toBe('That wasn’t the right number')
  page = await browser.press(page, 'Send again')
  await answer(house, page, 'reported', { deviceId })
  page = await browser.open(page.path)
  expect(page.heading).toBe('This sign-in was reported')
  await browser.open(page.path)
  // Of one instant: their order is nobody's.
  expect((await failures(house)).sort()).toEqual(['denied', 'reported', 'wrong-number'])
  const first = signInOf(page)
  page = await browser.press(page, 'Start again')
  expect(page.heading).toBe('Sign in to Latchkey console')
  expect(signInOf(page)).not.toBe(first)
})

test('a form sent twice asks once, and an old page asks nothing', async ({ house }) => {
  const owner = await house.addOwner()
  await addPhone(house, owner)
  const browser = createBrowser(house)
  const email = await browser.open('/sign-in')
  const waiting = await browser.press(email, 'Continue', { address: owner.email })
  await browser.press(email, 'Continue', { address: owner.email })
  const requests = () => house.db.selectFrom('approvalRequests').select('id').execute()
  expect(await requests()).toHaveLength(1)

  await Promise.all([browser.submit(waiting, 'Send again'), browser.submit(waiting, 'Send again')])
  expect(await requests()).toHaveLength(2)
  await browser.submit(waiting, 'Send again')
  expect(await requests()).toHaveLength(2)
})

test('a newer sign-in of the same browser takes over, a stranger’s does not', async ({ house }) => {
  const owner = await house.addOwner()
  await addPhone(house, owner)
  const browser = createBrowser(house)
  const first = await identify(browser, owner.email)
  await identify(createBrowser(house), owner.email)
  expect((await browser.open(first.path)).heading).toBe('Check your phone')
  const second = await identify(browser, owner.email)
  expect((await browser.open(first.path)).heading).toBe('A newer sign-in took over')
  expect((await browser.open(second.path)).heading).toBe('Check your phone')
})

test('a deactivation or a removal between approval and redemption wins', async ({ house }) => {
  for (const what of ['deactivated', 'device removed', 'withdrawn'] as const) {
    const owner = await house.addOwner()
    const deviceId = await addPhone(house, owner)
    const browser = createBrowser(house)
    const waiting = await identify(browser, owner.email)
    await answer(house, waiting, 'approved', { deviceId })
    if (what === 'deactivated') {
      await house.db
        .updateTable('users')
        .set({
          status: 'deactivated',
          statusBefore: 'active',
          deactivationKind: 'suspension',
          deactivatedAt: house.now,
        })
        .where('id', '=', owner.id)
        .execute()
    }
    if (what === 'device removed') {
      await house.db
        .updateTable('devices')
        .set({ state: 'removed', removedAt: house.now })
        .where('id', '=', deviceId)
        .execute()
    }
    if (what === 'withdrawn') {
      await house.db
        .updateTable('approvalRequests')
        .set({ state: 'cancelled', why: 'device-removed' })
        .where('id', '=', requestOf(waiting))
        .execute()
    }
    const after = await browser.open(waiting.path)
    expect(after.heading).toBe(
      {
        deactivated: 'Your account is deactivated',
        'device removed': 'Your phone was removed',
        withdrawn: 'We couldn’t start this sign-in',
      }[what],
    )
    expect(browser.cookies.has(sessionCookieName(house.tenancy))).toBe(false)
    expect(await sessionsOf(house, owner.id)).toEqual([])
  }
})

test('an approval is good for half a minute past its end and no longer', async ({ house }) => {
  const owner = await house.addOwner()
  const deviceId = await addPhone(house, owner)
  for (const [seconds, works] of [
    [149, true],
    [151, false],
  ] as const) {
    const browser = createBrowser(house)
    const waiting = await identify(browser, owner.email)
    await answer(house, waiting, 'approved', { deviceId })
    house.advance(seconds)
    const after = await browser.open(waiting.path)
    expect(after.location === '/admin').toBe(works)
    if (!works) expect(after.heading).toBe('We couldn’t start this sign-in')
  }
})

staged('two tabs finish at once: one session', async ({ house }) => {
  const owner = await house.addOwner()
  const deviceId = await addPhone(house, owner)
  const browser = createBrowser(house)
  const waiting = await identify(browser, owner.email)
  await answer(house, waiting, 'approved', { deviceId })
  const cookies = { signIn: browser.cookies.get(signInCookieName(house.tenancy)), browser: undefined }
  const other = await house.work(null, async (work) => {
    const done = await finishSignIn(work, { id: signInOf(waiting), cookies, place: null })
    expect(done.kind).toBe('finished')
    const tab = house.request(waiting.path, {
      headers: { cookie: `${signInCookieName(house.tenancy)}=${cookies.signIn}` },
    })
    await house.untilBlocked()
    return { tab }
  })
  expect(await (await other.tab).text()).toContain('You’re signed in')
  expect(await sessionsOf(house, owner.id)).toHaveLength(1)
})

staged('a tab that waits for another finishes nothing that the other took back', async ({ house }) => {
  const owner = await house.addOwner()
  const somebodyElse = await house.addOwner()
  const deviceId = await addPhone(house, owner)
  const browser = createBrowser(house)
  const waiting = await identify(browser, owner.email)
  await answer(house, waiting, 'approved', { deviceId })
  const cookie = `${signInCookieName(house.tenancy)}=${browser.cookies.get(signInCookieName(house.tenancy))}`
  // The other tab asks somebody else, by other means: the approval that was given counts for nothing any more.
  const other = await house.work(null, async ({ db }) => {
    await db
      .updateTable('signIns')
      .set({ userId: somebodyElse.id, requestId: null })
      .where('id', '=', signInOf(waiting))
      .execute()
    const tab = house.request(waiting.path, { headers: { cookie } })
    await house.untilBlocked()
    return { tab }
  })
  expect((await other.tab).status).toBe(200)
  expect(await sessionsOf(house, owner.id)).toEqual([])
  expect(await sessionsOf(house, somebodyElse.id)).toEqual([])
})

staged(
  'a deactivation that comes while a sign-in finishes ends the session that it made',
  async ({ house }) => {
    const boss = await house.addOwner()
    const owner = await house.addOwner()
    const deviceId = await addPhone(house, owner)
    const browser = createBrowser(house)
    const waiting = await identify(browser, owner.email)
    await answer(house, waiting, 'approved', { deviceId })
    const cookies = { signIn: browser.cookies.get(signInCookieName(house.tenancy)), browser: undefined }
    const { deactivateUser } = await import('#contract/users.ts')
    const call = await house.work(null, async (work) => {
      await finishSignIn(work, { id: signInOf(waiting), cookies, place: null })
      const suspended = house.as(boss)(deactivateUser, {
        params: { userId: owner.id },
        body: { kind: 'suspension' },
      })
      await house.untilBlocked()
      return { suspended }
    })
    await call.suspended
    expect(await sessionsOf(house, owner.id)).toMatchObject([{ endedWhy: 'deactivated' }])
  },
)

staged(
  'a sign-in that finishes while a deactivation is under way waits for it, and is refused',
  async ({ house }) => {
    const boss = await house.addOwner()
    const owner = await house.addOwner()
    const deviceId = await addPhone(house, owner)
    const browser = createBrowser(house)
    const waiting = await identify(browser, owner.email)
    await answer(house, waiting, 'approved', { deviceId })
    const tab = await house.work(boss, async (work) => {
      await suspend(work, { userId: owner.id, kind: 'suspension' })
      const cookie = `${signInCookieName(house.tenancy)}=${browser.cookies.get(signInCookieName(house.tenancy))}`
      const page = house.request(waiting.path, { headers: { cookie } })
      await house.untilBlocked()
      return { page }
    })
    expect(await (await tab.page).text()).toContain('Your account is deactivated')
    expect(await sessionsOf(house, owner.id)).toEqual([])
  },
)
