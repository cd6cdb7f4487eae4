import { describe, expect } from 'vitest'
import { deleteUser, removeFromOrganisation } from '#contract/departures.ts'
import { removeDevice, unregisterAllDevices } from '#contract/devices.ts'
import { changeEmail } from '#contract/emails.ts'
import type { DeviceId } from '#contract/ids.ts'
import { beginStepUp, finishStepUp, getMe } from '#contract/me.ts'
import {
  allowPassword,
  clearPassword,
  issueTemporaryPassword,
  requirePasswordReset,
  sendPasswordLink,
} from '#contract/passwords.ts'
import { unlinkProvider } from '#contract/providers.ts'
import { deactivateUser } from '#contract/users.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import {
  addKim,
  type Company,
  change,
  comeIn,
  leave,
  kim as upstreamKim,
  test as withCompany,
} from '../company.ts'
import { type House, staged, type TestUser, test } from '../harness.ts'
import { merge } from '../holdings.ts'
import { type Browser, createBrowser } from '../page-client.ts'
import { givePassword, setPolicy, tryPassword } from '../passwords.ts'
import { addPhone, answer, identify } from '../sign-in.ts'
import { call, operationOf } from './world.ts'

const right = 'quiet river under the bridge'
const other = 'seven green lamps at the harbour'
const to = '/sign-in?to=/account'

/** Somebody who has shown what it takes, in a browser that has not looked yet. */
interface Shown {
  readonly browser: Browser
  readonly path: string
  readonly deviceId: DeviceId | null
}

const shows: Record<string, (house: House, user: TestUser) => Promise<Shown>> = {
  async phone(house, user) {
    const deviceId = await addPhone(house, user)
    const browser = createBrowser(house)
    const page = await browser.press(await identify(browser, user.email, to), 'Use your phone')
    await answer(house, page, 'approved', { deviceId })
    return { browser, path: page.path, deviceId }
  },
  async password(house, user) {
    const browser = createBrowser(house)
    const page = await identify(browser, user.email, to)
    expect((await browser.submit(page, 'Sign in', { password: right })).status).toBe(303)
    return { browser, path: page.path, deviceId: null }
  },
  async 'password and phone'(house, user) {
    const deviceId = await addPhone(house, user)
    await setPolicy(house, { order: ['password', 'phone'], secondFactor: 'everyone' }, 'sign-in')
    const browser = createBrowser(house)
    const page = await browser.press(await identify(browser, user.email, to), 'Sign in', { password: right })
    expect(page.heading).toBe('Check your phone')
    await answer(house, page, 'approved', { deviceId })
    return { browser, path: page.path, deviceId }
  },
}

type Act = (house: House, owner: TestUser, user: TestUser, shown: Shown) => Promise<unknown>

const locks: Record<string, Act> = {
  deactivate: (house, owner, { id: userId }) =>
    house.as(owner)(deactivateUser, { params: { userId }, body: { kind: 'suspension' } }),
  remove: (house, owner, { id: userId }) =>
    house.as(owner)(removeFromOrganisation, { params: { userId }, body: {} }),
  delete: (house, owner, { id: userId, email }) =>
    house.as(owner)(deleteUser, { params: { userId }, body: { confirmation: email, erase: false } }),
  merge: async (house, owner, user) => merge(house, owner, user, await house.addUser()),
  'require a reset': (house, owner, { id: userId }) =>
    house.as(owner)(requirePasswordReset, { params: { userId }, body: { required: true } }),
}

const ofPassword: Record<string, Act> = {
  'clear the password': (house, owner, { id: userId }) =>
    house.as(owner)(clearPassword, { params: { userId }, body: { leaveWithoutWayIn: true } }),
  'give a temporary one': (house, owner, { id: userId }) =>
    house.as(owner)(issueTemporaryPassword, { params: { userId }, body: {} }),
  'change it': (house, _owner, user) => givePassword(house, user, other),
  'allow none': async (house, owner, { id: userId }) => {
    await setPolicy(house, { allowed: 'per-user' })
    await house.as(owner)(allowPassword, { params: { userId }, body: { allowed: false } })
  },
  'offer it no more': (house) => setPolicy(house, { order: ['phone'] }, 'sign-in'),
}

