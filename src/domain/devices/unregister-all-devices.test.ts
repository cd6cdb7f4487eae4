import { expect } from 'vitest'
import { issueClaim } from '#contract/claims.ts'
import { listDevices, unregisterAllDevices } from '#contract/devices.ts'
import type { SignInId, UserId } from '#contract/ids.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { getUser } from '#contract/users.ts'
import { redeemApproval } from '#domain/approvals/redeem-approval.ts'
import { startSession } from '#domain/sessions/start-session.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { listWaiting } from '#phone/answer.ts'
import { beginRestore } from '#phone/restore.ts'
import { checkStatus } from '#phone/status.ts'
import { createHouse, type House, staged, type TestUser, test } from '../../../test/harness.ts'
import { givePassword, setPolicy } from '../../../test/passwords.ts'
import {
  approve,
  askFor,
  createPhone,
  type Enrolled,
  enrolPhone,
  openWith,
  somePush,
} from '../../../test/phone-harness.ts'
import { unregisterAll } from './unregister-all-devices.ts'

const refused = (code: ProblemCode) => ({ name: 'Problem', code })
const body = { confirmation: 'unregister all devices', reason: 'Phone stolen' }
const unregister = (house: House, by: TestUser, userId: UserId, more: Partial<typeof body> = {}) =>
  house.as(by)(unregisterAllDevices, { params: { userId }, body: { ...body, ...more } })

async function enrolled(house: House) {
  const kim = await house.addUser({ status: 'invited', email: 'kim@example.com' })
  return { kim, phone: await enrolPhone(house, kim, { pin: '493817', push: somePush() }) }
}

const another = (house: House, user: TestUser, { phone, enrolment, verification }: Enrolled, name: string) =>
  enrolPhone(house, user, {
    phone,
    name,
    pin: '493817',
    push: somePush(name),
    identity: {
      kind: 'existing',
      did: enrolment.did,
      unlock: { deviceId: enrolment.deviceId, verification },
    },
  })

const states = async (house: House) =>
  (await house.db.selectFrom('devices').select(['state', 'stateWhy']).orderBy('id').execute()).map(
    ({ state, stateWhy }) => [state, stateWhy],
  )

test('ends every phone, what waits on them, sessions and the identity, and shows the code for the next', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const { kim, phone } = await enrolled(house)
  const second = await another(house, kim, phone, 'b')
  const third = await another(house, kim, phone, 'c')
  await house.db
    .updateTable('devices')
    .set({ state: 'suspended', stateWhy: 'pin', pushTarget: false })
    .where('id', '=', second.enrolment.deviceId)
    .execute()
  await house.db
    .updateTable('devices')
    .set({ state: 'pending', shortCode: '123456' })
    .where('id', '=', third.enrolment.deviceId)
    .execute()
  await house.db
    .updateTable('users')
    .set({ personalEmail: 'kim@home.example', lastBackupAt: house.now, restoreByClaim: true })
    .where('id', '=', kim.id)
    .execute()
  await house.addSession(kim.id)
  await house.addSession(kim.id)
  const approved = await askFor(house, kim)
  await approve(phone, approved)
  const waiting = await askFor(house, kim)
  const old = await house.as(owner)(issueClaim, { params: { userId: kim.id }, body: { kind: 'screen' } })

  const { removed, sessionsEnded, secret } = await unregister(house, owner, kim.id, {
    confirmation: ' Unregister All Devices ',
  })
  expect({ removed, sessionsEnded }).toEqual({ removed: 3, sessionsEnded: 2 })
  expect(await states(house)).toEqual(Array(3).fill(['removed', 'unregistered']))
  const revokes = (await house.pushes()).filter(({ message }) => message.t === 'revoke')
  expect(revokes.map(({ deviceId }) => deviceId).sort()).toEqual(
    [phone, second, third].map(({ enrolment }) => enrolment.deviceId).sort(),
  )
  const requests = await house.db.selectFrom('approvalRequests').select(['id', 'state', 'why']).execute()
  expect(requests).toHaveLength(2)
  for (const { id, state, why } of requests) {
    expect([approved.id, waiting.id]).toContain(id)
    expect([state, why]).toEqual(['cancelled', 'unregistered'])
  }
  const open = await house.db
    .selectFrom('sessions')
    .select('id')
    .where('userId', '=', kim.id)
    .where('endedAt', 'is', null)
    .execute()
  expect(open).toEqual([])

  // The identity is nobody's here any more: no code, no backup, no phone of it opens anything.
  const person = await house.as(owner)(getUser, { params: { userId: kim.id }, body: {} })
  expect(person).toMatchObject({ did: null, status: 'active' })
  const stored = await house.db
    .selectFrom('users')
    .select(['identityId', 'restoreByClaim', 'lastBackupAt'])
    .where('id', '=', kim.id)
    .executeTakeFirstOrThrow()
  expect(stored).toEqual({ identityId: null, restoreByClaim: false, lastBackupAt: null })
  await expect(openWith(createPhone(house), old.secret?.link ?? '', house.tenancy)).rejects.toMatchObject(
    refused('claim-invalid'),
  )
  await expect(listWaiting(phone.phone, phone.enrolment)).rejects.toMatchObject(refused('device-removed'))
  const [identity] = await phone.phone.store.listIdentities()
  if (!identity) throw new Error('the phone has kept its identity so far')
  await expect(beginRestore(phone.phone, identity, phone.enrolment.iss)).rejects.toMatchObject(
    refused('did-retired'),
  )
  expect(await checkStatus(phone.phone, phone.enrolment)).toMatchObject({
    kind: 'wipe',
    status: { why: 'unregistered' },
  })

  // The code on screen is for a new start; whoever still holds the old identity cannot use it.
  expect(await openWith(createPhone(house), secret?.code ?? '', house.tenancy)).toMatchObject({
    purpose: 'reset',
  })
  const fresh = await enrolPhone(house, kim, {
    phone: createPhone(house),
    pin: '493817',
    claim: secret?.link ?? '',
  })
  expect(fresh.enrolment.did).not.toBe(phone.enrolment.did)

  expect(await house.events()).toEqual(
    expect.arrayContaining(['identity.unregistered', 'identity.did.reset', 'device.removed', 'claim.issued']),
  )
  const told = (await house.mails()).filter(({ subject }) =>
    subject.startsWith('Your phones were unregistered'),
  )
  expect(told.map(({ to }) => to)).toEqual(['kim@example.com', 'kim@home.example'])
  const [event] = await house.db
    .selectFrom('auditEvents')
    .select(['data', 'actorId'])
    .where('type', '=', 'identity.unregistered')
    .execute()
  expect(event).toEqual({ actorId: owner.id, data: { userId: kim.id, devices: 3, sessionsEnded: 2 } })
})

