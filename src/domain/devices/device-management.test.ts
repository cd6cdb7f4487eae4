import { expect } from 'vitest'
import { issueClaim } from '#contract/claims.ts'
import {
  choosePushTarget,
  confirmDevice,
  keepDevice,
  listDevices,
  removeDevice,
  renameDevice,
  resumeDevice,
  sendTestAlert,
} from '#contract/devices.ts'
import type { DeviceId } from '#contract/ids.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { keepOwnDevice, removeOwnDevice, renameOwnDevice, sendOwnTestAlert } from '#contract/self.ts'
import { revokeSession } from '#contract/sessions.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { handlePush } from '#phone/handle-push.ts'
import { checkStatus } from '#phone/status.ts'
import { type House, staged, type TestUser, test } from '../../../test/harness.ts'
import { setPolicy } from '../../../test/passwords.ts'
import {
  aPhone,
  approve,
  askFor,
  type Enrolled,
  enrolPhone,
  noPush,
  somePush,
} from '../../../test/phone-harness.ts'

const refused = (code: ProblemCode) => ({ name: 'Problem', code })
const paramsOf = (user: TestUser, { enrolment }: Enrolled) => ({
  userId: user.id,
  deviceId: enrolment.deviceId,
})

async function enrolled(house: House, options: Parameters<typeof enrolPhone>[2] = {}) {
  const kim = await house.addUser({ status: 'invited', email: 'kim@example.com' })
  return { kim, phone: await enrolPhone(house, kim, { pin: '493817', push: somePush(), ...options }) }
}

const another = (
  house: House,
  user: TestUser,
  { phone, enrolment, verification }: Enrolled,
  name: string,
  claim?: string,
) =>
  enrolPhone(house, user, {
    phone,
    ...(claim && { claim }),
    name,
    pin: '493817',
    push: somePush(name),
    identity: {
      kind: 'existing',
      did: enrolment.did,
      unlock: { deviceId: enrolment.deviceId, verification },
    },
  })

const devicesOf = async (house: House, by: TestUser, user: TestUser) =>
  (await house.as(by)(listDevices, { params: { userId: user.id }, body: {} })).items

const report = ({ phone, enrolment }: Enrolled, name: string) =>
  checkStatus(phone, enrolment, { report: { dev: { ...aPhone, name }, push: somePush() } })

test('a name that was given here stays until the phone calls itself something else', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const desk = await house.addAdmin('help-desk')
  const rename = (name: string) =>
    house.as(desk)(renameDevice, { params: paramsOf(kim, phone), body: { name } })
  expect(await rename(' Kim’s work phone ')).toMatchObject({ name: 'Kim’s work phone' })
  await rename('Kim’s work phone')
  expect((await house.events()).filter((type) => type === 'device.renamed')).toHaveLength(1)

  const name = async () => (await devicesOf(house, desk, kim))[0]?.name
  await report(phone, 'Test phone')
  await report(phone, 'Test phone')
  expect(await name()).toBe('Kim’s work phone')
  await report(phone, 'Pixel of Kim')
  expect(await name()).toBe('Pixel of Kim')

  const { deviceId } = phone.enrolment
  const own = await house.as(kim)(renameOwnDevice, { params: { deviceId }, body: { name: 'Blue' } })
  expect(own.name).toBe('Blue')
  await report(phone, 'Pixel of Kim')
  expect(await name()).toBe('Blue')
})

test('a test alert rings, says so on the phone and asks for nothing, a few times', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const desk = await house.addAdmin('help-desk')
  const ring = () => house.as(desk)(sendTestAlert, { params: paramsOf(kim, phone), body: {} })
  await ring()
  const [push] = (await house.pushes()).filter(({ message }) => message.t === 'test')
  expect(push?.deviceId).toBe(phone.enrolment.deviceId)
  expect(await handlePush(phone.phone, push?.message)).toEqual({ kind: 'test' })

  const { deviceId } = phone.enrolment
  const own = () => house.as(kim)(sendOwnTestAlert, { params: { deviceId }, body: {} })
  for (let more = 0; more < 4; more++) await own()
  // Whoever asks: it is the phone that rings.
  await expect(own()).rejects.toMatchObject(refused('rate-limited'))
  await expect(ring()).rejects.toMatchObject({ code: 'rate-limited', members: { retryAfterSeconds: 600 } })
  house.advance(601)
  await ring()
  expect((await house.events()).filter((type) => type === 'device.test-alert.sent')).toHaveLength(6)

  await checkStatus(phone.phone, phone.enrolment, { report: { dev: aPhone, push: noPush } })
  await expect(ring()).rejects.toMatchObject(refused('device-not-receiving'))
})