const ofPhone: Record<string, Act> = {
  'remove the phone': (house, owner, { id: userId }, { deviceId }) =>
    house.as(owner)(removeDevice, {
      params: { userId, deviceId: deviceId as DeviceId },
      body: { confirmation: 'remove device', endSessions: false, why: 'removed' as const },
    }),
  'unregister all': (house, owner, { id: userId }) =>
    house.as(owner)(unregisterAllDevices, {
      params: { userId },
      body: { confirmation: 'unregister all devices', reason: 'Phone stolen' },
    }),
}

/** Somebody new with a password, by the policies that the acts of before may have changed. */
async function addKimWithPassword(house: House): Promise<TestUser> {
  await setPolicy(house, {})
  await setPolicy(house, { order: ['password', 'phone'], secondFactor: 'none' }, 'sign-in')
  const kim = await house.addUser()
  await givePassword(house, kim, right)
  return kim
}

describe('shown, then locked, then redeemed', () => {
  test.for(Object.entries(shows))(
    'by %s: no session, whatever happened in between',
    async ([how, show], { house }) => {
      const owner = await house.addOwner()
      const acts = { ...locks, ...(how === 'password' ? ofPassword : ofPhone) }
      for (const [what, act] of Object.entries(acts)) {
        const kim = await addKimWithPassword(house)
        const shown = await show(house, kim)
        await act(house, owner, kim, shown)
        const page = await shown.browser.open(shown.path)
        expect([what, page.location]).toEqual([what, null])
        if (what === 'require a reset') expect(page.heading).toBe('Choose a new password')
        await expectNoSession(house, owner, shown.browser)
        // Nor the second time, nor after a while.
        house.advance(20)
        expect([what, (await shown.browser.open(shown.path)).location]).toEqual([what, null])
        await expectNoSession(house, owner, shown.browser)
      }
    },
  )

  test('at the page for a new password: neither a session nor a password, whatever happened in between', async ({
    house,
  }) => {
    const owner = await house.addOwner()
    const { 'require a reset': requireReset, ...others } = locks
    for (const [what, act] of Object.entries({ ...others, ...ofPassword })) {
      const kim = await addKimWithPassword(house)
      const browser = createBrowser(house)
      const nothing = { browser, path: '', deviceId: null }
      await requireReset?.(house, owner, kim, nothing)
      const page = await browser.press(await identify(browser, kim.email, to), 'Sign in', { password: right })
      expect([what, page.heading]).toEqual([what, 'Choose a new password'])
      await act(house, owner, kim, nothing)
      await browser.press(page, 'Save and sign in', { password: 'nine brown lamps at the harbour' })
      await expectNoSession(house, owner, browser)
      const tried = await tryPassword(house, kim, 'nine brown lamps at the harbour')
      expect([what, tried.right]).toEqual([what, false])
    }
  })

  test.for(['deactivate', 'remove', 'delete', 'merge'])(
    'a mailed link that was opened serves for nothing after %s',
    async (what, { house }) => {
      const owner = await house.addOwner()
      const kim = await house.addUser()
      await givePassword(house, kim, right)
      await house.as(owner)(sendPasswordLink, { params: { userId: kim.id }, body: {} })
      await house.as(owner)(changeEmail, {
        params: { userId: kim.id },
        body: { email: 'new@example.com', kind: 'primary' },
      })
      const texts = (await house.mails()).map(({ text }) => text).join('\n')
      const links = ['password/set', 'confirm-email'].map(
        (path) => new RegExp(`/${path}\\?token=[\\w-]+`).exec(texts)?.[0] ?? '',
      )
      const browser = createBrowser(house)
      const [password, confirm] = await Promise.all(links.map((link) => browser.open(link)))
      if (!password || !confirm) throw new Error('two links were mailed')
      expect([password.status, confirm.status]).toEqual([200, 200])
      await locks[what]?.(house, owner, kim, {} as Shown)
      expect((await browser.press(password, 'Set password', { password: other })).status).toBe(410)
      expect((await browser.submit(confirm, 'Confirm')).status).toBe(410)
      expect(await tryPassword(house, kim, other)).toMatchObject({ right: false })
      const held = await house.db.selectFrom('users').select('email').execute()
      expect(held.map(({ email }) => email)).not.toContain('new@example.com')
    },
  )

  test('an approved step-up proves nothing once its phone is gone, its minute is over, or its session is another', async ({
    house,
  }) => {
    const owner = await house.addOwner()
    const boss = await house.addOwner()
    const [lost, kept] = [await addPhone(house, boss), await addPhone(house, boss)]
    const call = house.as(boss)
    const unproved = () =>
      house.db
        .updateTable('sessions')
        .set({ provedAt: new Date(0) })
        .where('userId', '=', boss.id)
        .execute()
    const approved = async (deviceId: DeviceId) => {
      await call(getMe, { params: {}, body: {} })
      await unproved()
      const { id } = await call(beginStepUp, { params: {}, body: { reason: 'Delete a person' } })
      await house.db
        .updateTable('approvalRequests')
        .set({ state: 'approved', deviceId, answeredAt: house.now, verification: 'pin' })
        .where('id', '=', id)
        .execute()
      return id
    }
    const provedAt = async () => (await call(getMe, { params: {}, body: {} })).session.provedAt.getTime()

    const first = await approved(lost)
    await house.as(owner)(removeDevice, {
      params: { userId: boss.id, deviceId: lost },
      body: { confirmation: 'remove device', endSessions: false, why: 'removed' as const },
    })
    const ended = await call(finishStepUp, { params: { requestId: first }, body: {} })
    expect(ended.state).toBe('cancelled')
    expect(await provedAt()).toBe(0)

    const second = await approved(kept)
    const elsewhere = await house.addSession(boss.id)
    const stolen = await house.app.request(`${house.tenancy.baseUrl}/api/v1/me/step-ups/${second}`, {
      method: 'POST',
      body: '{}',
      headers: {
        'content-type': 'application/json',
        origin: new URL(house.tenancy.baseUrl).origin,
        cookie: `${sessionCookieName(house.tenancy)}=${elsewhere.token}`,
      },
    })
    expect(stolen.status).toBe(404)
    house.advance(600)
    const late = await call(finishStepUp, { params: { requestId: second }, body: {} })
    expect(late.state).toBe('expired')
    expect(await provedAt()).toBe(0)

    // Paused between its yes and the browser's look: it answers for nothing.
    const third = await approved(kept)
    await house.db
      .updateTable('devices')
      .set({ state: 'suspended', pushTarget: false })
      .where('id', '=', kept)
      .execute()
    await expect(call(finishStepUp, { params: { requestId: third }, body: {} })).rejects.toMatchObject({
      code: 'request-ended',
    })
    expect(await provedAt()).toBe(0)
  })
})

