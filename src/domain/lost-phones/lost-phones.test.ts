import { expect } from 'vitest'
import { listDevices } from '#contract/devices.ts'
import type { DeviceId, PasskeyId } from '#contract/ids.ts'
import { previewLostPhone, reportLostPhone } from '#contract/lost-phones.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { beginRestore } from '#phone/restore.ts'
import { checkStatus } from '#phone/status.ts'
import { type House, staged, type TestUser, test } from '../../../test/harness.ts'
import { givePasskey } from '../../../test/passkeys.ts'
import { setPolicy } from '../../../test/passwords.ts'
import { createPhone, type Enrolled, enrolPhone, openWith, somePush } from '../../../test/phone-harness.ts'
import { reportLostPhone as reportInside } from './report-lost-phone.ts'

const refused = (code: ProblemCode) => ({ name: 'Problem', code })

async function enrolled(house: House) {
  const kim = await house.addUser({ status: 'invited', email: 'kim@example.com' })
  return { kim, phone: await enrolPhone(house, kim, { pin: '493817', push: somePush(), name: 'Pixel 9' }) }
}

const asked = {
  path: 'remove' as const,
  deviceId: null as DeviceId | null,
  confirmation: 'remove device',
  evidence: 'Called back on the number of the personnel file',
  endSessions: true,
  passkeys: [] as PasskeyId[],
  next: 'setup-code' as const,
  minutes: 60,
}
type Asked = Omit<typeof asked, 'path' | 'next'> & {
  path: 'remove' | 'unregister'
  next: 'setup-code' | 'override' | 'nothing'
}
const report = (house: House, by: TestUser, user: TestUser, more: Partial<Asked>) =>
  house.as(by)(reportLostPhone, { params: { userId: user.id }, body: { ...asked, ...more } })
const remove = (
  house: House,
  by: TestUser,
  user: TestUser,
  { enrolment }: Enrolled,
  more: Partial<Asked> = {},
) => report(house, by, user, { deviceId: enrolment.deviceId, ...more })
const unregister = (house: House, by: TestUser, user: TestUser, more: Partial<Asked> = {}) =>
  report(house, by, user, { path: 'unregister', confirmation: 'unregister all devices', ...more })
const told = ({ steps }: { steps: readonly { step: string; state: string }[] }) =>
  steps.map(({ step, state }) => `${step} ${state}`)

test('the preview says what there is to end, what could come back, and what may be given', async ({
  house,
}) => {
  const { kim, phone } = await enrolled(house)
  const desk = await house.addAdmin('help-desk')
  await house.addSession(kim.id)
  await house.db.updateTable('users').set({ lastBackupAt: house.now }).where('id', '=', kim.id).execute()
  const preview = (by: TestUser, user: TestUser) =>
    house.as(by)(previewLostPhone, { params: { userId: user.id }, body: {} })
  expect(await preview(desk, kim)).toMatchObject({
    devices: [{ id: phone.enrolment.deviceId, name: 'Pixel 9', pushTarget: true }],
    lastBackupAt: house.now,
    sessions: 1,
    accounts: 0,
    otherOrganisations: 0,
    mayOverride: true,
    mayIssueClaim: true,
  })
  const may = async (by: TestUser, user: TestUser) => {
    const { mayOverride, mayIssueClaim } = await preview(by, user)
    return [mayOverride, mayIssueClaim]
  }
  const [owner, auditor] = [await house.addOwner(), await house.addAdmin('auditor')]
  expect(await may(auditor, kim)).toEqual([false, false])
  expect(await may(desk, owner)).toEqual([false, false])
  expect(await may(desk, desk)).toEqual([false, true])
  expect(await may(owner, desk)).toEqual([true, true])
  await setPolicy(house, { overrides: false }, 'sign-in')
  expect(await may(owner, kim)).toEqual([false, true])
  await house.work(null, (work) => deactivateUser(work, { userId: kim.id, kind: 'suspension' }))
  expect(await may(owner, kim)).toEqual([false, false])
})

