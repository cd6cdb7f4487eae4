import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { issueClaim, listClaims } from '#contract/claims.ts'
import type { SignInId } from '#contract/ids.ts'
import { issueOverride, listOverrides } from '#contract/overrides.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { getUser, updateUser } from '#contract/users.ts'
import { type House, staged, type TestUser, test } from '../../../test/harness.ts'
import { addPassword } from '../../../test/holdings.ts'
import { setPolicy } from '../../../test/passwords.ts'
import { makeCode, spendCode } from '../codes/sign-in-code.ts'
import { updateUser as updateInside } from './update-user.ts'

type Body = Parameters<typeof update>[3]
const update = (
  house: House,
  actor: TestUser,
  user: TestUser,
  body: {
    firstName?: string
    lastName?: string
    mobile?: string | null
    personalEmail?: string | null
    externalId?: string | null
    adminRole?: TestUser['adminRole']
  },
  ifMatch = 1,
) => house.as(actor)(updateUser, { params: { userId: user.id }, body, ifMatch })

const roleOf = async (house: House, { id }: TestUser) =>
  (await house.db.selectFrom('users').select('adminRole').where('id', '=', id).executeTakeFirst())?.adminRole

test('name, contact, external id and role are saved in one, with an event for each kind and no name in the clear', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser({ firstName: 'Kim', lastName: 'Lee' })
  const body = {
    lastName: 'Løvgren',
    mobile: '+49 170 123 4567',
    personalEmail: 'kim@home.example',
    externalId: 'E-17',
    adminRole: 'help-desk' as const,
  }
  const saved = await update(house, owner, kim, body)
  expect(saved).toMatchObject({
    name: 'Kim Løvgren',
    mobile: '+491701234567',
    personalEmail: 'kim@home.example',
    externalId: 'E-17',
    role: 'admin',
    adminRole: 'help-desk',
    version: 2,
  })
  const row = await house.db.selectFrom('users').selectAll().where('id', '=', kim.id).executeTakeFirst()
  expect(row).toMatchObject({ nameKey: 'kim lovgren', rnameKey: 'lovgren kim', mobileKey: '491701234567' })
  expect(await house.events()).toEqual(['user.updated', 'user.role.changed'])
  const events = await house.db.selectFrom('auditEvents').selectAll().orderBy('id').execute()
  expect(events[0]?.data).toEqual({
    userId: kim.id,
    changes: Object.fromEntries(
      ['lastName', 'mobile', 'personalEmail', 'externalId'].map((field) => [
        field,
        { before: null, after: null },
      ]),
    ),
  })
  expect(events[1]?.data).toEqual({ userId: kim.id, before: null, after: 'help-desk' })
  expect(JSON.stringify(events.map(({ data }) => data))).not.toMatch(/Løvgren|home\.example|E-17/)
})

test('what is as it was counts as no change: neither event nor version', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser({ firstName: 'Kim' })
  expect(await update(house, owner, kim, { firstName: 'Kim', mobile: null })).toMatchObject({ version: 1 })
  expect(await house.events()).toEqual([])
})

test('who saw an older version is refused, and nothing of theirs is saved', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser({ firstName: 'Kim' })
  await update(house, owner, kim, { firstName: 'Kimberly' })
  const late = update(house, owner, kim, { firstName: 'Joan', adminRole: 'owner' })
  await expect(late).rejects.toMatchObject({ code: 'version-mismatch' })
  expect(await roleOf(house, kim)).toBeNull()
})

test('a change of role needs a fresh proof; a change of name does not', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  await house.as(owner)(getUser, { params: { userId: kim.id }, body: {} })
  house.advance(601)
  await expect(update(house, owner, kim, { firstName: 'J', adminRole: 'auditor' })).rejects.toMatchObject({
    code: 'step-up-required',
  })
  expect(await update(house, owner, kim, { firstName: 'Joan', adminRole: null })).toMatchObject({
    firstName: 'Joan',
  })
})

test('what a password alone had opened does not become an administrator’s, unless the organisation says so', async ({
  house,
}) => {
  const [owner, kim, lee] = [await house.addOwner(), await house.addUser(), await house.addUser()]
  const sessionOf = async ({ id }: TestUser, acr: string) => {
    const session = await house.addSession(id)
    await house.db.updateTable('sessions').set({ acr }).where('id', '=', session.id).execute()
    return session.id
  }
  const [weak, strong] = [
    await sessionOf(kim, 'urn:latchkey:acr:password'),
    await sessionOf(kim, 'urn:latchkey:acr:phone'),
  ]
  const promote = (user: TestUser) =>
    house.as(owner)(updateUser, { params: { userId: user.id }, body: { adminRole: 'auditor' }, ifMatch: 1 })
  const isOpen = async (id: string) =>
    (await house.db.selectFrom('sessions').select(['id', 'endedAt']).execute()).find((one) => one.id === id)
      ?.endedAt === null
  await promote(kim)
  expect([await isOpen(weak), await isOpen(strong)]).toEqual([false, true])
  await setPolicy(house, { secondFactor: 'none' }, 'sign-in')
  const kept = await sessionOf(lee, 'urn:latchkey:acr:password')
  await promote(lee)
  expect(await isOpen(kept)).toBe(true)
})

