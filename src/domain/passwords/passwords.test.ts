import { describe, expect } from 'vitest'
import {
  allowPassword,
  clearPassword,
  getPasswordStatus,
  issueTemporaryPassword,
  requirePasswordReset,
  sendPasswordLink,
  unlockUser,
} from '#contract/passwords.ts'
import type { House, TestUser } from '../../../test/harness.ts'
import { test } from '../../../test/harness.ts'
import { failuresFor, givePassword, setPolicy, tryPassword } from '../../../test/passwords.ts'
import { acceptPassword } from './accept-password.ts'

const first = 'grey heron in the reeds'
const of = (user: TestUser) => ({ params: { userId: user.id }, body: {} })

const clearing = (user: TestUser, leaveWithoutWayIn = false) => ({
  params: { userId: user.id },
  body: { leaveWithoutWayIn },
})

const accept = async (house: House, user: TestUser, password: string) => {
  const { right, version } = await tryPassword(house, user, password)
  return right && house.work(null, (work) => acceptPassword(work, { userId: user.id, version }))
}

const setAllowed = (house: House, passwordAllowed: boolean, user: TestUser) =>
  house.db.updateTable('users').set({ passwordAllowed }).where('id', '=', user.id).execute()

describe('the status', () => {
  test('tells whether there is a password, since when, and when it was last right; never the password', async ({
    house,
  }) => {
    const auditor = await house.addAdmin('auditor')
    const kim = await house.addUser()
    const status = () => house.as(auditor)(getPasswordStatus, of(kim))
    expect(await status()).toEqual({
      hasPassword: false,
      setAt: null,
      temporary: false,
      temporaryUntil: null,
      requiresReset: false,
      verifiedAt: null,
      allowed: true,
      lockedUntil: null,
    })
    await givePassword(house, kim, first)
    const setAt = house.now
    house.advance(60)
    await accept(house, kim, first)
    expect(await status()).toMatchObject({ hasPassword: true, setAt, verifiedAt: house.now })
    const user = await house.db.selectFrom('users').select('hasPassword').where('id', '=', kim.id).execute()
    expect(user).toEqual([{ hasPassword: true }])
  })
})

