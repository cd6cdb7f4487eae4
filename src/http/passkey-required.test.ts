import { expect } from 'vitest'
import { updateApplication } from '#contract/applications.ts'
import { createClient } from '#contract/client.ts'
import { diagnoseSignIn } from '#contract/diagnosis.ts'
import { beginStepUp, finishStepUp, getMe } from '#contract/me.ts'
import { addOwnPasskey, beginOwnPasskey, removeOwnPasskey } from '#contract/passkeys.ts'
import { getSettings, updateSignInPolicy } from '#contract/settings.ts'
import { getUser, updateUser } from '#contract/users.ts'
import { passkeyAcr } from '#domain/sign-in/methods.ts'
import { type House, type TestUser, test } from '../../test/harness.ts'
import { type Browser, createBrowser } from '../../test/page-client.ts'
import { addPasskey, signOn } from '../../test/passkeys.ts'
import { givePassword, setPolicy } from '../../test/passwords.ts'
import {
  addApplication,
  addPhone,
  answer,
  beginFor,
  failures,
  identify,
  sessionsOf,
} from '../../test/sign-in.ts'
import { createSoftPasskey } from '../../test/soft-authenticator.ts'

const none = { params: {}, body: {} }
const password = 'quiet river under the bridge'
const order = ['phone', 'password', 'passkey']
const owners = { order, secondFactor: 'none', passkeyRequiredFor: ['owner'] }
const origin = 'http://localhost:3000'

/** The API as the page of this browser calls it. */
const apiOf = (browser: Browser) =>
  createClient((path, init) =>
    browser.send(path, { ...init, headers: { ...(init?.headers as Record<string, string>), origin } }),
  )

/** Through the phone, whose person says yes. */
async function byPhone(house: House, user: TestUser, browser: Browser, at = '/sign-in') {
  const deviceId = await addPhone(house, user)
  const page = await identify(browser, user.email, at)
  await answer(house, page, 'approved', { deviceId })
  return browser.open(page.path)
}

async function byPassword(house: House, user: TestUser, browser: Browser, at = '/sign-in') {
  await givePassword(house, user, password)
  const page = await browser.press(await identify(browser, user.email, at), 'Use your password')
  return browser.press(page, 'Sign in', { password })
}

test('what is less than a passkey is not enough for the role: then the page asks for it', async ({
  house,
}) => {
  for (const shown of [byPhone, byPassword]) {
    await setPolicy(house, { order }, 'sign-in')
    const owner = await house.addOwner()
    const { key } = await addPasskey(house, owner)
    const lees = await addPasskey(house, await house.addUser())
    await setPolicy(house, owners, 'sign-in')
    const browser = createBrowser(house)
    const page = await shown(house, owner, browser)
    expect(page.heading).toBe('Use your passkey to go on')
    expect((await sessionsOf(house, owner.id)).filter(({ acr }) => acr !== 'test')).toEqual([])
    // Nothing else is offered, and going back to another way is no way on.
    expect(page.html).not.toContain('/way"')
    expect((await signOn(browser, page, lees.key)).text).toContain('belongs to another account')
    const done = await signOn(browser, page, key)
    expect(done.location).toBe('/admin')
    const session = (await sessionsOf(house, owner.id)).find(({ acr }) => acr === passkeyAcr)
    expect(session?.amr).toContain(shown === byPassword ? 'pwd' : 'hwk')
    expect(await apiOf(browser)(getMe, none)).toMatchObject({ proofs: ['passkey'] })
  }
})

test('whoever has none hears why after their proof, and reaches their account page alone, to add the first', async ({
  house,
}) => {
  await setPolicy(house, owners, 'sign-in')
  const owner = await house.addOwner()
  const browser = createBrowser(house)
  const refused = await byPhone(house, owner, browser)
  expect(refused.heading).toBe('You need a passkey to go on')
  expect(refused.html).toContain('/sign-in?to=/account')
  expect(await failures(house)).toEqual(['passkey-registered'])
  expect(await diagnose(house, owner)).toMatchObject({
    failed: 'way-in',
    ways: expect.arrayContaining([expect.objectContaining({ method: 'phone', works: false, fix: 'none' })]),
  })

  const opened = await byPhone(house, owner, browser, '/sign-in?as=other&to=/account')
  expect(opened.location).toBe('/account')
  const api = apiOf(browser)
  expect(await api(getMe, none)).toMatchObject({ permissions: ['self'], hasPasskey: false })
  await expect(api(getUser, { params: { userId: owner.id }, body: {} })).rejects.toMatchObject({
    code: 'forbidden',
  })
  // The console asks for more, and does not send them round in a circle.
  expect((await browser.open('/sign-in')).heading).toContain('Sign in to')

  const { id: ceremonyId, options } = await api(beginOwnPasskey, none)
  const key = createSoftPasskey(origin)
  const body = { ceremonyId, credential: key.create(options), name: 'Key' }
  const passkey = await api(addOwnPasskey, { params: {}, body })
  // From here on nothing less opens anything, their account page included.
  await expect(api(getMe, none)).rejects.toMatchObject({ code: 'unauthenticated' })
  const weak = await byPhone(house, owner, createBrowser(house), '/sign-in?to=/account')
  expect(weak.heading).toBe('Use your passkey to go on')
  expect((await signOn(browser, await browser.open('/sign-in'), key)).location).toBe('/admin')
  expect((await api(getMe, none)).permissions).toContain('users:read')
  const params = { passkeyId: passkey.id }
  await expect(api(removeOwnPasskey, { params, body: {} })).rejects.toMatchObject({ code: 'no-way-in' })
})