test('what a lower rank could have handed out is over for whoever becomes an administrator', async ({
  house,
}) => {
  const [owner, desk, kim] = [
    await house.addOwner(),
    await house.addAdmin('help-desk'),
    await house.addUser(),
  ]
  // Else everything but a phone would end.
  await setPolicy(house, { secondFactor: 'none' }, 'sign-in')
  for (const acr of ['code', 'override', 'password']) {
    const { id } = await house.addSession(kim.id)
    await house.db
      .updateTable('sessions')
      .set({ acr: `urn:latchkey:acr:${acr}` })
      .where('id', '=', id)
      .execute()
  }
  const params = { userId: kim.id }
  await house.as(desk)(issueOverride, { params, body: { reason: 'No phone today', minutes: 480 } })
  await house.as(desk)(issueClaim, { params, body: { kind: 'screen' } })
  await update(house, owner, kim, { adminRole: 'owner' })
  const open = await house.db
    .selectFrom('sessions')
    .select('acr')
    .where('userId', '=', kim.id)
    .where('endedAt', 'is', null)
    .execute()
  expect(open).toEqual([{ acr: 'urn:latchkey:acr:password' }])
  const { items } = await house.as(owner)(listOverrides, { params, body: {} })
  expect(items.map(({ state }) => state)).toEqual(['revoked'])
  const claims = (await house.as(owner)(listClaims, { params, body: {} })).items
  expect(claims.map(({ state }) => state)).toEqual(['void'])
})

test('a temporary password ends with the role that its person is given; a password of their own stays', async ({
  house,
}) => {
  const [owner, kim, lee] = [await house.addOwner(), await house.addUser(), await house.addUser()]
  // Else it would open nothing without a phone.
  await setPolicy(house, { secondFactor: 'none' }, 'sign-in')
  await addPassword(house, kim, { temporary: true })
  await addPassword(house, lee)
  for (const user of [kim, lee]) await update(house, owner, user, { adminRole: 'auditor' })
  const left = await house.db.selectFrom('passwords').select('userId').execute()
  expect(left).toEqual([{ userId: lee.id }])
  const cleared = await house.db
    .selectFrom('auditEvents')
    .select('data')
    .where('type', '=', 'user.password.cleared')
    .execute()
  expect(cleared).toEqual([{ data: { userId: kim.id, why: 'promoted' } }])
  expect((await house.mails()).map(({ to, subject }) => [to, subject])).toEqual([
    [kim.email, 'Your password was removed at Northwind'],
  ])
})

test('a mobile number needs a fresh proof, whoever’s it is: codes are sent to it', async ({ house }) => {
  const desk = await house.addAdmin('user-admin')
  const kim = await house.addUser()
  await house.as(desk)(getUser, { params: { userId: kim.id }, body: {} })
  house.advance(601)
  await expect(update(house, desk, kim, { mobile: '+49 170 1234567' })).rejects.toMatchObject({
    code: 'step-up-required',
  })
})

test('a person hears of another number or personal address at the ones from before, whoever changed it', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  await update(house, owner, kim, { firstName: 'Kim', personalEmail: 'kim@home.example' })
  await update(house, owner, kim, { firstName: 'Kimberley' }, 2)
  await update(house, owner, kim, { personalEmail: 'thief@thief.example' }, 3)
  await update(house, owner, owner, { mobile: '+49 170 1234567' })
  const invited = await house.addUser({ status: 'invited' })
  await update(house, owner, invited, { mobile: '+49 170 1234568' })
  const told = (await house.mails()).map(({ to, subject, text }) => [
    to,
    subject,
    text.includes('an administrator changed'),
  ])
  const subject = 'Your contact data was changed at Northwind'
  expect(told).toEqual([
    [kim.email, subject, true],
    [kim.email, subject, true],
    ['kim@home.example', subject, true],
    [owner.email, subject, false],
  ])
})

