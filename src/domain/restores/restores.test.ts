import { expect } from 'vitest'
import { confirmDevice, listDevices } from '#contract/devices.ts'
import { Problem } from '#contract/problem.ts'
import { listWaiting } from '#phone/answer.ts'
import { openClaimAt } from '#phone/enrol.ts'
import { keepDevice } from '#phone/keep.ts'
import { makeRootKey } from '#phone/keys.ts'
import { askProof, beginRestore, showProof } from '#phone/restore.ts'
import { checkStatus } from '#phone/status.ts'
import { type House, staged, test } from '../../../test/harness.ts'
import {
  aPhone,
  approve,
  askFor,
  claimFor,
  createPhone,
  enrolPhone,
  outsideOfUnits,
  somePush,
} from '../../../test/phone-harness.ts'
import {
  earnClaim,
  enrolRestored,
  eventsAbout,
  given,
  iss,
  link,
  mailedCode,
  refused,
  setDevicePolicy,
  statusOf,
} from '../../../test/restore.ts'
import { cleanUp } from '../../jobs/clean-up.ts'
import { claimGuardHash } from '../claims/claim-hash.ts'
import { markLost } from '../devices/mark-lost.ts'
import { finishRestoreProof } from './finish-restore-proof.ts'

const sweep = (house: House) =>
  cleanUp(
    { ground: house.ground, log: house.edge.log, findTenancy: (id) => house.edge.tenants.byId(id) },
    new AbortController().signal,
    false,
  )

test('a phone comes back from a backup and a code by mail: it takes the place of the others, and everybody is told', async ({
  house,
}) => {
  const owner = await house.addOwner({ email: 'owner@example.com' })
  const { kim, old, backup } = await given(house, { email: 'kim@example.com' })
  await house.db
    .updateTable('users')
    .set({ personalEmail: 'kim@home.example' })
    .where('id', '=', kim.id)
    .execute()

  const begun = await beginRestore(backup.phone, backup.identity, iss(house))
  expect(begun).toMatchObject({
    org: { name: 'Northwind' },
    user: { name: kim.name, hint: 'ki…@example.com' },
    proofs: ['mail', 'device', 'claim'],
    hints: { mail: 'ki…@home.example', sms: null, devices: ['Test phone'] },
  })
  await askProof(backup.phone, begun, 'mail')
  const shown = await showProof(backup.phone, begun, 'mail', await mailedCode(house))
  if (shown.state !== 'proved') throw new Error('proved')
  const fresh = await enrolRestored(house, backup, shown.claim, {
    push: somePush('fresh'),
    name: 'Kim’s new one',
  })
  expect(fresh.enrolment.did).toBe(old.enrolment.did)
  expect(fresh.enrolment.deviceId).not.toBe(old.enrolment.deviceId)

  const [oldId, freshId] = [old.enrolment.deviceId, fresh.enrolment.deviceId]
  expect(await eventsAbout(house, 'device.restored')).toEqual([
    { userId: kim.id, deviceId: freshId, by: 'mail', replaces: [oldId] },
  ])
  expect(await house.events()).toContain('device.activated')
  const told = (await house.mails())
    .filter(({ subject }) => subject.includes('restored a'))
    .map(({ to }) => to)
  expect(told).toEqual(['owner@example.com'])
  const persons = (await house.mails()).filter(({ subject }) => subject.startsWith('A phone was restored'))
  expect(persons.map(({ to }) => to).toSorted()).toEqual(['kim@example.com', 'kim@home.example'])
  expect(await house.pushes()).toContainEqual(
    expect.objectContaining({ deviceId: oldId, message: { v: 1, t: 'state', iss: iss(house) } }),
  )

  // The new one gets the requests; the old one may still answer, and is told when it goes.
  const removal = Math.floor(house.now.getTime() / 1000) + 14 * 86_400
  expect(await statusOf(old)).toMatchObject({ state: 'active', push_target: false, replaced_at: removal })
  expect(await statusOf(fresh)).toMatchObject({ state: 'active', push_target: true })
  expect(await approve(old, await askFor(house, kim))).toMatchObject({ state: 'approved' })
  expect(await approve(fresh, await askFor(house, kim))).toMatchObject({ state: 'approved' })
  // Started once more, the old one does not take the requests back.
  await house.db.updateTable('devices').set({ pushTarget: false }).execute()
  await checkStatus(old.phone, old.enrolment, { report: { dev: aPhone, push: somePush('old') } })
  expect(await statusOf(old)).toMatchObject({ push_target: false })

  house.advance(14 * 86_400 - 1)
  await sweep(house)
  expect(await statusOf(old)).toMatchObject({ state: 'active' })
  house.advance(1)
  await sweep(house)
  expect(await statusOf(old)).toMatchObject({ state: 'removed', why: 'replaced' })
  expect(await statusOf(fresh)).toMatchObject({ state: 'active' })
  const { items } = await house.as(owner)(listDevices, { params: { userId: kim.id }, body: {} })
  expect(items.map(({ id }) => id)).toEqual([freshId])
})

