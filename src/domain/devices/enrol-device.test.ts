import { expect } from 'vitest'
import { finishEnrolment, openEnrolment, resolveCode } from '#contract/device-enrolments.ts'
import { nobody, transact } from '#domain/work.ts'
import { base64url, randomBytes } from '#phone/base64url.ts'
import { enrol } from '#phone/enrol.ts'
import { makeRootKey } from '#phone/keys.ts'
import { at, openFor, proofsFor, refused } from '../../../test/enrolments.ts'
import { staged, test } from '../../../test/harness.ts'
import {
  choicesOf,
  claimFor,
  createPhone,
  enrolPhone,
  openWith,
  somePush,
} from '../../../test/phone-harness.ts'
import { limitTries } from '../claims/limit-tries.ts'
import { enrolDevice, shortCodeOf } from './enrol-device.ts'

test('an invited person becomes active with the phone’s DID, and is told', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited', email: 'kim@example.com' })
  await house.db.updateTable('users').set({ personalEmail: 'kim@home.example' }).execute()
  const { enrolment } = await enrolPhone(house, kim, { push: somePush() })
  expect(enrolment).toMatchObject({
    iss: house.tenancy.baseUrl,
    org: { name: 'Northwind', logo: null },
    user: { hint: 'ki…@example.com' },
    counter: 0,
  })
  const user = await house.db
    .selectFrom('users')
    .selectAll()
    .where('id', '=', kim.id)
    .executeTakeFirstOrThrow()
  expect(user).toMatchObject({ status: 'active', did: enrolment.did })
  const identity = await house.db.selectFrom('identities').selectAll().executeTakeFirstOrThrow()
  expect(user.identityId).toBe(identity.id)
  const device = await house.db.selectFrom('devices').selectAll().executeTakeFirstOrThrow()
  expect(device).toMatchObject({ state: 'active', pushTarget: true, pushState: 'ok', name: 'Test phone' })
  expect(JSON.stringify(device.pushSubscriptionSealed)).not.toContain('push.example')
  expect((await house.events()).toSorted()).toEqual(
    ['claim.issued', 'claim.used', 'device.activated', 'device.enrolled', 'user.activated'].toSorted(),
  )
  const told = (await house.mails()).filter(
    ({ subject }) => subject === 'A phone was set up for you at Northwind',
  )
  // Both: one of them may be where the setup code went.
  expect(told.map(({ to }) => to).toSorted()).toEqual(['kim@example.com', 'kim@home.example'])
})

test('what a phone calls itself stays on one line of the notice, in its own direction', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  await enrolPhone(house, kim, {
    pin: '493817',
    name: 'Kim’s 👩‍💻\u202e\n\nThis was planned:\0no need to act',
  })
  const [notice] = await house.mails()
  expect(notice?.text).toContain('“Kim’s 👩‍💻 This was planned: no need to act”')
})

test('the typed code finds its organisation, and both ends show the same short code', async ({ house }) => {
  const other = await house.addTenant('acme')
  const kim = await house.addUser({ status: 'invited', tenancy: other })
  const { code } = await claimFor(house, kim)
  const phone = createPhone(house)
  const opened = await openWith(phone, `${code.slice(0, 5)} ${code.slice(5)}`.toLowerCase(), house.tenancy)
  expect(opened.iss).toBe(other.baseUrl)
  const enrolment = await enrol(phone, opened, choicesOf(phone))
  const { jkt } = await house.db.selectFrom('devices').select('jkt').executeTakeFirstOrThrow()
  expect(enrolment.shortCode).toBe(shortCodeOf(jkt, opened.nonce))
})

test('unknown, used, expired and voided claims are one answer', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const phone = createPhone(house)
  const open = (claim: string) => openWith(phone, claim, house.tenancy)
  const voided = await claimFor(house, kim)
  const expired = await claimFor(house, kim)
  const link = `${house.tenancy.appUrl}/app/claim#v=1&iss=${house.tenancy.baseUrl}&t=${base64url(randomBytes(32))}`
  const answers = [await open(link).catch(String), await open(voided.link).catch(String)]
  house.advance(601)
  answers.push(await open(expired.link).catch(String))
  const used = await claimFor(house, kim)
  await enrolPhone(house, kim, { claim: used.link })
  answers.push(await open(used.link).catch(String), await open(used.code).catch(String))
  expect(new Set(answers)).toEqual(
    new Set(['Problem: This setup code is not valid any more. Ask for a new one.']),
  )
})

test('a lost reply is asked for once more: one device, the same id', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const phone = createPhone(house)
  let losses = 0
  phone.intercept = async (url, init) => {
    if (!/enrolments\/./.test(url) || losses > 0) return undefined
    losses += 1
    await house.app.request(url, { method: 'POST', headers: init.headers ?? {}, body: init.body ?? null })
    throw new TypeError('network lost')
  }
  const { enrolment } = await enrolPhone(house, kim, { phone })
  const devices = await house.db.selectFrom('devices').select('id').execute()
  expect(devices).toEqual([{ id: enrolment.deviceId }])
})