test('whoever has to have one does not add the first by a password alone; their phone, or signing in by it, does', async ({
  house,
}) => {
  await setPolicy(house, { ...owners, passkeyRequiredFor: ['user'] }, 'sign-in')
  const kim = await house.addUser()
  const add = async (browser: Browser) => {
    const api = apiOf(browser)
    const { id: ceremonyId, options } = await api(beginOwnPasskey, none)
    const credential = createSoftPasskey(origin).create(options)
    return api(addOwnPasskey, { params: {}, body: { ceremonyId, credential, name: 'Key' } })
  }
  const guarded = { code: 'first-passkey-guarded' }
  const weak = createBrowser(house)
  await byPassword(house, kim, weak, '/sign-in?to=/account')
  await expect(add(weak)).rejects.toMatchObject({
    ...guarded,
    message: expect.stringContaining('Ask your administrator for a setup code'),
  })
  expect(await diagnose(house, kim, { applicationId: null })).toMatchObject({
    ways: expect.arrayContaining([expect.objectContaining({ method: 'password', fix: 'issue-claim' })]),
  })
  // A phone that comes while a thief of the password waits does not let the thief in.
  const deviceId = await addPhone(house, kim)
  await expect(add(weak)).rejects.toMatchObject({
    ...guarded,
    message: 'Sign in with your phone, then add your first passkey.',
  })
  // The policy changed in the middle of it, too.
  await setPolicy(house, { ...owners, passkeyRequiredFor: [] }, 'sign-in')
  const { id: ceremonyId, options } = await apiOf(weak)(beginOwnPasskey, none)
  await setPolicy(house, { ...owners, passkeyRequiredFor: ['user'] }, 'sign-in')
  const credential = createSoftPasskey(origin).create(options)
  const late = apiOf(weak)(addOwnPasskey, { params: {}, body: { ceremonyId, credential, name: 'Key' } })
  await expect(late).rejects.toMatchObject(guarded)

  const { id, number } = await apiOf(weak)(beginStepUp, { params: {}, body: { reason: 'Add a passkey' } })
  expect(number).not.toBeNull()
  await house.db
    .updateTable('approvalRequests')
    .set({ state: 'approved', deviceId, verification: 'pin', how: 'number', hardwareBound: false })
    .where('id', '=', id)
    .execute()
  await apiOf(weak)(finishStepUp, { params: { requestId: id }, body: {} })
  expect(await add(weak)).toMatchObject({ name: 'Key' })
})

test('an application that asks for one guards the first of whoever it is open to, and of nobody else', async ({
  house,
}) => {
  await setPolicy(house, { ...owners, passkeyRequiredFor: [] }, 'sign-in')
  const application = await addApplication(house)
  const kim = await house.addUser()
  const browser = createBrowser(house)
  await byPassword(house, kim, browser, '/sign-in?to=/account')
  const begin = () => apiOf(browser)(beginOwnPasskey, none)
  const set = (values: object) =>
    house.db.updateTable('applications').set(values).where('id', '=', application).execute()
  expect(await begin()).toMatchObject({ options: expect.anything() })
  await set({ passkeyRequired: true, access: 'everyone' })
  await expect(begin()).rejects.toMatchObject({ code: 'first-passkey-guarded' })
  await set({ access: 'assigned' })
  expect(await begin()).toMatchObject({ options: expect.anything() })
  await set({ access: 'everyone', enabled: false })
  expect(await begin()).toMatchObject({ options: expect.anything() })
  // Another organisation's applications are its own affair.
  const contoso = await house.addTenant('contoso')
  await house.db.updateTable('applications').set({ enabled: true }).where('id', '=', application).execute()
  const lee = await house.addUser({ tenancy: contoso })
  expect(await house.as(lee)(beginOwnPasskey, none)).toMatchObject({ options: expect.anything() })
})

