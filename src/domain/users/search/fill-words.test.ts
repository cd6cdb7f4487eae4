import { sql } from 'kysely'
import { expect } from 'vitest'
import { listUsers } from '#contract/users.ts'
import { createHouse, type House, type TestUser, test } from '../../../../test/harness.ts'
import { fillWords } from './fill-words.ts'

const fill = (house: House) => fillWords(house.ground, new AbortController().signal)
const found = async (house: House, owner: TestUser, q: string) =>
  (
    await house.as(owner)(listUsers, { params: {}, body: { q, sort: 'created', reverse: false, limit: 25 } })
  ).items.map((user) => user.id)

/** As an older version wrote them, or whoever forgets about the words. */
async function addBare(house: House, count: number): Promise<void> {
  await sql`insert into users (tenant_id, id, first_name, last_name, name, name_key, rname_key, email, email_key, role, status,
      created_at, updated_at)
    select ${house.tenancy.tenantId}, gen_random_uuid(), 'Bert', 'Bare' || i, 'Bert Bare' || i, 'bert bare' || i, 'bare' || i || ' bert',
      'b' || i || '@x.example', 'b' || i || '@x.example', 'user', 'invited', now(), now()
    from generate_series(1, ${count}) i`.execute(house.db)
}
const due = async (house: House) =>
  (await house.db.selectFrom('userWordsDue').select('userId').execute()).length

for (const engine of ['postgresql', 'embedded'] as const) {
  test(`whoever was written without words gets them, once, on ${engine}`, async () => {
    const { house, close } = await createHouse({ engine })
    const owner = await house.addOwner()
    await addBare(house, 1203)
    expect(await due(house)).toBe(1203)
    expect(await found(house, owner, 'bbare1203')).toEqual([])
    expect(await fill(house)).toBe(1203)
    expect(await due(house)).toBe(0)
    expect(await found(house, owner, 'bbare1203')).toHaveLength(1)
    expect(await fill(house)).toBe(0)
    await close()
  })
}

test('a fill that is stopped goes on where it stopped, and two at once share the work', async ({ house }) => {
  await house.addOwner()
  await addBare(house, 1200)
  const stopping = new AbortController()
  stopping.abort()
  expect(await fillWords(house.ground, stopping.signal)).toBe(0)
  const [one, other] = await Promise.all([fill(house), fill(house)])
  expect(one + other + (await fill(house))).toBe(1200)
  expect(await due(house)).toBe(0)
})

test('a new name makes the words due, and what else changes keeps the facets true without anybody deriving them', async ({
  house,
}) => {
  const user = await house.addUser({ status: 'invited' })
  const words = async () => {
    const { words } = await house.db
      .selectFrom('userWords')
      .select('words')
      .where('userId', '=', user.id)
      .executeTakeFirstOrThrow()
    return words
  }
  const set = (change: object) =>
    house.db.updateTable('users').set(change).where('id', '=', user.id).execute()
  expect(await words()).toContain("'=never'")
  expect(await words()).toContain("'=invited'")
  const before = (await words()).split(' ').filter((word) => !word.startsWith("'=")).length
  await set({ status: 'active', lastSignInAt: house.now, emailVerified: true, hasPassword: true })
  expect(await words()).not.toMatch(/=never|=invited|=unverified/)
  expect(await words()).toContain("'=password'")
  await set({
    role: 'admin',
    adminRole: 'auditor',
    requirePasswordReset: true,
    activeDevices: 2,
    providerLinks: 1,
  })
  for (const facet of ['admin', 'auditor', 'reset', 'devices', 'deaf', 'linked'])
    expect(await words()).toContain(`'=${facet}'`)
  await set({
    status: 'deactivated',
    statusBefore: 'active',
    deactivatedAt: house.now,
    deactivationKind: 'offboarding',
    removedAt: house.now,
    purgeAt: house.now,
  })
  for (const facet of ['deactivated', 'offboarding', 'removed'])
    expect(await words()).toContain(`'=${facet}'`)
  expect((await words()).split(' ').filter((word) => !word.startsWith("'="))).toHaveLength(before)
  expect(await due(house)).toBe(0)
  await set({ lastSignInAt: new Date(house.now.getTime() + 1000) })
  expect(await due(house)).toBe(0)
  await set({ name: 'Renamed', nameKey: 'renamed' })
  expect(await due(house)).toBe(1)
  await house.db.deleteFrom('users').where('id', '=', user.id).execute()
  expect(await due(house)).toBe(0)
})
