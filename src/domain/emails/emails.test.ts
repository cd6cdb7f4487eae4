import { expect } from 'vitest'
import { issueClaim } from '#contract/claims.ts'
import { changeEmail, listUserEmails, removeEmail, verifyEmail } from '#contract/emails.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { createUser, getUser } from '#contract/users.ts'
import { type House, staged, type TestUser, test } from '../../../test/harness.ts'
import { createUser as createInside } from '../users/create-user.ts'
import { deactivateUser } from '../users/deactivate-user.ts'
import { findUserByEmail } from '../users/find-user-by-email.ts'
import { confirmEmail } from './confirm-email.ts'

const ask = (
  house: House,
  actor: TestUser,
  user: TestUser,
  email: string,
  kind: 'primary' | 'alias' = 'primary',
) => house.as(actor)(changeEmail, { params: { userId: user.id }, body: { email, kind } })

/** The token of the newest link that was mailed there. */
async function tokenFor(house: House, to: string): Promise<string> {
  const mails = (await house.mails()).filter((mail) => mail.to === to && mail.text.includes('?token='))
  return /\?token=([\w-]{43})/.exec(mails.at(-1)?.text ?? '')?.[1] ?? ''
}
const confirm = async (house: House, to: string) => {
  const token = await tokenFor(house, to)
  return house.work(null, (work) => confirmEmail(work, { token }))
}
const find = async (house: House, email: string) =>
  (await house.work(null, (work) => findUserByEmail(work, email), 'read'))?.id

test('a new address changes nothing before it is confirmed; then it leads to the person and the old one does not', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser({ email: 'kim@example.com' })
  const answer = await ask(house, owner, kim, 'Kim.Lee@Example.org')
  expect(answer).toMatchObject({ aliases: [], pending: [{ kind: 'primary', email: 'Kim.Lee@Example.org' }] })
  const mails = await house.mails()
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['Kim.Lee@example.org', 'Confirm this address for Northwind'],
    ['kim@example.com', 'Your address at Northwind is about to change'],
  ])
  expect(await find(house, 'kim.lee@example.org')).toBeUndefined()
  expect(await find(house, 'kim@example.com')).toBe(kim.id)

  expect(await confirm(house, 'Kim.Lee@example.org')).toMatchObject({ kind: 'confirmed', change: 'primary' })
  expect(await find(house, 'KIM.LEE@example.org')).toBe(kim.id)
  expect(await find(house, 'kim@example.com')).toBeUndefined()
  expect(await house.as(owner)(getUser, { params: { userId: kim.id }, body: {} })).toMatchObject({
    email: 'Kim.Lee@Example.org',
    emailVerified: true,
    version: 2,
  })
  expect((await house.mails()).at(-1)).toMatchObject({
    to: 'kim@example.com',
    subject: 'Your address at Northwind was changed',
  })
  expect(await house.events()).toEqual([
    'user.email.change-requested',
    'user.email.changed',
    'user.email.verified',
  ])
  const events = await house.db.selectFrom('auditEvents').select('data').execute()
  expect(JSON.stringify(events)).not.toContain('@')
})

test('a link works once, for a day, and not after it was withdrawn or sent anew', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  await ask(house, owner, kim, 'one@example.com', 'alias')
  const first = await tokenFor(house, 'one@example.com')
  await ask(house, owner, kim, 'one@example.com', 'alias')
  const use = (token: string) => house.work(null, (work) => confirmEmail(work, { token }))
  expect(await use(first)).toEqual({ kind: 'over' })
  expect(await use('nothing')).toEqual({ kind: 'over' })
  const second = await tokenFor(house, 'one@example.com')
  expect(await use(second)).toMatchObject({ kind: 'confirmed' })
  expect(await use(second)).toMatchObject({ kind: 'confirmed' })
  expect((await house.events()).filter((type) => type === 'user.email.changed')).toHaveLength(1)

  await ask(house, owner, kim, 'two@example.com', 'alias')
  await house.as(owner)(removeEmail, { params: { userId: kim.id }, body: { email: 'two@example.com' } })
  expect(await confirm(house, 'two@example.com')).toEqual({ kind: 'over' })

  await ask(house, owner, kim, 'three@example.com', 'alias')
  const third = await tokenFor(house, 'three@example.com')
  house.advance(86_400)
  expect(await use(third)).toEqual({ kind: 'over' })
})

