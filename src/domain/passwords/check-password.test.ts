import { expect } from 'vitest'
import type { UserId } from '#contract/ids.ts'
import { createKeyring } from '#platform/keyring.ts'
import { createPasswordHasher } from '#platform/password-hasher.ts'
import { quickHashing, staged, test } from '../../../test/harness.ts'
import { givePassword, setPolicy, strangerOf, tryPassword } from '../../../test/passwords.ts'
import { acceptPassword } from './accept-password.ts'
import { checkPassword, findToCheck } from './check-password.ts'
import { clearPassword } from './clear-password.ts'
import { requirePasswordReset } from './require-password-reset.ts'

const right = 'correct horse battery'

test('the right password is right, in every form that Unicode has for its letters', async ({ house }) => {
  const kim = await house.addUser()
  await givePassword(house, kim, 'Caf\u00e9 \u2460 stapler')
  for (const typed of ['Caf\u00e9 \u2460 stapler', 'Cafe\u0301 1 stapler'])
    expect(await tryPassword(house, kim, typed)).toMatchObject({ right: true })
  for (const typed of ['Cafe 1 stapler', ' Caf\u00e9 1 stapler', 'Caf\u00e9 1 stapler ', ''])
    expect(await tryPassword(house, kim, typed)).toMatchObject({ right: false })
})

test('for nobody, for who has none and for too long a text there is a hash as well, and it is wrong', async ({
  house,
}) => {
  let hashes = 0
  const { passwords } = house.ground
  const counted = {
    ...passwords,
    hash: (text: string) => {
      hashes += 1
      return passwords.hash(text)
    },
  }
  const kim = await house.addUser()
  const { tenancy } = house
  const actor = {
    kind: 'nobody' as const,
    tenantId: tenancy.tenantId,
    id: null,
    adminRole: null,
    permissions: new Set<never>(),
    session: null,
    origin: { ip: '', userAgent: '', requestId: '' },
  }
  for (const [userId, password] of [
    [null, right],
    [kim.id, right],
    [kim.id, 'x'.repeat(1025)],
  ] as const) {
    const checked = await checkPassword({ ...house.ground, passwords: counted }, tenancy, actor, {
      userId,
      password,
    })
    expect(checked.right).toBe(false)
  }
  expect(hashes).toBe(3)
})

test('where no password could be right, what was found of the person is not compared', async ({ house }) => {
  const kim = await house.addUser()
  await givePassword(house, kim, right)
  const { ground, tenancy } = house
  const found = await house.work(null, (work) => findToCheck(work, kim.id), 'read')
  const check = (userId: UserId | null) =>
    checkPassword(ground, tenancy, strangerOf(tenancy), { userId, password: right, found })
  expect(await check(kim.id)).toMatchObject({ right: true })
  expect(await check(null)).toMatchObject({ right: false })
})

test('a password is not the one of somebody else, nor of the same person in another organisation', async ({
  house,
}) => {
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  await givePassword(house, kim, right)
  await givePassword(house, lee, 'another horse battery')
  expect(await tryPassword(house, lee, right)).toMatchObject({ right: false })
  const there = await house.addTenant('contoso')
  expect(await tryPassword(house, { ...kim, tenancy: there }, right)).toMatchObject({ right: false })
})

test('after a change of the master key the next right try hashes anew, under the same version', async ({
  house,
}) => {
  const kim = await house.addUser()
  await givePassword(house, kim, right)
  const stored = () => house.db.selectFrom('passwords').selectAll().executeTakeFirstOrThrow()
  const before = await stored()
  const keys = createKeyring(Buffer.alloc(32, 9), [Buffer.alloc(32, 7)])
  const ground = { ...house.ground, keys, passwords: createPasswordHasher(keys, quickHashing) }
  const moved = { ...house, ground }
  expect(await tryPassword(moved, kim, 'wrong horse battery')).toMatchObject({ right: false })
  expect(await stored()).toEqual(before)
  const checked = await tryPassword(moved, kim, right)
  const after = await stored()
  expect(after).toMatchObject({ pepperId: keys.currentKeyId, version: before.version, setAt: before.setAt })
  expect(after.hash).not.toBe(before.hash)
  // Whoever proved it a moment ago has proved this one.
  expect(await house.work(null, (work) => acceptPassword(work, { userId: kim.id, ...checked }))).toBe(true)
  expect(await tryPassword(moved, kim, right)).toMatchObject({ right: true })
})

