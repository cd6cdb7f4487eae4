import { expect } from 'vitest'
import { getMe } from '#contract/me.ts'
import { revokeEverySession } from '#contract/sessions.ts'
import { test } from '../../../test/harness.ts'

const here = { params: {}, body: { confirmation: ' northwind ', keepCurrent: true } }
const me = { params: {}, body: {} }

test('ends every session of the organisation but the caller’s own, and none of another', async ({
  house,
}) => {
  const [owner, admin, person] = [
    await house.addOwner(),
    await house.addAdmin('auditor'),
    await house.addUser(),
  ]
  const there = await house.addTenant('contoso')
  const keeper = await house.addOwner({ tenancy: there })
  for (const user of [owner, admin, person, keeper]) await house.as(user)(getMe, me)
  expect(await house.as(owner)(revokeEverySession, here)).toEqual({ ended: 2 })
  await house.as(owner)(getMe, me)
  await house.as(keeper)(getMe, me)
  for (const user of [admin, person])
    await expect(house.as(user)(getMe, me)).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(await house.events()).toEqual(['tenant.created', 'tenant.sessions.revoked'])
  expect(await house.as(owner)(revokeEverySession, here)).toEqual({ ended: 0 })
})

test('ends the caller’s own as well where asked', async ({ house }) => {
  const owner = await house.addOwner()
  const body = { confirmation: 'Northwind', keepCurrent: false }
  expect(await house.as(owner)(revokeEverySession, { params: {}, body })).toEqual({ ended: 1 })
  await expect(house.as(owner)(getMe, me)).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('needs the organisation’s name, and an owner', async ({ house }) => {
  const owner = await house.addOwner()
  const body = { confirmation: 'Contoso', keepCurrent: true }
  await expect(house.as(owner)(revokeEverySession, { params: {}, body })).rejects.toMatchObject({
    code: 'confirmation-mismatch',
  })
  await expect(house.as(await house.addAdmin('user-admin'))(revokeEverySession, here)).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect(await house.events()).toEqual([])
})
