import { describe, expect } from 'vitest'
import { createApplication } from '#contract/applications.ts'
import { diagnoseSignIn } from '#contract/diagnosis.ts'
import type { ApplicationId, UserId } from '#contract/ids.ts'
import { deactivateUser } from '#contract/users.ts'
import { newId } from '#platform/id.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { addPhone, tryToSignIn } from '../../../test/sign-in.ts'
import { readReference } from './reference.ts'

const diagnose = (house: House, admin: TestUser, body: object) =>
  house.as(admin)(diagnoseSignIn, { params: {}, body })

test('a person who never tried is told of all the same: check by check, and each way in', async ({
  house,
}) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser({ status: 'invited' })]
  const invited = await diagnose(house, owner, { userId: kim.id })
  expect(invited).toMatchObject({
    allowed: false,
    failed: 'activated',
    target: { applicationId: null, name: 'Their own account' },
    attempt: null,
  })
  expect(invited.checks.find(({ check }) => check === 'activated')).toMatchObject({
    passed: false,
    fix: 'send-invitation',
  })
  expect(invited.ways.map(({ method, works, fix }) => [method, works, fix])).toEqual([
    ['phone', false, 'issue-claim'],
    ['passkey', false, 'none'],
    ['password', false, 'send-password-link'],
    ['override', false, 'issue-override'],
  ])
})

test('who has a phone may come in, and is told that no push reaches it', async ({ house }) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  await addPhone(house, kim)
  const verdict = await diagnose(house, owner, { userId: kim.id })
  expect(verdict).toMatchObject({ allowed: true, failed: null })
  expect(verdict.checks.every(({ passed }) => passed)).toBe(true)
  expect(verdict.ways[0]).toMatchObject({
    method: 'phone',
    works: true,
    why: expect.stringContaining('No push'),
  })
})

test('a phone that waits to be confirmed, and requests that are paused, are named with the act that helps', async ({
  house,
}) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  await addPhone(house, kim)
  const device = house.db.updateTable('devices').where('userId', '=', kim.id)
  await device.set({ state: 'pending', shortCode: '123456' }).execute()
  const waits = await diagnose(house, owner, { userId: kim.id })
  expect(waits.ways[0]).toMatchObject({ method: 'phone', works: false, fix: 'confirm-device' })
  const fixes = waits.checks.map(({ fix }) => fix).filter((fix) => fix !== null)
  expect(fixes).toContain('confirm-device')
  await device.set({ state: 'active', shortCode: null }).execute()
  const until = new Date(house.now.getTime() + 600_000)
  await house.db.updateTable('users').set({ pushesPausedUntil: until }).where('id', '=', kim.id).execute()
  const paused = await diagnose(house, owner, { userId: kim.id })
  expect(paused).toMatchObject({ allowed: true, failed: null })
  expect(paused.checks.find(({ passed }) => !passed)).toMatchObject({
    check: 'requests-ring',
    fix: 'resume-pushes',
  })
  expect(paused.ways[0]).toMatchObject({ works: true, fix: 'resume-pushes' })
  house.advance(600)
  const after = await diagnose(house, owner, { userId: kim.id })
  expect(after.checks.find(({ check }) => check === 'requests-ring')?.passed).toBe(true)
})

test('the first check that fails is named with what fixes it', async ({ house }) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  await addPhone(house, kim)
  const call = house.as(owner)
  const { application } = await call(createApplication, {
    params: {},
    body: {
      name: 'Payroll',
      kind: 'web',
      redirectUris: ['https://payroll.example/callback'],
      postLogoutRedirectUris: [],
      access: 'assigned',
      unknownAddress: 'neutral',
      sessionSeconds: 3600,
      approvalDigits: 2,
      passkeyRequired: false,
    },
  })
  const about = { userId: kim.id, applicationId: application.id }
  expect(await diagnose(house, owner, about)).toMatchObject({
    failed: 'account-allowed',
    target: { applicationId: application.id, name: 'Payroll' },
  })
  expect(await diagnose(house, owner, { ...about, applicationId: null })).toMatchObject({
    failed: 'administrator',
  })
  await call(deactivateUser, { params: { userId: kim.id }, body: { kind: 'suspension' } })
  const after = await diagnose(house, owner, about)
  expect(after.failed).toBe('not-deactivated')
  expect(after.checks.find(({ passed }) => !passed)?.fix).toBe('reactivate')
})

describe('by the reference code on their screen', () => {
  test('leads to the person and to how it ended, however it is spelt', async ({ house }) => {
    const [owner, kim] = [await house.addOwner(), await house.addUser()]
    const reference = await tryToSignIn(house, kim.email)
    for (const spelt of [
      reference,
      reference.toLowerCase(),
      reference.replaceAll('-', ' '),
      reference.slice(3),
    ]) {
      const told = await diagnose(house, owner, { reference: spelt })
      expect(told).toMatchObject({ userId: kim.id, attempt: { reference, address: kim.email } })
    }
    const told = await diagnose(house, owner, { reference })
    expect(told.target.name).toBe('Latchkey console')
    expect(told.attempt?.outcome).toBe('They had no phone that could answer.')
  })

  test('an address that belongs to nobody is told, and found again once it does', async ({ house }) => {
    const owner = await house.addOwner()
    const reference = await tryToSignIn(house, 'new@example.com')
    const unknown = await diagnose(house, owner, { reference })
    expect(unknown).toMatchObject({ userId: null, failed: 'address-known', ways: [] })
    expect(unknown.attempt?.address).toBe('new@example.com')
    const added = await house.addUser({ email: 'new@example.com' })
    expect((await diagnose(house, owner, { reference })).userId).toBe(added.id)
  })

  test('one that nobody has, of another organisation, or of no such form is not found', async ({ house }) => {
    const owner = await house.addOwner()
    const there = await house.addTenant('contoso')
    const keeper = await house.addOwner({ tenancy: there })
    const reference = await tryToSignIn(house, owner.email)
    for (const [admin, code] of [
      [owner, 'LK-0000-00'],
      [owner, 'hello'],
      [keeper, reference],
    ] as const)
      await expect(diagnose(house, admin, { reference: code })).rejects.toMatchObject({
        code: 'sign-in-not-found',
      })
  })
})

test('refuses whoever is nobody here, and an application that is not there', async ({ house }) => {
  const owner = await house.addOwner()
  const nobody = newId() as UserId
  await expect(diagnose(house, owner, { userId: nobody })).rejects.toMatchObject({ code: 'user-not-found' })
  await expect(diagnose(house, owner, {})).rejects.toMatchObject({ code: 'invalid-request' })
  const body = { userId: owner.id, applicationId: newId() as ApplicationId }
  await expect(diagnose(house, owner, body)).rejects.toMatchObject({ code: 'application-not-found' })
  await expect(diagnose(house, await house.addUser(), { userId: owner.id })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('a reference code is read as it is heard', () => {
  expect(readReference('lk 7f3k 2q')).toBe('LK-7F3K-2Q')
  expect(readReference('7f3k2q')).toBe('LK-7F3K-2Q')
  expect(readReference('LK-OI1L-00')).toBe('LK-0111-00')
  expect(readReference('LK-7F3K-2U')).toBeUndefined()
  expect(readReference('')).toBeUndefined()
})