test('the weaker path: the phone goes, every session ends, and the backup needs the code that is shown', async ({
  house,
}) => {
  const { kim, phone } = await enrolled(house)
  const desk = await house.addAdmin('help-desk')
  await house.addSession(kim.id)
  const done = await remove(house, desk, kim, phone)
  expect(told(done)).toEqual([
    'devices done',
    'identity skipped',
    'requests done',
    'sessions done',
    'setup-code done',
    'notices done',
  ])
  expect(done.steps.map(({ detail }) => detail)).toEqual([
    'Pixel 9 removed, and told to wipe itself. No other phone gets sign-in requests.',
    'Their identity stays. A backup restores it, with a setup code from an administrator only.',
    'Nothing that it approved lets anybody in any more.',
    '1 session ended.',
    'Setup code issued. With it they restore their backup on a new phone.',
    'They get an email that says what was done.',
  ])
  expect(await openWith(createPhone(house), done.secret?.code ?? '', house.tenancy)).toMatchObject({
    purpose: 'restore',
  })
  expect(await checkStatus(phone.phone, phone.enrolment)).toMatchObject({
    kind: 'wipe',
    status: { why: 'lost' },
  })
  const [identity] = await phone.phone.store.listIdentities()
  if (!identity) throw new Error('the phone has kept its identity so far')
  expect((await beginRestore(phone.phone, identity, phone.enrolment.iss)).proofs).toEqual(['claim'])
  expect((await house.mails()).map(({ subject }) => subject)).toContain(
    'A lost phone was removed at Northwind',
  )

  // How the caller was recognised is sealed with the event, and nowhere else.
  const [event] = await house.db
    .selectFrom('auditEvents')
    .select(['actorId', 'data'])
    .where('type', '=', 'device.reported-lost')
    .execute()
  const { deviceId } = phone.enrolment
  expect(event).toEqual({
    actorId: desk.id,
    data: { userId: kim.id, deviceId, path: 'remove', next: 'setup-code' },
  })
  const rows = await house.db.selectFrom('auditEvents').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain('personnel file')
})

test('said a second time it finds the phone removed, says so, and still gives a way on', async ({
  house,
}) => {
  const { kim, phone } = await enrolled(house)
  const desk = await house.addAdmin('help-desk')
  await remove(house, desk, kim, phone, { next: 'nothing' })
  const again = await remove(house, desk, kim, phone, { next: 'override' })
  expect(told(again)).toEqual([
    'devices skipped',
    'identity skipped',
    'sessions skipped',
    'override done',
    'notices skipped',
  ])
  expect(again.steps[0]?.detail).toBe('Pixel 9 was removed before.')
  expect(again.override?.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/)
  expect((await house.events()).filter((type) => type === 'device.removed')).toHaveLength(1)
  const [override] = await house.db.selectFrom('overrides').select('reason').execute()
  expect(override).toEqual({ reason: 'Phone reported lost' })
})

test('the stronger path: every phone and the identity go, and the passcode lets them in today', async ({
  house,
}) => {
  const { kim, phone } = await enrolled(house)
  const desk = await house.addAdmin('help-desk')
  await house.addSession(kim.id)
  const done = await unregister(house, desk, kim, { next: 'override', minutes: 30 })
  expect(told(done)).toEqual([
    'devices done',
    'identity done',
    'requests skipped',
    'sessions done',
    'override done',
    'notices done',
  ])
  expect(done.override?.expiresAt.getTime()).toBe(house.now.getTime() + 30 * 60_000)
  expect(done.secret).toBeNull()
  const [identity] = await phone.phone.store.listIdentities()
  if (!identity) throw new Error('the phone has kept its identity so far')
  await expect(beginRestore(phone.phone, identity, phone.enrolment.iss)).rejects.toMatchObject(
    refused('did-retired'),
  )
  const again = await unregister(house, desk, kim)
  expect(told(again)).toEqual([
    'devices skipped',
    'identity skipped',
    'requests skipped',
    'sessions skipped',
    'setup-code done',
    'notices done',
  ])
})

test('a way on that cannot be given does not keep the phone: the step says why', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const owner = await house.addOwner()
  house.setMailKind('none')
  await setPolicy(house, { overrides: false }, 'sign-in')
  const done = await remove(house, owner, kim, phone, { next: 'override' })
  expect(done.steps.slice(-2)).toEqual([
    { step: 'override', state: 'failed', detail: 'Not issued: The organisation allows no overrides.' },
    { step: 'notices', state: 'failed', detail: 'No mail server is set up. Tell them what was done.' },
  ])
  expect(done.override).toBeNull()
  expect(await checkStatus(phone.phone, phone.enrolment)).toMatchObject({ kind: 'wipe' })
})

test('sessions go on where asked, but for those that the lost phone approved', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const desk = await house.addAdmin('help-desk')
  const kept = await house.addSession(kim.id)
  await house.addSession(kim.id, { deviceId: phone.enrolment.deviceId })
  const done = await remove(house, desk, kim, phone, { endSessions: false, next: 'nothing' })
  expect(done.steps.find(({ step }) => step === 'sessions')).toMatchObject({ detail: '1 session ended.' })
  const open = await house.db
    .selectFrom('sessions')
    .select('id')
    .where('userId', '=', kim.id)
    .where('endedAt', 'is', null)
    .execute()
  expect(open).toEqual([{ id: kept.id }])
})