test('"I still use this one": the old phone stays, and only its verified person says so', async ({
  house,
}) => {
  const { old, backup } = await given(house)
  const { claim } = await earnClaim(house, backup)
  await enrolRestored(house, backup, claim)
  old.phone.authenticator.misbehave({ userVerified: false })
  await expect(keepDevice(old.phone, old.enrolment, old.verification)).rejects.toMatchObject(
    refused('uv-failed'),
  )
  old.phone.authenticator.misbehave({})
  await keepDevice(old.phone, old.enrolment, old.verification)
  expect((await statusOf(old)).replaced_at).toBeUndefined()
  house.advance(15 * 86_400)
  await sweep(house)
  expect(await statusOf(old)).toMatchObject({ state: 'active' })
  expect(await eventsAbout(house, 'device.kept')).toMatchObject([{ by: 'person' }])
})

test('nobody loses their last phone to one that was restored and is gone again', async ({ house }) => {
  const { old, backup } = await given(house)
  const { claim } = await earnClaim(house, backup)
  const fresh = await enrolRestored(house, backup, claim)
  const { deviceId } = fresh.enrolment
  await house.db
    .updateTable('devices')
    .set({ state: 'removed', removedAt: house.now, pushTarget: false })
    .where('id', '=', deviceId)
    .execute()
  house.advance(15 * 86_400)
  await sweep(house)
  expect(await statusOf(old)).toMatchObject({ state: 'active' })
})

test('the claim that a restore earned serves its own identity alone, once, for ten minutes', async ({
  house,
}) => {
  const { kim, backup } = await given(house)
  const { claim } = await earnClaim(house, backup)
  await expect(enrolPhone(house, kim, { claim: link(house, claim) })).rejects.toMatchObject(
    refused('did-mismatch'),
  )
  await house.db
    .updateTable('restores')
    .set({ did: (await makeRootKey()).root.did })
    .execute()
  await expect(enrolRestored(house, backup, claim)).rejects.toMatchObject(refused('did-mismatch'))
  await house.db.updateTable('restores').set({ did: backup.identity.did }).execute()
  await enrolRestored(house, backup, claim)
  const again = { phone: createPhone(house), identity: backup.identity }
  await expect(enrolRestored(house, again, claim)).rejects.toMatchObject(refused('claim-invalid'))
  const late = await earnClaim(house, again)
  house.advance(600)
  await expect(enrolRestored(house, again, late.claim)).rejects.toMatchObject(refused('claim-invalid'))
})

test('a guarded claim opens with its second code alone: whoever finds the mail first has nothing', async ({
  house,
}) => {
  const kim = await house.addUser({ status: 'invited' })
  const { token } = await claimFor(house, kim)
  const { id } = await house.db.selectFrom('claims').select('id').executeTakeFirstOrThrow()
  const guardHash = claimGuardHash(house.ground.keys, id, '482913')
  await house.db.updateTable('claims').set({ guardHash }).execute()
  const open = (guard?: string) => openClaimAt(createPhone(house), iss(house), token, guard)
  // To be asked for it is no opening; wrong ones are.
  for (let looks = 0; looks < 7; looks++) await expect(open()).rejects.toMatchObject(refused('claim-guarded'))
  for (let misses = 0; misses < 4; misses++)
    await expect(open('000000')).rejects.toMatchObject(refused('claim-guarded'))
  expect(await open('482 913')).toMatchObject({ purpose: 'enrol' })
  await expect(open('482913')).rejects.toMatchObject(refused('claim-locked'))
})

