import { expect } from 'vitest'
import type { UserId } from '#contract/ids.ts'
import { listDuplicates } from '#contract/merging.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { addLink, addProvider, merge } from '../../../test/holdings.ts'

const duplicates = async (house: House, by: TestUser, userId?: UserId) => {
  const { items } = await house.as(by)(listDuplicates, { params: {}, body: userId ? { userId } : {} })
  return items.map(({ users, reasons }) => ({ ids: users.map(({ id }) => id), reasons }))
}
const set = (house: House, user: TestUser, columns: { mobile?: string; personalEmail?: string }) =>
  house.db
    .updateTable('users')
    .set({ ...columns, ...(columns.mobile && { mobileKey: columns.mobile.slice(1) }) })
    .where('id', '=', user.id)
    .execute()

test('each reason is found from either side, the strongest pair first, and is gone once they are one', async ({
  house,
}) => {
  const owner = await house.addOwner({ firstName: 'Olga' })
  const add = (firstName: string, email: string) => house.addUser({ firstName, lastName: 'Lee', email })
  const named = [await add('Ann', 'ann.lee@old.example'), await add('Ann', 'ann.lee@new.example')] as const
  const tagged = [await add('Bo', 'bo+test@acme.example'), await add('Bob', 'bo@acme.example')] as const
  const personal = [await add('Cy', 'cy@acme.example'), await add('Cyd', 'cyd@home.example')] as const
  const linked = [await add('Di', 'di@acme.example'), await add('Dia', 'dia@gmail.com')] as const
  const mobile = [await add('Ed', 'ed@acme.example'), await add('Eda', 'eda@acme.example')] as const
  const dotted = [await add('Flo', 'f.lo+x@gmail.com'), await add('Flora', 'flo@gmail.com')] as const
  await set(house, personal[0], { personalEmail: 'Cyd@home.example' })
  for (const user of mobile) await set(house, user, { mobile: '+447700900123' })
  await addLink(house, linked[0], await addProvider(house), { email: 'Dia@gmail.com' })

  const pair = ([one, other]: readonly [TestUser, TestUser], ...reasons: string[]) => ({
    ids: [one.id, other.id].sort(),
    reasons,
  })
  const all = await duplicates(house, owner)
  expect(all.slice(0, 3)).toEqual([
    pair(mobile, 'same-mobile'),
    pair(linked, 'same-provider-address'),
    pair(personal, 'same-personal-email'),
  ])
  expect(all.slice(3, 5)).toEqual(
    expect.arrayContaining([pair(tagged, 'same-mailbox'), pair(dotted, 'same-mailbox')]),
  )
  expect(all.slice(5)).toEqual([pair(named, 'same-name')])
  for (const one of [named, tagged, personal, linked, mobile, dotted]) {
    for (const user of one) {
      const own = await duplicates(house, owner, user.id)
      expect(own).toHaveLength(1)
      expect(own[0]?.ids).toEqual([one[0].id, one[1].id].sort())
    }
  }
  await merge(house, owner, mobile[0], mobile[1])
  expect(await duplicates(house, owner, mobile[1].id)).toEqual([])
})

test('a name that many share says nothing of everybody, and something of one; removed people are in no list', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const names = { firstName: 'Ann', lastName: 'Lee' }
  const [one, other, removed] = [
    await house.addUser({ ...names, email: 'a@one.example' }),
    await house.addUser({ ...names, email: 'b@two.example' }),
    await house.addUser({ ...names, email: 'c@three.example' }),
  ]
  await house.db
    .updateTable('users')
    .set({
      status: 'deactivated',
      statusBefore: 'active',
      deactivatedAt: house.now,
      deactivationKind: 'offboarding',
      removedAt: house.now,
      purgeAt: house.now,
    })
    .where('id', '=', removed.id)
    .execute()
  expect(await duplicates(house, owner)).toEqual([])
  expect(await duplicates(house, owner, one.id)).toEqual([
    { ids: [one.id, other.id].sort(), reasons: ['same-name'] },
  ])
})

test('of another organisation nothing is found, and whoever may not read people is told nothing', async ({
  house,
}) => {
  const there = await house.addTenant('contoso')
  const owner = await house.addOwner()
  const [here, away] = [await house.addUser(), await house.addUser({ tenancy: there })]
  for (const user of [here, away]) await set(house, user, { mobile: '+447700900123' })
  expect(await duplicates(house, owner)).toEqual([])
  await expect(duplicates(house, owner, away.id)).rejects.toMatchObject({ code: 'user-not-found' })
  await expect(duplicates(house, here)).rejects.toMatchObject({ code: 'forbidden' })
})