test('refused: another’s phone, none named, another phrase, upwards, another organisation; nothing is changed', async ({
  house,
}) => {
  const { kim, phone } = await enrolled(house)
  const lee = await house.addUser()
  const [desk, owner] = [await house.addAdmin('help-desk'), await house.addOwner()]
  const keeper = await house.addOwner({ tenancy: await house.addTenant('contoso') })
  await house.db.deleteFrom('auditEvents').execute()
  const refusals: [ProblemCode, () => Promise<unknown>][] = [
    ['device-not-found', () => remove(house, desk, lee, phone)],
    ['device-not-found', () => report(house, desk, kim, {})],
    [
      'confirmation-mismatch',
      () => remove(house, desk, kim, phone, { confirmation: 'unregister all devices' }),
    ],
    ['confirmation-mismatch', () => unregister(house, desk, kim, { confirmation: 'remove device' })],
    ['higher-rank', () => unregister(house, desk, owner)],
    ['own-last-device', () => unregister(house, owner, owner)],
    ['user-not-found', () => remove(house, keeper, kim, phone)],
    ['user-not-found', () => unregister(house, keeper, kim)],
  ]
  for (const [code, attempt] of refusals) await expect(attempt(), code).rejects.toMatchObject(refused(code))
  expect(await house.events()).toEqual([])
  expect(await checkStatus(phone.phone, phone.enrolment)).toMatchObject({ kind: 'verified' })
})

test('the passkeys that were named go with the phone, and no others; the receipt says which sign them in still', async ({
  house,
}) => {
  const { kim, phone } = await enrolled(house)
  const lee = await house.addUser()
  const desk = await house.addAdmin('help-desk')
  for (const user of [kim, kim, lee]) await givePasskey(house, user)
  const { passkeys } = await house.as(desk)(previewLostPhone, { params: { userId: kim.id }, body: {} })
  expect(passkeys.map(({ name, synced }) => [name, synced])).toEqual([
    ['Elsewhere', true],
    ['Elsewhere', true],
  ])
  const [first, second] = passkeys.map(({ id }) => id)
  const theirs = await house.db.selectFrom('passkeys').select('id').where('userId', '=', lee.id).execute()
  const [foreign] = theirs.map(({ id }) => id)
  if (!first || !second || !foreign) throw new Error('three passkeys were given')
  const done = await remove(house, desk, kim, phone, { passkeys: [first, foreign], next: 'nothing' })
  const stepOf = ({ steps }: typeof done) => steps.find(({ step }) => step === 'passkeys')
  expect(stepOf(done)).toEqual({
    step: 'passkeys',
    state: 'done',
    detail: 'Removed: “Elsewhere”. 1 passkey still signs them in.',
  })
  const left = await house.db.selectFrom('passkeys').select('id').execute()
  expect(left.map(({ id }) => id).toSorted()).toEqual([second, foreign].toSorted())
  expect(await house.events()).toEqual(expect.arrayContaining(['passkey.removed', 'device.reported-lost']))
  expect((await house.mails()).map(({ subject }) => subject)).toContain('A passkey was removed at Northwind')
  // Once more: what is gone is passed over, and what is left is named.
  const again = await unregister(house, desk, kim, { passkeys: [first], next: 'nothing' })
  expect(stepOf(again)).toEqual({
    step: 'passkeys',
    state: 'skipped',
    detail: 'Those that were chosen were removed before. 1 passkey still signs them in.',
  })
  const last = await unregister(house, desk, kim, { passkeys: [second], next: 'nothing' })
  expect(stepOf(last)).toMatchObject({ state: 'done', detail: 'Removed: “Elsewhere”.' })
})

staged('reported by two at once: the second finds it removed', async ({ house }) => {
  const { kim, phone } = await enrolled(house)
  const [first, second] = [await house.addAdmin('help-desk'), await house.addAdmin('help-desk')]
  await house.as(second)(listDevices, { params: { userId: kim.id }, body: {} })
  const { deviceId } = phone.enrolment
  const { late } = await house.work(first, async (work) => {
    await reportInside(work, { ...asked, userId: kim.id, deviceId, mail: 'smtp' })
    const other = remove(house, second, kim, phone)
    await house.untilBlocked()
    return { late: other }
  })
  expect(told(await late)).toEqual([
    'devices skipped',
    'identity skipped',
    'sessions skipped',
    'setup-code done',
    'notices skipped',
  ])
})
