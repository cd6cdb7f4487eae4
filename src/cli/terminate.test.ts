import { expect } from 'vitest'
import { terminateUser } from '#contract/departures.ts'
import { runCommand } from '../../test/command.ts'
import { type House, test } from '../../test/harness.ts'
import { oneIdentity } from '../../test/one-identity.ts'

const run = (house: House, ...args: string[]) => runCommand(house, 'user', 'terminate', ...args)

test('the operator sees what was asked for, what would go, and ends it in every organisation', async ({
  house,
}) => {
  const there = await house.addTenant('contoso')
  const owner = await house.addOwner()
  const [kim, same] = [
    await house.addUser(),
    await house.addUser({ tenancy: there, email: 'k@contoso.example' }),
  ]
  await oneIdentity(house, kim, same)
  const bystander = await house.addUser({ tenancy: there })
  expect(await run(house)).toEqual({ code: 0, said: 'No organisation asked for a termination.' })
  const body = { confirmation: kim.email }
  await house.as(owner)(terminateUser, { params: { userId: kim.id }, body })
  expect((await run(house)).said).toContain(`northwind  ${kim.email}`)

  const whom = ['--email', kim.email.toUpperCase(), '--tenant', 'northwind']
  const plan = await run(house, ...whom)
  expect(plan.said).toContain('contoso  k@contoso.example')
  expect(plan.said).toContain('Nothing was done')
  const ids = async () =>
    (await house.db.selectFrom('users').select('id').orderBy('id').execute()).map(({ id }) => id)
  expect(await ids()).toHaveLength(4)
  expect(await run(house, ...whom, '--yes')).toMatchObject({ code: 0 })
  expect(await ids()).toEqual([owner.id, bystander.id].sort())
  expect(await house.db.selectFrom('identities').select('id').execute()).toEqual([])
  const tombstones = await house.db.selectFrom('userTombstones').select('why').execute()
  expect(tombstones).toEqual([{ why: 'terminated' }, { why: 'terminated' }])
  expect(await run(house, ...whom, '--yes')).toMatchObject({ code: 1 })
})

test('nobody is terminated who is the last owner of another organisation', async ({ house }) => {
  const there = await house.addTenant('contoso')
  const kim = await house.addUser()
  const same = await house.addOwner({ tenancy: there })
  await oneIdentity(house, kim, same)
  const refused = await run(house, '--email', kim.email, '--tenant', 'northwind', '--yes')
  expect(refused).toEqual({
    code: 1,
    said: 'They are the last active owner of contoso: make another first.',
  })
  expect(await house.db.selectFrom('users').select('id').execute()).toHaveLength(2)
})