describe('a provider vouched, then', () => {
  const acts: Record<string, (company: Company, user: TestUser) => Promise<unknown>> = {
    ...Object.fromEntries(
      ['deactivate', 'remove', 'delete', 'merge'].map((what) => [
        what,
        ({ house, owner }: Company, user: TestUser) => locks[what]?.(house, owner, user, {} as Shown),
      ]),
    ),
    'unlink and block': async ({ house, owner }, { id: userId }) => {
      const { id: linkId } = await house.db.selectFrom('providerLinks').select('id').executeTakeFirstOrThrow()
      await house.as(owner)(unlinkProvider, {
        params: { userId, linkId },
        body: { block: true, leaveWithoutWayIn: true },
      })
    },
    'switch the provider off': (company) => change(company, { enabled: false }),
    'offer providers no more': ({ house }) => setPolicy(house, { order: ['phone', 'password'] }, 'sign-in'),
  }

  withCompany.for(Object.entries(acts))('%s: no session', async ([, act], { company }) => {
    const { house, upstream, owner } = company
    const user = await addKim(house)
    upstream.present(upstreamKim)
    const { browser, signInId } = await comeIn(company)
    const back = await browser.send(await upstream.visit(await leave(company, signInId)))
    expect(back.headers.get('location')).toBe(`/sign-in/${signInId}`)
    await act(company, user)
    expect((await browser.open(`/sign-in/${signInId}`)).location).toBe(null)
    await expectNoSession(house, owner, browser)
  })

  withCompany.for(['deactivate', 'remove', 'delete', 'merge', 'unlink and block', 'switch the provider off'])(
    'while it waits for proof of the account, %s: nothing is linked',
    async (what, { company }) => {
      const { house, upstream, owner } = company
      const user = await addKim(house)
      await givePassword(house, user, right)
      upstream.present(upstreamKim)
      // Linked first, so that there is something to block; then by another subject of the same address.
      const first = await comeIn(company)
      await first.browser.send(await upstream.visit(await leave(company, first.signInId)))
      await setPolicy(house, { order: ['password', 'provider'], secondFactor: 'none' }, 'sign-in')
      if (what === 'unlink and block') {
        await acts[what]?.(company, user)
        upstream.present(upstreamKim)
      } else upstream.present({ ...upstreamKim, sub: 'another kim' })
      const { browser, signInId } = await comeIn(company)
      await browser.send(await upstream.visit(await leave(company, signInId)))
      const page = await browser.open(`/sign-in/${signInId}`)
      if (what === 'unlink and block') {
        expect(page.html).not.toContain('becomes a way to sign in')
      } else {
        expect(page.heading).toBe('Enter your password')
        await acts[what]?.(company, user)
        await browser.press(page, 'Sign in', { password: right })
      }
      const links = await house.db
        .selectFrom('providerLinks')
        .select('subject')
        .where('subject', '=', 'another kim')
        .execute()
      expect(links).toEqual([])
      // Switched off, the person still comes in by what they showed; everything else lets nobody in.
      if (what !== 'switch the provider off') await expectNoSession(house, owner, browser)
    },
  )
})