test('a phone that was taken for replaced says when it goes, and stays when somebody says so', async ({
  house,
}) => {
  const { kim, phone } = await enrolled(house)
  const owner = await house.addOwner()
  const { deviceId } = phone.enrolment
  const flag = () =>
    house.db
      .updateTable('devices')
      .set({ replacedAt: house.now, removeAt: new Date(house.now.getTime() + 86_400_000) })
      .execute()
  await flag()
  const [before] = await devicesOf(house, owner, kim)
  expect(before?.replaced).toEqual({
    since: house.now,
    removeAt: new Date(house.now.getTime() + 86_400_000),
  })
  const keep = () => house.as(owner)(keepDevice, { params: paramsOf(kim, phone), body: {} })
  expect((await keep()).replaced).toBeNull()
  await keep()
  await flag()
  const kept = await house.as(kim)(keepOwnDevice, { params: { deviceId }, body: {} })
  expect(kept.replaced).toBeNull()
  const stored = await house.db
    .selectFrom('auditEvents')
    .select('data')
    .where('type', '=', 'device.kept')
    .orderBy('id')
    .execute()
  expect(stored.map(({ data }) => (data as { by: string }).by)).toEqual(['administrator', 'person'])
  const told = (await house.mails()).filter(({ subject }) => subject.startsWith('A phone stays'))
  expect(told).toHaveLength(2)
})

test('a new phone waits where the policy says so, until the six digits that it shows were compared', async ({
  house,
}) => {
  const owner = await house.addOwner()
  await setPolicy(house, { confirm: 'every' }, 'devices')
  const { kim, phone } = await enrolled(house)
  const { deviceId, shortCode } = phone.enrolment
  expect(await devicesOf(house, owner, kim)).toMatchObject([
    { state: 'pending', shortCode, pushTarget: false, push: 'ok' },
  ])
  expect(await checkStatus(phone.phone, phone.enrolment)).toMatchObject({ status: { state: 'pending' } })
  const asked = await askFor(house, kim)
  await expect(approve(phone, asked)).rejects.toMatchObject(refused('device-suspended'))

  const confirm = (code: string) =>
    house.as(owner)(confirmDevice, { params: { userId: kim.id, deviceId }, body: { shortCode: code } })
  const wrong = shortCode === '111111' ? '222222' : '111111'
  await expect(confirm(wrong)).rejects.toMatchObject(refused('confirmation-mismatch'))
  const spaced = `${shortCode.slice(0, 3)} ${shortCode.slice(3)}`
  expect(await confirm(spaced)).toMatchObject({ state: 'active', shortCode: null, pushTarget: true })
  await expect(confirm(spaced)).rejects.toMatchObject(refused('device-not-pending'))

  // The phone hears of it, and its person.
  const state = (await house.pushes()).find(({ message }) => message.t === 'state')
  expect(state?.deviceId).toBe(deviceId)
  expect(await handlePush(phone.phone, state?.message)).toEqual({ kind: 'checked' })
  expect((await house.mails()).map(({ subject }) => subject)).toContain(
    'Your phone was confirmed at Northwind',
  )
  expect(await approve(phone, asked)).toMatchObject({ state: 'approved' })
  expect(await house.events()).toEqual(expect.arrayContaining(['device.confirmed', 'device.activated']))
})

