import { expect } from 'vitest'
import type { DeviceId, UserId } from '#contract/ids.ts'
import { type House, test } from '../../../test/harness.ts'
import { givePassword, setPolicy } from '../../../test/passwords.ts'
import { addPhone } from '../../../test/sign-in.ts'
import { findWaysIn, requireWayIn } from './ways-in.ts'

const works = (house: House, userId: UserId) =>
  house.work(null, async (work) =>
    (await findWaysIn(work, { userId })).filter((way) => way.works).map(({ method }) => method),
  )

const without = (
  house: House,
  userId: UserId,
  what: { password?: true; deviceId?: DeviceId },
  leave = false,
) => house.work(null, (work) => requireWayIn(work, { userId, without: what, leave }))

test('the last way in is not taken away, unless whoever does it says so', async ({ house }) => {
  await setPolicy(house, { order: ['phone', 'password'], secondFactor: 'none' }, 'sign-in')
  const kim = await house.addUser()
  expect(await works(house, kim.id)).toEqual([])
  // Nothing is lost where there is nothing.
  await without(house, kim.id, { password: true })

  await givePassword(house, kim, 'quiet river under the bridge')
  expect(await works(house, kim.id)).toEqual(['password'])
  await expect(without(house, kim.id, { password: true })).rejects.toMatchObject({ code: 'no-way-in' })
  await without(house, kim.id, { password: true }, true)

  const deviceId = await addPhone(house, kim)
  expect(await works(house, kim.id)).toEqual(['phone', 'password'])
  await without(house, kim.id, { password: true })
  await without(house, kim.id, { deviceId })
  await setPolicy(house, { allowed: 'no' })
  await expect(without(house, kim.id, { deviceId })).rejects.toMatchObject({ code: 'no-way-in' })
})

test('“Forgot password” is a way in while passwords are allowed and the address is verified', async ({
  house,
}) => {
  const kim = await house.addUser()
  await givePassword(house, kim, 'quiet river under the bridge')
  await house.db.updateTable('users').set({ emailVerified: true }).where('id', '=', kim.id).execute()
  await without(house, kim.id, { password: true })
  await setPolicy(house, { allowed: 'per-user' })
  expect(await works(house, kim.id)).toEqual([])
  await house.db.updateTable('users').set({ passwordAllowed: true }).where('id', '=', kim.id).execute()
  expect(await works(house, kim.id)).toEqual(['password'])
})

test('where a phone is asked besides, a password without a phone is no way in', async ({ house }) => {
  const owner = await house.addOwner()
  await givePassword(house, owner, 'quiet river under the bridge')
  const [, , password] = await house.work(null, (work) => findWaysIn(work, { userId: owner.id }))
  expect(password).toMatchObject({ method: 'password', works: false, fix: 'issue-claim' })
})
