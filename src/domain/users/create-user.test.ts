import { expect } from 'vitest'
import type { ProblemCode } from '#contract/problem.ts'
import { createUser, getUser, type NewUser } from '#contract/users.ts'
import { createHouse, type House, staged, test } from '../../../test/harness.ts'
import { createUser as createUserInside } from './create-user.ts'

const kim: NewUser = {
  firstName: 'Kim',
  lastName: 'Løvgren',
  email: 'Kim@Example.com',
  sendWelcomeEmail: false,
}
const create = async (house: House, body: Partial<NewUser> = {}) =>
  house.as(await house.addOwner())(createUser, { params: {}, body: { ...kim, ...body } })

test('a user begins invited, with one event and no mail unless it was asked for', async ({ house }) => {
  const owner = await house.addOwner()
  const user = await house.as(owner)(createUser, {
    params: {},
    body: { ...kim, mobile: '+49 170 123 4567', personalEmail: 'kim@home.example', adminRole: 'help-desk' },
  })
  expect(user).toMatchObject({
    firstName: 'Kim',
    name: 'Kim Løvgren',
    email: 'Kim@Example.com',
    emailVerified: false,
    mobile: '+491701234567',
    personalEmail: 'kim@home.example',
    role: 'admin',
    adminRole: 'help-desk',
    status: 'invited',
    deactivation: null,
    did: null,
    createdAt: house.now,
    lastSignInAt: null,
    version: 1,
  })
  expect(await house.as(owner)(getUser, { params: { userId: user.id }, body: {} })).toEqual(user)
  expect(await house.events()).toEqual(['user.created'])
  expect(await house.mails()).toEqual([])
  const stored = await house.db
    .selectFrom('users')
    .selectAll()
    .where('id', '=', user.id)
    .executeTakeFirstOrThrow()
  expect(stored).toMatchObject({ nameKey: 'kim lovgren', rnameKey: 'lovgren kim', mobileKey: '491701234567' })
  const event = await house.db.selectFrom('auditEvents').selectAll().executeTakeFirstOrThrow()
  expect(JSON.stringify(event.data)).not.toContain('Kim')
  expect(event.personal?.toString('latin1')).not.toContain('Kim')
})

test('the welcome mail goes to the work address with a link and its QR code, and the claim is not stored readable', async ({
  house,
}) => {
  const user = await create(house, {
    sendWelcomeEmail: true,
    email: 'kim@bücher.example',
    firstName: '<b>Kim',
  })
  const [mail] = await house.mails()
  expect(mail?.to).toBe('kim@xn--bcher-kva.example')
  expect(mail?.subject).toBe('Welcome to Northwind: set up your phone')
  const link = /http:\/\/localhost:3000\/app\/claim#\S+/.exec(mail?.text ?? '')?.[0] ?? ''
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('t')
  expect(token).toMatch(/^[\w-]{43}$/)
  expect(mail?.html).toContain(link.replaceAll('&', '&amp;'))
  expect(mail?.html).toContain('role="img"')
  expect(mail?.html).toContain('&lt;b&gt;Kim')
  // Mail programs cut off what is longer than 102 KB.
  expect(mail?.html.length).toBeLessThan(90_000)
  expect(await house.events()).toEqual(['user.created', 'claim.issued', 'invitation.sent'])
  const rows = await house.db.selectFrom('outbox').select('payloadSealed').execute()
  expect(rows[0]?.payloadSealed?.toString('latin1')).not.toContain(token)
  const [claim] = await house.db.selectFrom('claims').selectAll().execute()
  expect(claim).toMatchObject({ userId: user.id, purpose: 'enrol', kind: 'mail', codeHash: null })
})

test.for([
  'kim@example.com',
  ' KIM@EXAMPLE.COM ',
  'kim@EXAMPLE.com',
  'ｋｉｍ@example.com',
  'Kim@eXample.COM',
])('an address is in use in every spelling: %s', async (email, { house }) => {
  await house.addUser({ email: 'Kim@example.com' })
  await expect(create(house, { email })).rejects.toMatchObject({ code: 'email-in-use' })
  expect(await house.events()).toEqual([])
})