describe('at the very same moment', () => {
  staged.for(['deactivate', 'remove', 'delete'])(
    '%s against the end of a sign-in: never a live session',
    async (what, { house }) => {
      const owner = await house.addOwner()
      await house.as(owner)(getMe, { params: {}, body: {} })
      for (let turn = 0; turn < 6; turn++) {
        await setPolicy(house, { order: ['password', 'phone'], secondFactor: 'none' }, 'sign-in')
        const kim = await house.addUser()
        await givePassword(house, kim, right)
        const { browser, path } = (await (turn % 2 ? shows['password'] : shows['phone'])?.(house, kim)) ?? {}
        if (!browser || !path) throw new Error('there is such a way')
        const [page] = await Promise.all([browser.open(path), locks[what]?.(house, owner, kim, {} as Shown)])
        // Neither waits for the other for ever.
        expect(page.status).toBeLessThan(500)
        await expectSignedOut(browser)
      }
    },
  )
})

staged.for([
  ['issueTemporaryPassword', {}],
  ['clearPassword', { leaveWithoutWayIn: true }],
  ['issueClaim', { kind: 'screen' }],
] as const)(
  '%s by somebody who is deactivated while they wait for the person: refused',
  async ([id, body], { house }) => {
    const owner = await house.addOwner()
    const helper = await house.addAdmin('help-desk')
    const kim = await house.addUser()
    await givePassword(house, kim, right)
    await house.as(owner)(getMe, { params: {}, body: {} })
    await house.as(helper)(getMe, { params: {}, body: {} })
    const waiting: { act?: Promise<Response> } = {}
    await house.work(null, async (work) => {
      await work.db.selectFrom('users').select('id').where('id', '=', kim.id).forUpdate().execute()
      waiting.act = call(house, operationOf(id), { userId: kim.id }, { by: helper, body })
      await house.untilBlocked()
      await house.as(owner)(deactivateUser, { params: { userId: helper.id }, body: { kind: 'suspension' } })
    })
    const refused = await waiting.act
    expect(refused?.status).toBe(401)
    expect(await refused?.text()).not.toMatch(/"(password|secret)":/)
    expect(await tryPassword(house, kim, right)).toMatchObject({ right: true })
  },
)

/** Nobody but the owner has any, and the browser holds none that lives. */
async function expectNoSession(house: House, owner: TestUser, browser: Browser): Promise<void> {
  const held = await house.db
    .selectFrom('sessions')
    .select('userId')
    .where('endedAt', 'is', null)
    .where('userId', '!=', owner.id)
    .where('acr', '!=', 'test')
    .execute()
  expect(held).toEqual([])
  await expectSignedOut(browser)
}

async function expectSignedOut(browser: Browser): Promise<void> {
  const me = await browser.send('/api/v1/me')
  expect(me.status).toBe(401)
}