test('whoever removes a phone has its person told by mail, with the phone that rings from now on', async ({
  house,
}) => {
  const { kim, phone } = await enrolled(house)
  const second = await another(house, kim, phone, 'Pixel 9')
  await house.db
    .updateTable('users')
    .set({ personalEmail: 'kim@home.example' })
    .where('id', '=', kim.id)
    .execute()
  const desk = await house.addAdmin('help-desk')
  const body = { confirmation: 'remove device', endSessions: false, why: 'lost' as const }
  const result = await house.as(desk)(removeDevice, { params: paramsOf(kim, phone), body })
  expect(result).toMatchObject({
    pushTarget: { id: second.enrolment.deviceId, name: 'Pixel 9' },
    remaining: 1,
  })
  const told = (await house.mails()).filter(({ subject }) => subject.startsWith('A lost phone'))
  expect(told.map(({ to }) => to)).toEqual(['kim@example.com', 'kim@home.example'])
  expect(told[0]?.text).toContain('Your sign-in requests go to “Pixel 9”.')
  const { restoreByClaim } = await house.db
    .selectFrom('users')
    .select('restoreByClaim')
    .where('id', '=', kim.id)
    .executeTakeFirstOrThrow()
  expect(restoreByClaim).toBe(true)
  expect(await checkStatus(phone.phone, phone.enrolment)).toMatchObject({
    kind: 'wipe',
    status: { state: 'removed', why: 'lost' },
  })

  const third = await another(house, kim, second, 'Blue')
  const own = { confirmation: 'remove device', endSessions: true }
  const { deviceId } = third.enrolment
  await house.as(kim)(removeOwnDevice, { params: { deviceId }, body: own })
  const removed = (await house.mails()).filter(({ subject }) => subject.startsWith('A phone was removed'))
  expect(removed.map(({ to }) => to)).toEqual(['kim@example.com', 'kim@home.example'])
  expect(removed[0]?.text).toContain('on your account page')
})

test('nobody acts on the phone of a higher rank, of another person or of another organisation', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const theirs = await enrolPhone(house, owner, { pin: '493817', push: somePush() })
  const { kim, phone } = await enrolled(house)
  const desk = await house.addAdmin('help-desk')
  const contoso = await house.addTenant('contoso')
  const keeper = await house.addOwner({ tenancy: contoso })
  const acts = (by: TestUser, params: { userId: TestUser['id']; deviceId: DeviceId }) => {
    const call = house.as(by)
    const confirmation = 'remove device'
    return [
      () => call(renameDevice, { params, body: { name: 'Mine' } }),
      () => call(sendTestAlert, { params, body: {} }),
      () => call(keepDevice, { params, body: {} }),
      () => call(resumeDevice, { params, body: {} }),
      () => call(choosePushTarget, { params, body: {} }),
      () => call(confirmDevice, { params, body: { shortCode: '123456' } }),
      () => call(removeDevice, { params, body: { confirmation, endSessions: false, why: 'removed' } }),
    ]
  }
  const before = await house.db.selectFrom('devices').selectAll().orderBy('id').execute()
  for (const act of acts(desk, paramsOf(owner, theirs)))
    await expect(act()).rejects.toMatchObject(refused('higher-rank'))
  for (const act of acts(owner, { userId: kim.id, deviceId: theirs.enrolment.deviceId }))
    await expect(act()).rejects.toMatchObject(refused('device-not-found'))
  for (const act of acts(keeper, paramsOf(kim, phone)))
    await expect(act()).rejects.toMatchObject(refused('user-not-found'))
  const { deviceId } = theirs.enrolment
  const self = house.as(kim)
  for (const act of [
    () => self(renameOwnDevice, { params: { deviceId }, body: { name: 'Mine' } }),
    () => self(sendOwnTestAlert, { params: { deviceId }, body: {} }),
    () => self(keepOwnDevice, { params: { deviceId }, body: {} }),
  ])
    await expect(act()).rejects.toMatchObject(refused('device-not-found'))
  expect(await house.db.selectFrom('devices').selectAll().orderBy('id').execute()).toEqual(before)
})

test('nobody confirms their own phone while somebody else may; the only one does by another credential', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const phone = await enrolPhone(house, owner, { pin: '493817', push: somePush() })
  // The old one answers, the next one waits.
  await setPolicy(house, { confirm: 'every' }, 'devices')
  const second = await house.addOwner()
  const issued = await house.as(second)(issueClaim, {
    params: { userId: owner.id },
    body: { kind: 'screen' },
  })
  const next = await another(house, owner, phone, 'b', issued.secret?.link)
  const confirm = (by: TestUser) =>
    house.as(by)(confirmDevice, {
      params: paramsOf(owner, next),
      body: { shortCode: next.enrolment.shortCode },
    })
  await expect(confirm(owner)).rejects.toMatchObject(refused('own-device'))
  // Help desk and auditors may confirm nobody of a higher rank: they leave an owner alone.
  await house.db.updateTable('users').set({ adminRole: 'help-desk' }).where('id', '=', second.id).execute()
  const first = house.db.updateTable('devices').where('id', '=', phone.enrolment.deviceId)
  await first.set({ state: 'suspended', pushTarget: false }).execute()
  await expect(confirm(owner)).rejects.toMatchObject(refused('own-device'))
  await first.set({ state: 'active' }).execute()
  await house.db.deleteFrom('auditEvents').execute()
  expect(await confirm(owner)).toMatchObject({ state: 'active' })
  expect(await house.events()).toContain('device.confirmed')
})