test('it counts for sessions that are there, from the next request on, and for people without a role', async ({
  house,
}) => {
  const kim = await house.addUser()
  const lee = await house.addUser()
  const { key } = await addPasskey(house, kim)
  const browser = createBrowser(house)
  await signOn(browser, await browser.open('/sign-in?to=/account'), key)
  expect(await house.as(kim)(getMe, none)).toMatchObject({ hasPasskey: true })
  await setPolicy(house, { ...owners, passkeyRequiredFor: ['user'] }, 'sign-in')
  await expect(house.as(kim)(getMe, none)).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(await apiOf(browser)(getMe, none)).toMatchObject({ proofs: ['passkey'] })
  expect(await house.as(lee)(getMe, none)).toMatchObject({ proofs: ['sign-in'] })
  const owner = await house.addOwner()
  expect((await house.as(owner)(getMe, none)).permissions).toContain('users:read')
})

test('a phone does not renew a proof where a passkey is asked for', async ({ house }) => {
  const owner = await house.addOwner()
  const { key } = await addPasskey(house, owner)
  await addPhone(house, owner)
  await setPolicy(house, owners, 'sign-in')
  const browser = createBrowser(house)
  await signOn(browser, await browser.open('/sign-in'), key)
  const asked = apiOf(browser)(beginStepUp, { params: {}, body: { reason: 'Remove a device' } })
  await expect(asked).rejects.toMatchObject({ code: 'step-up-required' })
})

test('an application that accepts nothing less is not entered by less', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const { key } = await addPasskey(house, kim)
  const applicationId = await addApplication(house)
  await house.as(owner)(updateApplication, {
    params: { applicationId },
    ifMatch: 1,
    body: {
      name: 'Payroll',
      redirectUris: [],
      postLogoutRedirectUris: [],
      access: 'everyone',
      unknownAddress: 'neutral',
      sessionSeconds: 3600,
      approvalDigits: 2,
      passkeyRequired: true,
      enabled: true,
    },
  })
  const browser = createBrowser(house)
  const page = await byPhone(house, kim, browser, await beginFor(house, browser, applicationId))
  expect(page.heading).toBe('Use your passkey to go on')
  expect((await signOn(browser, page, key)).location).toContain('/oidc/interaction/')

  const lee = await house.addUser()
  const other = createBrowser(house)
  const refused = await byPhone(house, lee, other, await beginFor(house, other, applicationId))
  expect(refused.heading).toBe('You need a passkey to go on')
})

test('a role that asks for one ends what began by less', async ({ house }) => {
  await setPolicy(house, { ...owners, passkeyRequiredFor: ['auditor'] }, 'sign-in')
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const held = await addPasskey(house, kim)
  const browser = createBrowser(house)
  await signOn(browser, await browser.open('/sign-in?to=/account'), held.key)
  const { version } = await house.as(owner)(getUser, { params: { userId: kim.id }, body: {} })
  await house.as(owner)(updateUser, {
    params: { userId: kim.id },
    ifMatch: version,
    body: { adminRole: 'auditor' },
  })
  const ended = (await sessionsOf(house, kim.id)).map(({ acr, endedAt }) => [acr, endedAt !== null])
  expect(ended.sort()).toEqual([
    ['test', true],
    [passkeyAcr, false],
  ])
})

test('no policy asks for passkeys that no owner has', async ({ house }) => {
  const owner = await house.addOwner()
  await addPhone(house, owner)
  const call = house.as(owner)
  const { value } = (await call(getSettings, none))['sign-in']
  const body = { ...value, passkeyRequiredFor: ['owner' as const] }
  const change = () => call(updateSignInPolicy, { params: {}, body, ifMatch: 0 })
  await expect(change()).rejects.toMatchObject({ code: 'locks-everyone-out' })
  await addPasskey(house, owner)
  await house.db.updateTable('passkeys').set({ copiedAt: house.now }).execute()
  await expect(change()).rejects.toMatchObject({ code: 'locks-everyone-out' })
  await house.db.updateTable('passkeys').set({ copiedAt: null }).execute()
  expect((await change()).version).toBe(1)
})

async function diagnose(house: House, user: TestUser, to: { applicationId?: null } = {}) {
  const auditor = await house.addAdmin('auditor')
  return house.as(auditor)(diagnoseSignIn, { params: {}, body: { userId: user.id, ...to } })
}