test('a further address leads to its person until it is removed, and may become their main one', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const params = { userId: kim.id }
  await ask(house, owner, kim, 'kim@bücher.example', 'alias')
  await confirm(house, 'kim@xn--bcher-kva.example')
  expect(await find(house, 'KIM@xn--bcher-kva.example')).toBe(kim.id)
  const listed = await house.as(owner)(listUserEmails, { params, body: {} })
  expect(listed).toEqual({ aliases: [{ email: 'kim@bücher.example', verifiedAt: house.now }], pending: [] })

  await ask(house, owner, kim, 'kim@bücher.example', 'primary')
  await confirm(house, 'kim@xn--bcher-kva.example')
  expect(await house.as(owner)(listUserEmails, { params, body: {} })).toEqual({ aliases: [], pending: [] })
  expect(await house.as(owner)(getUser, { params, body: {} })).toMatchObject({ email: 'kim@bücher.example' })

  await ask(house, owner, kim, 'kim@home.example', 'alias')
  await confirm(house, 'kim@home.example')
  const gone = await house.as(owner)(removeEmail, { params, body: { email: 'KIM@home.example' } })
  expect(gone.aliases).toEqual([])
  expect((await house.mails()).at(-1)).toMatchObject({
    subject: 'An address was removed at Northwind',
    text: expect.stringContaining('an administrator removed'),
  })
  expect(await find(house, 'kim@home.example')).toBeUndefined()
  expect((await house.events()).at(-1)).toBe('user.email.removed')
  const again = house.as(owner)(removeEmail, { params, body: { email: 'kim@home.example' } })
  await expect(again).rejects.toMatchObject({ code: 'email-not-found' })
  // The main address is no further one: it is replaced, never taken away.
  const main = house.as(owner)(removeEmail, { params, body: { email: 'kim@bücher.example' } })
  await expect(main).rejects.toMatchObject({ code: 'email-not-found' })
})

test('an address that leads to somebody is refused in every spelling: as a new person, main or further address', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const [kim, lee] = [await house.addUser(), await house.addUser({ email: 'lee@example.com' })]
  await ask(house, owner, kim, 'kim@bücher.example', 'alias')
  await confirm(house, 'kim@xn--bcher-kva.example')
  for (const taken of ['LEE@example.com', 'ｌｅｅ@example.com', 'KIM@BÜCHER.example', kim.email]) {
    const body = { firstName: 'A', lastName: 'B', email: taken, sendWelcomeEmail: false }
    const tries = [
      ask(house, owner, kim, taken, 'alias'),
      house.as(owner)(createUser, { params: {}, body }),
      ...(taken.startsWith('KIM') ? [ask(house, owner, lee, taken)] : [ask(house, owner, kim, taken)]),
    ]
    for (const outcome of await Promise.allSettled(tries)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'email-in-use' } })
    }
  }
})

test('an address that somebody came to have meanwhile is not confirmed', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  await ask(house, owner, kim, 'new@example.com')
  await house.addUser({ email: 'NEW@example.com' })
  expect(await confirm(house, 'new@example.com')).toEqual({ kind: 'taken', email: 'new@example.com' })
  expect(await house.events()).toEqual(['user.email.change-requested'])
})

test('the database itself keeps an address with one person, whichever table comes second', async ({
  house,
}) => {
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  const { tenantId } = house.tenancy
  const alias = (userId: TestUser['id'], emailKey: string) =>
    house.db
      .insertInto('userEmails')
      .values({ tenantId, emailKey, email: emailKey, userId, verifiedAt: house.now })
      .execute()
  await expect(alias(kim.id, lee.email)).rejects.toMatchObject({ code: '23505', constraint: 'address_once' })
  await alias(kim.id, 'further@example.com')
  await expect(house.addUser({ email: 'further@example.com' })).rejects.toMatchObject({ code: '23505' })
  const moved = house.db
    .updateTable('users')
    .set({ emailKey: 'further@example.com' })
    .where('id', '=', lee.id)
  await expect(moved.execute()).rejects.toMatchObject({ code: '23505', constraint: 'address_once' })
  // Another organisation has its own people.
  const there = await house.addTenant()
  await house.addUser({ tenancy: there, email: 'further@example.com' })
})