test('what was sent to an address or a number of before is over', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser({ status: 'invited' })
  await update(house, owner, kim, { mobile: '+49 170 1234567', personalEmail: 'stranger@home.example' })
  const params = { userId: kim.id }
  await house.as(owner)(issueClaim, { params, body: { kind: 'mail' } })
  const signInId = randomUUID() as SignInId
  const { code } = await house.work(null, (work) =>
    makeCode(work, { signInId, userId: kim.id, method: 'sms' }),
  )
  const { tenantId } = house.tenancy
  const restore = { tenantId, id: randomUUID(), did: 'did:key:z', nonce: 'n', userId: kim.id }
  const expiresAt = new Date(house.now.getTime() + 1000)
  await house.db
    .insertInto('restores')
    .values({ ...restore, createdAt: house.now, expiresAt })
    .execute()

  await update(house, owner, kim, { mobile: '+49 170 7654321' }, 2)
  expect(await house.work(null, (work) => spendCode(work, { signInId, typed: code }))).toBe('wrong')
  expect(await house.db.selectFrom('restores').select('expiresAt').execute()).toEqual([
    { expiresAt: house.now },
  ])
  const states = async () =>
    (await house.as(owner)(listClaims, { params, body: {} })).items.map(({ state }) => state)
  expect(await states()).toEqual(['issued'])
  await update(house, owner, kim, { personalEmail: 'kim@home.example' }, 3)
  expect(await states()).toEqual(['void'])
})

test('whoever is demoted keeps their session, and their next act is refused', async ({ house }) => {
  const owner = await house.addOwner()
  const admin = await house.addAdmin('user-admin')
  const kim = await house.addUser()
  await update(house, admin, kim, { firstName: 'Joan' })
  await update(house, owner, admin, { adminRole: null })
  await expect(update(house, admin, kim, { firstName: 'Jo' }, 2)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await house.events()).not.toContain('user.session.revoked')
})

interface Cast {
  readonly owner: TestUser
  readonly admin: TestUser
  readonly kim: TestUser
}
test.for<[ProblemCode, string, (cast: Cast) => [TestUser, TestUser, Body]]>([
  ['higher-rank', 'acting on an owner', ({ admin, owner }) => [admin, owner, { firstName: 'X' }]],
  ['higher-rank', 'demoting an owner', ({ admin, owner }) => [admin, owner, { adminRole: null }]],
  ['higher-rank', 'making an owner', ({ admin, kim }) => [admin, kim, { adminRole: 'owner' }]],
  ['cannot-change-own-role', 'one’s own role', ({ admin }) => [admin, admin, { adminRole: null }]],
  ['external-id-in-use', 'the id of another', ({ owner, kim }) => [owner, kim, { externalId: 'taken' }]],
  ['invalid-request', 'half a number', ({ owner, kim }) => [owner, kim, { mobile: '0170 123' }]],
  [
    'invalid-request',
    'two addresses in one',
    ({ owner, kim }) => [owner, kim, { personalEmail: 'a＠b@example.com' }],
  ],
])('refuses with %s: %s', async ([code, , choose], { house }) => {
  const [owner, admin, kim] = [
    await house.addOwner(),
    await house.addAdmin('user-admin'),
    await house.addUser(),
  ]
  const other = await house.addUser()
  await house.db.updateTable('users').set({ externalId: 'taken' }).where('id', '=', other.id).execute()
  const [actor, user, body] = choose({ owner, admin, kim })
  await expect(update(house, actor, user, body)).rejects.toMatchObject({ name: 'Problem', code })
  expect(await house.events()).toEqual([])
})

test('the help desk changes nobody', async ({ house }) => {
  const desk = await house.addAdmin('help-desk')
  const attempt = update(house, desk, await house.addUser(), { firstName: 'X' })
  await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
})

test('the system cannot demote the last owner; an invited one does not count', async ({ house }) => {
  const owner = await house.addOwner()
  await house.addOwner({ status: 'invited' })
  const attempt = house.work(null, (work) =>
    updateInside(work, { userId: owner.id, ifMatch: 1, adminRole: 'user-admin' }),
  )
  // The system needs no proof, and still keeps the last owner.
  await expect(attempt).rejects.toMatchObject({ code: 'last-owner' })
})

staged('two owners demote each other at once: one stays', async ({ house }) => {
  const [a, b] = [await house.addOwner(), await house.addOwner()]
  await house.as(b)(getUser, { params: { userId: a.id }, body: {} })
  const second = await house.work(null, async (work) => {
    await updateInside(work, { userId: b.id, ifMatch: 1, adminRole: null })
    const refused = expect(update(house, b, a, { adminRole: null })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await house.untilBlocked()
    return { refused }
  })
  await second.refused
  expect([await roleOf(house, a), await roleOf(house, b)]).toEqual(['owner', null])
})

staged('of three owners one who was just demoted demotes nobody', async ({ house }) => {
  const [a, b] = [await house.addOwner(), await house.addOwner()]
  await house.addOwner()
  await house.as(b)(getUser, { params: { userId: a.id }, body: {} })
  const second = await house.work(null, async (work) => {
    await updateInside(work, { userId: b.id, ifMatch: 1, adminRole: 'user-admin' })
    const refused = expect(update(house, b, a, { adminRole: null })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await house.untilBlocked()
    return { refused }
  })
  await second.refused
  expect(await roleOf(house, a)).toBe('owner')
})