test('international hosts are one address however they are written', async ({ house }) => {
  await create(house, { email: 'kim@BÜCHER.example' })
  await expect(create(house, { email: 'kim@xn--bcher-kva.example' })).rejects.toMatchObject({
    code: 'email-in-use',
  })
})

test.for<[ProblemCode, Partial<NewUser>]>([
  ['invalid-request', { email: 'kim' }],
  ['invalid-request', { email: 'kim@example.com, lee@example.com' }],
  ['invalid-request', { email: 'kim@example.com\r\nBcc: lee@example.com' }],
  ['invalid-request', { email: 'a＠b@example.com' }],
  ['invalid-request', { email: `${'k'.repeat(65)}@example.com` }],
  ['invalid-request', { firstName: '   ' }],
  ['invalid-request', { lastName: 'Lee\u0000' }],
  ['invalid-request', { lastName: 'Lee\nSmith' }],
  ['invalid-request', { mobile: '0170 1234567' }],
  ['invalid-request', { mobile: '+49' }],
  ['invalid-request', { mobile: 'call me' }],
])('refuses with %s: %o', async ([code, body], { house }) => {
  const owner = await house.addOwner()
  // By hand: the typed client would not let most of these out.
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } }
  const response = await house.request(
    '/api/v1/users',
    { ...init, body: JSON.stringify({ ...kim, ...body }) },
    owner,
  )
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    type: `/problems/${code}`,
    issues: [{ path: Object.keys(body) }],
  })
  expect(await house.db.selectFrom('users').select('id').execute()).toHaveLength(1)
})

test('nobody creates a person of a higher rank than their own', async ({ house }) => {
  const admin = await house.addAdmin('user-admin')
  const call = house.as(admin)(createUser, { params: {}, body: { ...kim, adminRole: 'owner' } })
  await expect(call).rejects.toMatchObject({ code: 'higher-rank' })
  expect(await house.events()).toEqual([])
})

test('without a mail server no welcome mail is promised, and nobody is created', async ({ house }) => {
  house.setMailKind('none')
  await expect(create(house, { sendWelcomeEmail: true })).rejects.toMatchObject({
    code: 'mail-not-configured',
  })
  expect(await house.db.selectFrom('users').select('id').execute()).toHaveLength(1)
  expect(await create(house)).toMatchObject({ status: 'invited' })
})

test('where phones cannot be enrolled no welcome mail is promised', async () => {
  const { house, close } = await createHouse({ address: 'http://id.example.org' })
  await expect(create(house, { sendWelcomeEmail: true })).rejects.toMatchObject({ code: 'needs-https' })
  await close()
})

test('one idempotency key creates one user and answers the same again; another body under it is refused', async ({
  house,
}) => {
  const call = house.as(await house.addOwner())
  const once = { idempotencyKey: 'a-key' }
  const first = await call(createUser, { params: {}, body: kim }, once)
  expect(await call(createUser, { params: {}, body: kim }, once)).toEqual(first)
  expect(await house.events()).toEqual(['user.created'])
  const other = call(createUser, { params: {}, body: { ...kim, email: 'lee@example.com' } }, once)
  await expect(other).rejects.toMatchObject({ code: 'idempotency-key-reused' })
  // The key of another person is another key.
  const another = house.as(await house.addOwner())(createUser, { params: {}, body: kim }, once)
  await expect(another).rejects.toMatchObject({ code: 'email-in-use' })
  house.advance(24 * 3600 + 1)
  const nextDay = call(createUser, { params: {}, body: kim }, once)
  await expect(nextDay).rejects.toMatchObject({ code: 'unauthenticated' })
})

staged('two creations with one address at once: the second is refused', async ({ house }) => {
  const owner = await house.addOwner()
  const second = await house.work(owner, async (work) => {
    await createUserInside(work, kim, 'smtp')
    const call = house.as(owner)(createUser, { params: {}, body: { ...kim, email: 'KIM@example.com' } })
    const refused = expect(call).rejects.toMatchObject({ code: 'email-in-use' })
    await house.untilBlocked()
    return { refused }
  })
  await second.refused
  expect(await house.events()).toEqual(['user.created'])
})