staged(
  'of a new person and a further address at one moment the second is refused, never twinned',
  async ({ house }) => {
    const owner = await house.addOwner()
    const kim = await house.addUser()
    await ask(house, owner, kim, 'twin@example.com', 'alias')
    const token = await tokenFor(house, 'twin@example.com')
    const person = { firstName: 'A', lastName: 'B', email: 'twin@example.com', sendWelcomeEmail: false }
    const second = await house.work(owner, async (work) => {
      await createInside(work, person, 'smtp')
      const refused = house
        .work(null, (other) => confirmEmail(other, { token }))
        .catch((error: unknown) => error)
      await house.untilBlocked()
      return { refused }
    })
    expect(await second.refused).toMatchObject({ code: 'email-in-use' })
    expect(await house.db.selectFrom('userEmails').select('email').execute()).toEqual([])

    await ask(house, owner, kim, 'other@example.com', 'alias')
    const other = await tokenFor(house, 'other@example.com')
    const late = await house.work(null, async (work) => {
      await confirmEmail(work, { token: other })
      const creation = { params: {}, body: { ...person, email: 'other@example.com' } }
      const refused = house
        .as(owner)(createUser, creation)
        .catch((error: unknown) => error)
      await house.untilBlocked()
      return { refused }
    })
    expect(await late.refused).toMatchObject({ code: 'email-in-use' })
  },
)

test('an invitation that went to the old address serves for nothing once the new one is confirmed', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser({ status: 'invited' })
  await house.as(owner)(issueClaim, { params: { userId: kim.id }, body: { kind: 'mail' } })
  await ask(house, owner, kim, 'right@example.com')
  await confirm(house, 'right@example.com')
  const { voidedAt } = await house.db.selectFrom('claims').select('voidedAt').executeTakeFirstOrThrow()
  expect(voidedAt).toEqual(house.now)
})

test('an administrator vouches for an address once', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const verify = () => house.as(owner)(verifyEmail, { params: { userId: kim.id }, body: {} })
  expect(await verify()).toMatchObject({ emailVerified: true, version: 2 })
  expect(await verify()).toMatchObject({ version: 2 })
  expect(await house.events()).toEqual(['user.email.verified'])
})

interface Cast {
  readonly house: House
  readonly owner: TestUser
  readonly admin: TestUser
  readonly desk: TestUser
  readonly kim: TestUser
}
test.for<[ProblemCode, string, (cast: Cast) => Promise<unknown>]>([
  [
    'higher-rank',
    'an owner’s address',
    ({ house, admin, owner }) => ask(house, admin, owner, 'x@example.com'),
  ],
  [
    'higher-rank',
    'vouching for an owner',
    ({ house, admin, owner }) => house.as(admin)(verifyEmail, { params: { userId: owner.id }, body: {} }),
  ],
  [
    'higher-rank',
    'taking an owner’s',
    ({ house, admin, owner }) =>
      house.as(admin)(removeEmail, { params: { userId: owner.id }, body: { email: 'x@example.com' } }),
  ],
  ['forbidden', 'the help desk', ({ house, desk, kim }) => ask(house, desk, kim, 'x@example.com')],
  [
    'mail-not-configured',
    'without a mail server',
    ({ house, owner, kim }) => {
      house.setMailKind('none')
      return ask(house, owner, kim, 'x@example.com')
    },
  ],
  [
    'step-up-required',
    'an old proof',
    async ({ house, owner, kim }) => {
      await house.as(owner)(getUser, { params: { userId: kim.id }, body: {} })
      house.advance(601)
      return ask(house, owner, kim, 'x@example.com')
    },
  ],
  [
    'user-deactivated',
    'somebody who is away',
    async ({ house, owner, kim }) => {
      await house.work(null, (work) => deactivateUser(work, { userId: kim.id, kind: 'suspension' }))
      return ask(house, owner, kim, 'x@example.com')
    },
  ],
])('refuses with %s: %s', async ([code, , attempt], { house }) => {
  const [owner, admin] = [await house.addOwner(), await house.addAdmin('user-admin')]
  const [desk, kim] = [await house.addAdmin('help-desk'), await house.addUser()]
  await expect(attempt({ house, owner, admin, desk, kim })).rejects.toMatchObject({ name: 'Problem', code })
  expect(await house.mails()).toEqual([])
})

test('a link of somebody who was deactivated meanwhile serves for nothing', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  await ask(house, owner, kim, 'new@example.com')
  await house.work(null, (work) => deactivateUser(work, { userId: kim.id, kind: 'suspension' }))
  expect(await confirm(house, 'new@example.com')).toEqual({ kind: 'over' })
})
