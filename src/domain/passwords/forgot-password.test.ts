import type { KyselyPlugin } from 'kysely'
import { expect } from 'vitest'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { setPolicy, strangerOf } from '../../../test/passwords.ts'
import { record } from '../audit/record.ts'
import { deactivateUser } from '../users/deactivate-user.ts'
import { transact } from '../work.ts'
import { forgotPassword } from './forgot-password.ts'

/** How many statements it takes. */
async function statementsFor(house: House, address: string): Promise<number> {
  let statements = 0
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    // Of each that was run: one whose text is always the same is built but once.
    transformResult: async ({ result }) => {
      statements += 1
      return result
    },
  }
  const { tenancy } = house
  await transact(house.ground, tenancy, 'write', strangerOf(tenancy), (work) =>
    forgotPassword({ ...work, db: work.db.withPlugin(counting) }, { address, signInId: null }),
  )
  return statements
}

test('asks the database as often for an address that nobody has as for one that somebody has', async ({
  house,
}) => {
  const add = async (): Promise<TestUser> => {
    const user = await house.addUser()
    await house.db.updateTable('users').set({ emailVerified: true }).where('id', '=', user.id).execute()
    await house.work(null, (work) =>
      record(work, 'user.created', { userId: user.id, adminRole: null }, { name: user.name }),
    )
    return user
  }
  const [known, gone, unverified] = [await add(), await add(), await add()]
  await house.work(null, (work) => deactivateUser(work, { userId: gone.id, kind: 'suspension' }))
  await house.db.updateTable('users').set({ emailVerified: false }).where('id', '=', unverified.id).execute()
  const expected = await statementsFor(house, 'nobody@example.com')
  for (const { email } of [known, gone, unverified]) expect(await statementsFor(house, email)).toBe(expected)
  expect((await house.mails()).map(({ to }) => to)).toEqual([known.email, unverified.email])
  await setPolicy(house, { allowed: 'no' })
  expect(await statementsFor(house, known.email)).toBe(expected)
  // Written to often enough.
  for (let turn = 0; turn < 4; turn++) expect(await statementsFor(house, known.email)).toBe(expected)
})