describe('a temporary password', () => {
  test('is told once, works once, however it is typed, and can be no new one', async ({ house }) => {
    const desk = await house.addAdmin('help-desk')
    const kim = await house.addUser()
    await givePassword(house, kim, first)
    const { password, expiresAt } = await house.as(desk)(issueTemporaryPassword, of(kim))
    expect(password).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
    expect(expiresAt.getTime() - house.now.getTime()).toBe(24 * 3_600_000)
    expect(await tryPassword(house, kim, first)).toMatchObject({ right: false })
    const typed = password.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    expect(await tryPassword(house, kim, typed)).toMatchObject({ right: true, temporary: true })
    expect(await failuresFor(house, kim, typed)).toEqual(['reused'])
    expect(await failuresFor(house, kim, password)).toEqual(['reused'])
    expect(await accept(house, kim, typed)).toBe(true)
    expect(await tryPassword(house, kim, password)).toMatchObject({ right: false })
    // What they had before counts as an earlier one; what an administrator knew does not become one.
    expect(await failuresFor(house, kim, first)).toEqual(['reused'])
    expect(await house.db.selectFrom('passwordHistory').selectAll().execute()).toHaveLength(1)
  })

  test('of two who use it at once one gets on', async ({ house }) => {
    const kim = await house.addUser()
    const { password } = await house.as(await house.addOwner())(issueTemporaryPassword, of(kim))
    const [one, two] = await Promise.all([
      tryPassword(house, kim, password),
      tryPassword(house, kim, password),
    ])
    const taken = await Promise.all(
      [one, two].map((checked) =>
        house.work(null, (work) => acceptPassword(work, { userId: kim.id, version: checked.version })),
      ),
    )
    expect(taken.sort()).toEqual([false, true])
  })

  test('is over after a day', async ({ house }) => {
    const kim = await house.addUser()
    const { password } = await house.as(await house.addOwner())(issueTemporaryPassword, of(kim))
    house.advance(24 * 3600 - 1)
    const checked = await tryPassword(house, kim, password)
    expect(checked).toMatchObject({ right: true })
    house.advance(1)
    expect(await tryPassword(house, kim, password)).toMatchObject({ right: false })
    expect(
      await house.work(null, (work) => acceptPassword(work, { userId: kim.id, version: checked.version })),
    ).toBe(false)
  })

  test('is told to the person by mail, at every address, but not what it is; nor is it in an event or the log', async ({
    house,
  }) => {
    const kim = await house.addUser()
    await house.db
      .updateTable('users')
      .set({ personalEmail: 'kim@home.example' })
      .where('id', '=', kim.id)
      .execute()
    const { password } = await house.as(await house.addOwner())(issueTemporaryPassword, of(kim))
    const mails = await house.mails()
    expect(mails.map(({ to }) => to)).toEqual([kim.email, 'kim@home.example'])
    expect(mails[0]?.subject).toBe('A temporary password was made for you at Northwind')
    expect(mails[0]?.text).toContain('If it was not')
    expect(await house.events()).toEqual(['user.password.temporary-issued'])
    const { hash } = await house.db.selectFrom('passwords').select('hash').executeTakeFirstOrThrow()
    const events = await house.db.selectFrom('auditEvents').selectAll().execute()
    for (const secret of [password, password.replaceAll('-', ''), hash]) {
      expect(JSON.stringify([mails, events, house.logs])).not.toContain(secret)
    }
  })

  test('is refused where the policy forbids them, and for whoever may have none or is deactivated', async ({
    house,
  }) => {
    const owner = await house.addOwner()
    const kim = await house.addUser()
    const issue = () => house.as(owner)(issueTemporaryPassword, of(kim))
    await setPolicy(house, { temporaryPasswords: false })
    await expect(issue()).rejects.toMatchObject({ code: 'temporary-passwords-off' })
    await setPolicy(house, { allowed: 'per-user' })
    await expect(issue()).rejects.toMatchObject({ code: 'password-not-allowed' })
    await setPolicy(house, {})
    await house.db
      .updateTable('users')
      .set({
        status: 'deactivated',
        statusBefore: 'active',
        deactivatedAt: house.now,
        deactivationKind: 'suspension',
      })
      .where('id', '=', kim.id)
      .execute()
    await expect(issue()).rejects.toMatchObject({ code: 'user-deactivated' })
    expect(await house.events()).toEqual([])
  })

  test('needs a fresh proof', async ({ house }) => {
    const [owner, kim] = [await house.addOwner(), await house.addUser()]
    await house.as(owner)(getPasswordStatus, of(kim))
    house.advance(601)
    await expect(house.as(owner)(issueTemporaryPassword, of(kim))).rejects.toMatchObject({
      code: 'step-up-required',
    })
    await expect(house.as(owner)(clearPassword, clearing(kim))).rejects.toMatchObject({
      code: 'step-up-required',
    })
  })
})

describe('a required reset', () => {
  test('is asked for and called off, each written down once; a new password ends it', async ({ house }) => {
    const desk = house.as(await house.addAdmin('help-desk'))
    const kim = await house.addUser()
    const require = (required: boolean) =>
      desk(requirePasswordReset, { params: { userId: kim.id }, body: { required } })
    await expect(require(true)).rejects.toMatchObject({ code: 'no-password' })
    await givePassword(house, kim, first)
    await house.db.deleteFrom('auditEvents').execute()
    expect(await require(true)).toMatchObject({ requiresReset: true })
    await require(true)
    expect(await require(false)).toMatchObject({ requiresReset: false })
    expect(await house.events()).toEqual(Array(2).fill('user.password.reset-required'))
    await require(true)
    await givePassword(house, kim, 'green heron in the reeds', { because: 'required' })
    expect(await desk(getPasswordStatus, of(kim))).toMatchObject({ requiresReset: false })
    expect((await house.events()).slice(3)).toEqual(['user.password.set', 'user.password.reset-completed'])
  })
})

describe('clearing', () => {
  test('removes the password and says so to the person', async ({ house }) => {
    const owner = house.as(await house.addOwner())
    const kim = await house.addUser()
    await expect(owner(clearPassword, clearing(kim))).rejects.toMatchObject({ code: 'no-password' })
    await givePassword(house, kim, first)
    await expect(owner(clearPassword, clearing(kim))).rejects.toMatchObject({ code: 'no-way-in' })
    const cleared = await owner(clearPassword, clearing(kim, true))
    expect(cleared).toMatchObject({ hasPassword: false, setAt: null })
    expect(await tryPassword(house, kim, first)).toMatchObject({ right: false })
    expect((await house.mails()).map(({ subject }) => subject)).toEqual([
      'Your password was changed at Northwind',
      'Your password was removed at Northwind',
    ])
    expect(await house.events()).toEqual(['user.password.set', 'user.password.cleared'])
  })

  test('leaves a way in where the address is confirmed and passwords are allowed', async ({ house }) => {
    const kim = await house.addUser()
    await house.db.updateTable('users').set({ emailVerified: true }).where('id', '=', kim.id).execute()
    await givePassword(house, kim, first)
    await house.as(await house.addOwner())(clearPassword, clearing(kim))
    expect(await house.events()).toContain('user.password.cleared')
  })
})