test('the second time there is nothing left to end, and a newer code', async ({ house }) => {
  const owner = await house.addOwner()
  const { kim } = await enrolled(house)
  const first = await unregister(house, owner, kim.id)
  const second = await unregister(house, owner, kim.id)
  expect(second).toMatchObject({ removed: 0, sessionsEnded: 0 })
  await expect(openWith(createPhone(house), first.secret?.code ?? '', house.tenancy)).rejects.toMatchObject(
    refused('claim-invalid'),
  )
  expect(await openWith(createPhone(house), second.secret?.code ?? '', house.tenancy)).toMatchObject({
    purpose: 'reset',
  })
  expect((await house.events()).filter((type) => type === 'identity.did.reset')).toHaveLength(1)
})

test('one organisation alone: the person keeps identity, phone and accounts in the others', async ({
  house,
}) => {
  const contoso = await house.addTenant('contoso')
  const owner = await house.addOwner()
  const keeper = await house.addOwner({ tenancy: contoso })
  const { kim, phone } = await enrolled(house)
  const there = await house.addUser({ status: 'invited', tenancy: contoso })
  const theirs = await another(house, there, phone, 'b')
  expect(theirs.enrolment.did).toBe(phone.enrolment.did)

  await expect(unregister(house, keeper, kim.id)).rejects.toMatchObject(refused('user-not-found'))
  await unregister(house, owner, kim.id)
  const { items } = await house.as(keeper)(listDevices, { params: { userId: there.id }, body: {} })
  expect(items).toMatchObject([{ state: 'active' }])
  const person = await house.as(keeper)(getUser, { params: { userId: there.id }, body: {} })
  expect(person.did).toBe(phone.enrolment.did)
  expect(await checkStatus(phone.phone, theirs.enrolment)).toMatchObject({ status: { state: 'active' } })
  const identities = await house.db.selectFrom('identities').select('did').execute()
  expect(identities).toEqual([{ did: phone.enrolment.did }])
})