test('a second phone needs the same identity; a lost one cannot be replaced by another', async ({
  house,
}) => {
  const kim = await house.addUser({ status: 'invited' })
  const first = await enrolPhone(house, kim, { pin: '493817' })
  await expect(enrolPhone(house, kim)).rejects.toMatchObject(refused('did-mismatch'))
  const again = await enrolPhone(house, kim, {
    phone: first.phone,
    identity: {
      kind: 'existing',
      did: first.enrolment.did,
      unlock: { deviceId: first.enrolment.deviceId, verification: first.verification },
    },
  })
  expect(again.enrolment.did).toBe(first.enrolment.did)
  const { purpose } = await house.db
    .selectFrom('claims')
    .select('purpose')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(purpose).toBe('add')
})

test('the seed is not opened for a wrong PIN', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const { phone, enrolment } = await enrolPhone(house, kim, { pin: '493817' })
  const identity = {
    kind: 'existing' as const,
    did: enrolment.did,
    unlock: { deviceId: enrolment.deviceId, verification: { kind: 'pin' as const, pin: '493818' } },
  }
  await expect(enrolPhone(house, kim, { phone, identity })).rejects.toMatchObject(refused('pin-wrong'))
})

test('guessing codes is slowed down for the address that guesses', async ({ house }) => {
  const call = at(house, house.tenancy)
  const guess = () => call(resolveCode, { params: {}, body: { v: 1, code: '0123456789' } })
  const look = () => call(openEnrolment, { params: {}, body: { v: 1, claim: '0123456789' } })
  for (let i = 0; i < 20; i++) {
    await expect(guess()).rejects.toMatchObject(refused('claim-invalid'))
    await expect(look()).rejects.toMatchObject(refused('claim-invalid'))
  }
  await expect(guess()).rejects.toMatchObject(refused('rate-limited'))
  await expect(look()).rejects.toMatchObject(refused('rate-limited'))
  house.advance(601)
  await expect(look()).rejects.toMatchObject(refused('claim-invalid'))
})

test('a household of IPv6 addresses does not use up the tries of its neighbours', async ({ house }) => {
  const tryFrom = (ip: string) => {
    const origin = { ip, userAgent: '', requestId: 'test' }
    const { tenantId } = house.tenancy
    return transact(house.ground, house.tenancy, 'write', nobody(tenantId, origin), limitTries)
  }
  for (let at = 1; at <= 40; at++) expect(await tryFrom(`2001:db8:5:1::${at}`)).toBeNull()
  expect(await tryFrom('2001:db8:5:1::ffff')).toMatchObject({ code: 'rate-limited' })
  expect(await tryFrom('2001:db8:5:2::1')).toBeNull()
})

staged('one claim by two phones at once: one is enrolled', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const { link } = await claimFor(house, kim)
  const one = await openWith(createPhone(house), link, house.tenancy)
  const other = await openWith(createPhone(house), link, house.tenancy)
  const { params, body } = await proofsFor(house, one)
  const second = await house.work(null, async (work) => {
    await enrolDevice(work, { ...params, ...body })
    const call = at(house, house.tenancy)(finishEnrolment, await proofsFor(house, other))
    await house.untilBlocked()
    return { refused: expect(call).rejects.toMatchObject(refused('claim-invalid')) }
  })
  await second.refused
  expect(await house.db.selectFrom('devices').select('id').execute()).toHaveLength(1)
})

staged('one DID in two tenants at once: one identity', async ({ house }) => {
  const acme = await house.addTenant('acme')
  const kim = await house.addUser({ status: 'invited' })
  const alsoKim = await house.addUser({ status: 'invited', tenancy: acme })
  const { root } = await makeRootKey()
  const here = await proofsFor(house, await openFor(house, kim), { root })
  const there = await proofsFor(house, await openFor(house, alsoKim), { root })
  const second = await house.work(kim, async (work) => {
    await enrolDevice(work, { ...here.params, ...here.body })
    const call = at(house, acme)(finishEnrolment, there)
    await house.untilBlocked()
    return { done: call }
  })
  await second.done
  const users = await house.db.selectFrom('users').select(['identityId', 'did']).execute()
  expect(new Set(users.map(({ identityId }) => identityId)).size).toBe(1)
  expect(users.every(({ did }) => did === root.did)).toBe(true)
})

staged('one DID by two users of a tenant at once: the second is told', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const lee = await house.addUser({ status: 'invited' })
  const { root } = await makeRootKey()
  const kims = await proofsFor(house, await openFor(house, kim), { root })
  const lees = await proofsFor(house, await openFor(house, lee), { root })
  const second = await house.work(null, async (work) => {
    await enrolDevice(work, { ...kims.params, ...kims.body })
    const call = at(house, house.tenancy)(finishEnrolment, lees)
    await house.untilBlocked()
    return { refused: expect(call).rejects.toMatchObject(refused('did-in-use')) }
  })
  await second.refused
})
