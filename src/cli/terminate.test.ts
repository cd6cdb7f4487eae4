import { expect } from 'vitest'
import { terminateUser } from '#contract/departures.ts'
import { createAdministration } from '#http/administration.ts'
import { newId } from '#platform/id.ts'
import { type House, type TestUser, test } from '../../test/harness.ts'
import { runCli } from './main.ts'

/** The command, on the database of this house, where no server runs. */
async function run(house: House, ...args: string[]) {
  const said: string[] = []
  const administration = createAdministration({
    ground: house.ground,
    log: house.edge.log,
    addresses: house.edge.tenants.addresses,
    mailKind: () => 'none',
    version: 'test',
    backUp: undefined,
  })
  const say = (text: string) => {
    said.push(text)
  }
  const code = await runCli(['user', 'terminate', ...args], {
    env: { LATCHKEY_DATA: `/nowhere/${newId()}` },
    out: say,
    err: say,
    openAdministration: async () => ({
      fetch: async (request) => administration.fetch(request),
      close: async () => {},
    }),
    restoreBackup: async () => {},
  })
  return { code, said: said.join('\n') }
}

async function oneIdentity(house: House, ...users: TestUser[]) {
  const identity = { id: newId(), did: `did:key:${newId()}`, createdAt: house.now }
  await house.db.insertInto('identities').values(identity).execute()
  const ids = users.map(({ id }) => id)
  const set = { identityId: identity.id, did: identity.did }
  await house.db.updateTable('users').set(set).where('id', 'in', ids).execute()
}

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