test('refused without the phrase, upwards, and where it would take one’s own last way in', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const phone = await enrolPhone(house, owner, { pin: '493817' })
  const { kim } = await enrolled(house)
  const desk = await house.addAdmin('help-desk')
  const before = await states(house)
  await expect(unregister(house, owner, kim.id, { confirmation: 'remove device' })).rejects.toMatchObject(
    refused('confirmation-mismatch'),
  )
  await expect(unregister(house, desk, owner.id)).rejects.toMatchObject(refused('higher-rank'))
  await expect(unregister(house, owner, owner.id)).rejects.toMatchObject(refused('own-last-device'))
  expect(await states(house)).toEqual(before)
  expect(await house.events()).not.toContain('identity.unregistered')

  // A password that opens the console is another way in; one that needs the phone as well is none.
  await givePassword(house, owner, 'quiet river under the bridge')
  await setPolicy(house, { order: ['password', 'phone'], secondFactor: 'admins' }, 'sign-in')
  await expect(unregister(house, owner, owner.id)).rejects.toMatchObject(refused('own-last-device'))
  await setPolicy(house, { order: ['password', 'phone'], secondFactor: 'none' }, 'sign-in')
  await house.addSession(owner.id)
  const { removed, sessionsEnded, secret } = await unregister(house, owner, owner.id)
  expect({ removed, sessionsEnded }).toEqual({ removed: 1, sessionsEnded: 1 })
  expect(secret).not.toBeNull()
  // The session that it was done in goes on.
  await house.as(owner)(getUser, { params: { userId: owner.id }, body: {} })
  expect(await checkStatus(phone.phone, phone.enrolment)).toMatchObject({ kind: 'wipe' })
})

test('where no code can be issued the phones go all the same', async ({ house }) => {
  const owner = await house.addOwner()
  const { kim } = await enrolled(house)
  await house.work(null, (work) => deactivateUser(work, { userId: kim.id, kind: 'investigation' }))
  expect(await unregister(house, owner, kim.id)).toMatchObject({ removed: 1, secret: null })
  const plain = await createHouse({ address: 'http://id.example.org' })
  const lee = await plain.house.addUser()
  expect(await unregister(plain.house, await plain.house.addOwner(), lee.id)).toMatchObject({
    removed: 0,
    secret: null,
  })
  await plain.close()
})

const signInOf = async (house: House, id: string) => {
  const row = await house.db
    .selectFrom('approvalRequests')
    .select('signInId')
    .where('id', '=', id as never)
    .executeTakeFirstOrThrow()
  return row.signInId as SignInId
}

staged('unregistering between approval and redemption wins', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  await approve(phone, asked)
  const signInId = await signInOf(house, asked.id)
  const { late } = await house.work(null, async (work) => {
    await unregisterAll(work, { userId: kim.id, confirmation: body.confirmation, personal: {} })
    const redeeming = house.work(null, (other) => redeemApproval(other, { id: asked.id, signInId }))
    const refusal = expect(redeeming).rejects.toMatchObject({
      code: 'request-ended',
      members: { state: 'cancelled' },
    })
    await house.untilBlocked()
    return { late: refusal }
  })
  await late
})

staged('a session that a redemption begins at that moment ends with the rest', async ({ house }) => {
  const owner = await house.addOwner()
  const { kim, phone } = await enrolled(house)
  const asked = await askFor(house, kim)
  await approve(phone, asked)
  const signInId = await signInOf(house, asked.id)
  await house.as(owner)(listDevices, { params: { userId: kim.id }, body: {} })
  const { late } = await house.work(null, async (work) => {
    const { deviceId, amr, acr } = await redeemApproval(work, { id: asked.id, signInId })
    await startSession(work, { userId: kim.id, applicationId: null, deviceId, amr, acr, place: null })
    const unregistering = unregister(house, owner, kim.id)
    await house.untilBlocked()
    return { late: unregistering }
  })
  expect((await late).sessionsEnded).toBe(1)
})

staged(
  'two owners who unregister each other at once: the second was signed out by the first',
  async ({ house }) => {
    const [a, b] = [await house.addOwner(), await house.addOwner()]
    await enrolPhone(house, a, { pin: '493817' })
    await enrolPhone(house, b, { pin: '493817' })
    await house.as(b)(listDevices, { params: { userId: a.id }, body: {} })
    const { late } = await house.work(a, async (work) => {
      await unregisterAll(work, { userId: b.id, confirmation: body.confirmation, personal: {} })
      const refusal = expect(unregister(house, b, a.id)).rejects.toMatchObject(refused('unauthenticated'))
      await house.untilBlocked()
      return { late: refusal }
    })
    await late
    const { items } = await house.as(a)(listDevices, { params: { userId: a.id }, body: {} })
    expect(items).toHaveLength(1)
  },
)
