import { expect } from 'vitest'
import {
  getSettings,
  updateDevicePolicy,
  updateLifecyclePolicy,
  updatePasswordPolicy,
  updateSessionPolicy,
  updateSignInPolicy,
  updateTexts,
} from '#contract/settings.ts'
import { type House, test } from '../../../test/harness.ts'
import { readSetting } from './read-setting.ts'

const none = { params: {}, body: {} }
const defaults = { minimumLength: 8, requireDigit: false, blockBreached: true, history: 5, allowed: 'yes' }

test('a new organisation has the defaults, and version 0 of each section', async ({ house }) => {
  const settings = await house.as(await house.addAdmin('auditor'))(getSettings, none)
  expect(settings.password).toMatchObject({ value: defaults, version: 0, updatedAt: null })
  expect(settings['sign-in'].value).toEqual({
    order: ['phone', 'passkey', 'password', 'provider'],
    passkeyRequiredFor: [],
    mailCodes: false,
    smsCodes: false,
    overrides: true,
    secondFactor: 'admins',
    keepSignedIn: false,
  })
  expect(settings.session.value.idleMinutes).toBe(30)
  expect(settings.lifecycle.value).toEqual({ restoreDays: 30, removeAfterDays: null })
  expect(settings.texts.value.forceReset).toEqual({ title: null, text: null, button: null })
})

test('a change serves at once, is told once, and must name the version it saw', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const body = { ...(await call(getSettings, none)).password.value, minimumLength: 12 }
  const changed = await call(updatePasswordPolicy, { params: {}, body, ifMatch: 0 })
  expect(changed).toMatchObject({ value: { ...defaults, minimumLength: 12 }, version: 1 })
  expect(await house.work(null, (work) => readSetting(work, 'password'))).toMatchObject({ minimumLength: 12 })
  await expect(call(updatePasswordPolicy, { params: {}, body, ifMatch: 0 })).rejects.toMatchObject({
    code: 'version-mismatch',
  })
  await expect(call(updatePasswordPolicy, { params: {}, body, ifMatch: 7 })).rejects.toMatchObject({
    code: 'version-mismatch',
  })
  await call(updatePasswordPolicy, { params: {}, body, ifMatch: 1 })
  expect(await house.events()).toEqual(['settings.updated'])
  const [event] = await house.db.selectFrom('auditEvents').select('data').execute()
  expect(event?.data).toEqual({ section: 'password', changes: { minimumLength: { before: 8, after: 12 } } })
})

test('each section keeps what was sent, and another organisation sees none of it', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const session = {
    idleMinutes: 60,
    lifetimeHours: 24,
    keptDays: 14,
    consoleIdleMinutes: 10,
    consoleLifetimeHours: 8,
  }
  await call(updateSessionPolicy, { params: {}, body: session, ifMatch: 0 })
  await call(updateLifecyclePolicy, { params: {}, body: { restoreDays: 7, removeAfterDays: 30 }, ifMatch: 0 })
  const forceReset = { title: 'Time for a new one', text: null, button: 'Save it' }
  await call(updateTexts, {
    params: {},
    body: { forceReset, helpContact: 'help@northwind.example' },
    ifMatch: 0,
  })
  const phones = {
    ...(await call(getSettings, none)).devices.value,
    replacedDays: 30,
    confirm: 'restored' as const,
  }
  await call(updateDevicePolicy, { params: {}, body: phones, ifMatch: 0 })
  const stored = await call(getSettings, none)
  expect(stored.session.value).toEqual(session)
  expect(stored.lifecycle.value).toEqual({ restoreDays: 7, removeAfterDays: 30 })
  expect(stored.texts.value.forceReset).toEqual(forceReset)
  expect(stored.devices).toMatchObject({ value: phones, version: 1 })
  // Whoever is stuck is told whom to ask.
  expect(await (await house.request('/help')).text()).toContain('href="mailto:help@northwind.example"')
  const there = await house.addTenant('contoso')
  const theirs = await house.as(await house.addOwner({ tenancy: there }))(getSettings, none)
  expect([theirs.session.version, theirs.lifecycle.version, theirs.texts.version]).toEqual([0, 0, 0])
})

test('no setting takes away the last way in of the last owner', async ({ house }) => {
  const owner = await house.addOwner()
  await addPhone(house, owner.id)
  const call = house.as(owner)
  const { value } = (await call(getSettings, none))['sign-in']
  const change = (some: Partial<typeof value>) =>
    call(updateSignInPolicy, { params: {}, body: { ...value, ...some }, ifMatch: 0 })
  await expect(change({ order: ['password'] })).rejects.toMatchObject({ code: 'locks-everyone-out' })
  await expect(change({ order: ['provider'] })).rejects.toMatchObject({ code: 'locks-everyone-out' })
  expect((await call(getSettings, none))['sign-in'].version).toBe(0)
  expect(await house.events()).toEqual([])
  expect((await change({ order: ['phone'] })).version).toBe(1)
})

test('a section refuses what it does not know', async ({ house }) => {
  const owner = await house.addOwner()
  const put = (body: object) =>
    house.request(
      '/api/v1/settings/password',
      {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'if-match': '"0"' },
        body: JSON.stringify(body),
      },
      owner,
    )
  expect((await put({ minimumLength: 7 })).status).toBe(400)
  expect((await put({ minimumLength: 129 })).status).toBe(400)
  expect((await put({ surprise: true })).status).toBe(400)
  expect((await put({ minimumLength: 128 })).status).toBe(200)
})

async function addPhone(house: House, userId: string) {
  await house.db
    .updateTable('users')
    .set({ activeDevices: 1 })
    .where('id', '=', userId as never)
    .execute()
}