describe('where the policy decides per user', () => {
  test('it is said of each', async ({ house }) => {
    await setPolicy(house, { allowed: 'per-user' })
    const owner = house.as(await house.addOwner())
    const kim = await house.addUser()
    const allow = (allowed: boolean) =>
      owner(allowPassword, { params: { userId: kim.id }, body: { allowed } })
    await expect(givePassword(house, kim, first)).rejects.toMatchObject({ code: 'password-not-allowed' })
    expect(await allow(true)).toMatchObject({ allowed: true })
    await allow(true)
    await givePassword(house, kim, first)
    expect(await allow(false)).toMatchObject({ allowed: false, hasPassword: true })
    expect(await accept(house, kim, first)).toBe(false)
    expect((await house.events()).filter((type) => type === 'user.password.allowed')).toHaveLength(2)
    await setAllowed(house, true, kim)
    expect(await accept(house, kim, first)).toBe(true)
  })
})

describe('unlocking', () => {
  test('lets the person be tried again, and is written down', async ({ house }) => {
    const desk = house.as(await house.addAdmin('help-desk'))
    const kim = await house.addUser()
    const lockedUntil = new Date(house.now.getTime() + 900_000)
    await house.db.updateTable('users').set({ lockedUntil }).where('id', '=', kim.id).execute()
    expect(await desk(getPasswordStatus, of(kim))).toMatchObject({ lockedUntil })
    expect(await desk(unlockUser, of(kim))).toMatchObject({ lockedUntil: null })
    expect(await house.events()).toEqual(['user.unlocked'])
  })
})

test('nobody acts on the password of a higher rank, and nobody without the permission on any', async ({
  house,
}) => {
  const [owner, desk, auditor] = [
    await house.addOwner(),
    await house.addAdmin('help-desk'),
    await house.addAdmin('auditor'),
  ]
  await givePassword(house, owner, first)
  const before = await house.db.selectFrom('passwords').selectAll().execute()
  const { id: userId } = owner
  const acts = (admin: TestUser) => [
    () => house.as(admin)(issueTemporaryPassword, of(owner)),
    () => house.as(admin)(sendPasswordLink, of(owner)),
    () => house.as(admin)(requirePasswordReset, { params: { userId }, body: { required: true } }),
    () => house.as(admin)(clearPassword, clearing(owner, true)),
    () => house.as(admin)(allowPassword, { params: { userId }, body: { allowed: true } }),
    () => house.as(admin)(unlockUser, of(owner)),
  ]
  for (const act of acts(desk)) await expect(act()).rejects.toMatchObject({ code: 'higher-rank' })
  for (const act of acts(auditor)) await expect(act()).rejects.toMatchObject({ code: 'forbidden' })
  expect(await house.db.selectFrom('passwords').selectAll().execute()).toEqual(before)
  expect(await house.events()).toEqual(['user.password.set'])
})

test('a new password ends the other sessions where that is asked for, and none where it is not', async ({
  house,
}) => {
  const kim = await house.addUser()
  const [here, there] = [await house.addSession(kim.id), await house.addSession(kim.id)]
  await givePassword(house, kim, first)
  expect(await house.events()).not.toContain('user.session.revoked')
  await givePassword(house, kim, 'green heron in the reeds', { endOthers: true, keepSessionId: here.id })
  const open = await house.db.selectFrom('sessions').select('id').where('endedAt', 'is', null).execute()
  expect(open).toEqual([{ id: here.id }])
  const ended = await house.db.selectFrom('sessions').select('endedWhy').where('id', '=', there.id).execute()
  expect(ended).toEqual([{ endedWhy: 'password-changed' }])
})

test('a password that was prepared for somebody is set for nobody else', async ({ house }) => {
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  await expect(givePassword(house, kim, first, { userId: lee.id })).rejects.toThrow('somebody else')
})