test('what was checked counts no more once there is another password, or none', async ({ house }) => {
  const kim = await house.addUser()
  await givePassword(house, kim, right)
  const accept = (checked: { version: number }) =>
    house.work(null, (work) => acceptPassword(work, { userId: kim.id, version: checked.version }))
  const first = await tryPassword(house, kim, right)
  expect(await accept(first)).toBe(true)
  await givePassword(house, kim, 'another horse battery')
  expect(await accept(first)).toBe(false)
  const second = await tryPassword(house, kim, 'another horse battery')
  await house.work(null, (work) =>
    clearPassword(work, { userId: kim.id, why: 'administrator', leaveWithoutWayIn: true }),
  )
  expect(await accept(second)).toBe(false)
  await givePassword(house, kim, 'a third horse battery')
  expect(await accept(second)).toBe(false)
})

test('when it was last right is written down, and a wrong one is not', async ({ house }) => {
  const kim = await house.addUser()
  await givePassword(house, kim, right)
  const verifiedAt = async () =>
    (await house.db.selectFrom('passwords').select('verifiedAt').executeTakeFirstOrThrow()).verifiedAt
  await tryPassword(house, kim, 'wrong horse battery')
  expect(await verifiedAt()).toBeNull()
  house.advance(60)
  const checked = await tryPassword(house, kim, right)
  await house.work(null, (work) => acceptPassword(work, { userId: kim.id, ...checked }))
  expect(await verifiedAt()).toEqual(house.now)
})

test('nobody deactivated and nobody whom the policy allows none is let on by theirs', async ({ house }) => {
  const kim = await house.addUser()
  await givePassword(house, kim, right)
  const checked = await tryPassword(house, kim, right)
  const accept = () => house.work(null, (work) => acceptPassword(work, { userId: kim.id, ...checked }))
  await setPolicy(house, { allowed: 'per-user' })
  expect(await accept()).toBe(false)
  await house.db.updateTable('users').set({ passwordAllowed: true }).where('id', '=', kim.id).execute()
  expect(await accept()).toBe(true)
  await setPolicy(house, { allowed: 'no' })
  expect(await accept()).toBe(false)
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
  expect(await accept()).toBe(false)
})

test('a required reset is told with the check', async ({ house }) => {
  const kim = await house.addUser()
  await givePassword(house, kim, right)
  expect(await tryPassword(house, kim, right)).toMatchObject({ mustReset: false, temporary: false })
  await house.work(null, (work) => requirePasswordReset(work, { userId: kim.id, required: true }))
  expect(await tryPassword(house, kim, right)).toMatchObject({ right: true, mustReset: true })
})

staged(
  'a password that is changed while somebody goes on by the old one is not let pass',
  async ({ house }) => {
    const kim = await house.addUser()
    await givePassword(house, kim, right)
    const checked = await tryPassword(house, kim, right)
    let accepting: Promise<boolean> | undefined
    await house.work(kim, async (work) => {
      await work.db.selectFrom('users').select('id').where('id', '=', kim.id).forUpdate().execute()
      accepting = house.work(null, (other) => acceptPassword(other, { userId: kim.id, ...checked }))
      await house.untilBlocked()
      await work.db
        .updateTable('passwords')
        .set((eb) => ({ version: eb('version', '+', 1) }))
        .where('userId', '=', kim.id)
        .execute()
    })
    expect(await accepting).toBe(false)
  },
)