test('nobody resumes their own phone while somebody else may; it gets the requests again where no other does', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const phone = await enrolPhone(house, owner, { pin: '493817', push: somePush() })
  const second = await house.addOwner()
  const set = { state: 'suspended', stateWhy: 'pin', pushTarget: false } as const
  await house.db.updateTable('devices').set(set).execute()
  const resume = (by: TestUser) => house.as(by)(resumeDevice, { params: paramsOf(owner, phone), body: {} })
  await expect(resume(owner)).rejects.toMatchObject(refused('own-device'))
  await house.db.updateTable('users').set({ adminRole: 'auditor' }).where('id', '=', second.id).execute()
  // Nor alone, with nothing else to prove themselves by.
  await expect(resume(owner)).rejects.toMatchObject(refused('own-device'))
  await house.db.updateTable('users').set({ adminRole: 'owner' }).where('id', '=', second.id).execute()
  expect(await resume(second)).toMatchObject({ state: 'active', pushTarget: true })
  expect(await house.events()).toEqual(expect.arrayContaining(['device.resumed', 'device.activated']))
  expect((await house.pushes()).at(-1)?.message).toMatchObject({ t: 'state' })
  expect(await checkStatus(phone.phone, phone.enrolment)).toMatchObject({ status: { state: 'active' } })
})

test('what the server itself showed to the only owner waits for nobody', async ({ house }) => {
  await setPolicy(house, { confirm: 'every' }, 'devices')
  const owner = await house.addOwner({ status: 'invited' })
  await enrolPhone(house, owner, { pin: '493817', push: somePush() })
  const second = await house.addOwner({ status: 'invited' })
  await enrolPhone(house, second, { pin: '493817', push: somePush() })
  const states = await house.db.selectFrom('devices').select(['userId', 'state']).execute()
  expect(new Map(states.map(({ userId, state }) => [userId, state]))).toEqual(
    new Map([
      [owner.id, 'active'],
      [second.id, 'pending'],
    ]),
  )
})

staged('whoever loses their standing while they wait does nothing any more', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const second = await another(house, kim, phone, 'b')
  const session = await house.addSession(kim.id)
  const body = { confirmation: 'remove device', endSessions: false, why: 'removed' as const }
  const params = paramsOf(kim, second)
  const acts: ((by: TestUser) => Promise<unknown>)[] = [
    (by) => house.as(by)(choosePushTarget, { params, body: {} }),
    (by) => house.as(by)(removeDevice, { params, body }),
    (by) => house.as(by)(revokeSession, { params: { userId: kim.id, sessionId: session.id }, body: {} }),
  ]
  for (const act of acts) {
    const desk = await house.addAdmin('help-desk')
    await house.as(desk)(listDevices, { params: { userId: kim.id }, body: {} })
    const { late } = await house.work(null, async (work) => {
      await work.db.selectFrom('users').select('id').where('id', '=', kim.id).forUpdate().execute()
      await deactivateUser(work, { userId: desk.id, kind: 'suspension' })
      const refusal = expect(act(desk)).rejects.toMatchObject(refused('unauthenticated'))
      await house.untilBlocked()
      return { late: refusal }
    })
    await late
  }
  const devices = await devicesOf(house, await house.addOwner(), kim)
  expect(devices).toHaveLength(2)
  expect(devices.filter(({ pushTarget }) => pushTarget).map(({ id }) => id)).toEqual([
    phone.enrolment.deviceId,
  ])
})

staged('whoever is signed out while they wait does nothing any more', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const desk = await house.addAdmin('help-desk')
  await house.as(desk)(listDevices, { params: { userId: kim.id }, body: {} })
  const { late } = await house.work(null, async (work) => {
    await work.db.selectFrom('users').select('id').where('id', '=', kim.id).forUpdate().execute()
    await work.db
      .updateTable('sessions')
      .set({ endedAt: work.now, endedWhy: 'person' })
      .where('userId', '=', desk.id)
      .execute()
    const act = house.as(desk)(renameDevice, { params: paramsOf(kim, phone), body: { name: 'Theirs' } })
    const refusal = expect(act).rejects.toMatchObject(refused('unauthenticated'))
    await house.untilBlocked()
    return { late: refusal }
  })
  await late
})