test('a guarded claim, as of before a merge gave its person an identity, is no proof of a restore', async ({
  house,
}) => {
  const { kim, backup } = await given(house)
  await house.work(null, (work) => markLost(work, { userId: kim.id }))
  const { token } = await claimFor(house, kim)
  await house.db
    .updateTable('claims')
    .set({ guardHash: Buffer.alloc(32) })
    .where('spentAt', 'is', null)
    .execute()
  const begun = await beginRestore(backup.phone, backup.identity, iss(house))
  await expect(showProof(backup.phone, begun, 'claim', token)).rejects.toMatchObject(refused('claim-invalid'))
})

test('a phone that waits to be confirmed shows its digits and can do nothing; with the confirmation it takes over', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const { kim, old, backup } = await given(house)
  await setDevicePolicy(house, { confirm: 'restored' })
  const { claim } = await earnClaim(house, backup)
  const fresh = await enrolRestored(house, backup, claim, { push: somePush('fresh') })
  const status = await statusOf(fresh)
  expect(status).toMatchObject({
    state: 'pending',
    short_code: fresh.enrolment.shortCode,
    push_target: false,
  })
  const asked = await askFor(house, kim)
  expect(await listWaiting(fresh.phone, fresh.enrolment)).toEqual([])
  await expect(approve(fresh, asked)).rejects.toMatchObject(refused('device-suspended'))
  // It shows nothing, and an answer that it signs all the same counts for nothing.
  const { answer, fetchChallenge } = await import('#phone/answer.ts')
  const seen = await fetchChallenge(old.phone, old.enrolment, asked.id)
  const { verification } = fresh
  const forced = answer(fresh.phone, fresh.enrolment, seen, {
    kind: 'approve',
    number: asked.number,
    verification,
  })
  await expect(forced).rejects.toMatchObject(refused('device-suspended'))
  // Nothing is taken from the old one before.
  expect((await statusOf(old)).replaced_at).toBeUndefined()
  expect(await statusOf(old)).toMatchObject({ push_target: true })

  const params = { userId: kim.id, deviceId: fresh.enrolment.deviceId }
  const shortCode = fresh.enrolment.shortCode
  await house.as(owner)(confirmDevice, { params, body: { shortCode } })
  expect(await statusOf(fresh)).toMatchObject({ state: 'active', push_target: true })
  expect(await statusOf(old)).toMatchObject({ push_target: false, replaced_at: expect.any(Number) })
  expect(await approve(fresh, await askFor(house, kim))).toMatchObject({ state: 'approved' })
})

test('by policy every new phone waits; a first one makes its person active and cannot sign them in yet', async ({
  house,
}) => {
  await setDevicePolicy(house, { confirm: 'every' })
  const kim = await house.addUser({ status: 'invited' })
  const first = await enrolPhone(house, kim, { push: somePush() })
  expect(await statusOf(first)).toMatchObject({ state: 'pending' })
  expect(await house.db.selectFrom('users').select(['status', 'activeDevices']).executeTakeFirst()).toEqual({
    status: 'active',
    activeDevices: 0,
  })
  expect(await askFor(house, kim)).toMatchObject({ pushed: false })
})

staged('one proof shown twice at once: one claim is good', async ({ house }) => {
  const { backup } = await given(house)
  const begun = await beginRestore(backup.phone, backup.identity, iss(house))
  await askProof(backup.phone, begun, 'mail')
  const code = await mailedCode(house)
  const { first, second } = await house.work(null, async (work) => {
    const finished = await finishRestoreProof(work, { sid: begun.sid, by: 'mail', code })
    const other = outsideOfUnits(() => showProof(backup.phone, begun, 'mail', code))
    await house.untilBlocked()
    return { first: finished, second: { other } }
  })
  const later = await second.other
  if (first instanceof Problem || first.state !== 'proved' || later.state !== 'proved')
    throw new Error('proved')
  await expect(enrolRestored(house, backup, first.claim)).rejects.toMatchObject(refused('claim-invalid'))
  await enrolRestored(house, backup, later.claim)
})
