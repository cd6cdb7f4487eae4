import { expect } from 'vitest'
import { previewDeparture, removeFromOrganisation, terminateUser } from '#contract/departures.ts'
import { startCleanUp } from '#jobs/clean-up.ts'
import { checkStatus } from '#phone/status.ts'
import { test as base, createHouse, type House, type TestUser } from '../../../test/harness.ts'
import { oneIdentity } from '../../../test/one-identity.ts'
import { enrolPhone } from '../../../test/phone-harness.ts'
import { carryOutTermination } from './terminate-identity.ts'

/** Every organisation of this house belongs to one operator. */
const test = base.extend<{ house: House }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of the fixtures that this one needs from the pattern
  house: async ({}, use) => {
    const { house, close } = await createHouse({ oneOperator: true })
    await use(house)
    await close()
  },
})

const pin = '493817'

const terminate = (house: House, by: TestUser, { id, email }: TestUser) =>
  house.as(by)(terminateUser, { params: { userId: id }, body: { confirmation: email } })

const carryOut = (house: House, { tenancy, id }: TestUser, by: TestUser) =>
  house.work({ ...by, tenancy }, (work) => carryOutTermination(work, { userId: id }))

async function who(house: House) {
  const rows = await house.db.selectFrom('users').select('id').execute()
  return rows.map(({ id }) => id).toSorted()
}

async function typesIn(house: House, { tenancy }: TestUser) {
  const rows = await house.db
    .selectFrom('auditEvents')
    .select(['type', 'actorKind'])
    .where('tenantId', '=', tenancy.tenantId)
    .execute()
  return rows.map(({ type, actorKind }) => `${actorKind} ${type}`)
}

test('one administrator’s termination ends a person in every organisation, and their phone forgets each', async ({
  house,
}) => {
  const contoso = await house.addTenant('contoso')
  const owner = await house.addOwner()
  const kim = await house.addUser({ status: 'invited' })
  const same = await house.addUser({ tenancy: contoso, email: 'k@contoso.example', status: 'invited' })
  const bystander = await house.addUser({ tenancy: contoso })
  const { phone, enrolment: here } = await enrolPhone(house, kim, { pin })
  const unlock = { deviceId: here.deviceId, verification: { kind: 'pin', pin } as const }
  const { enrolment: there } = await enrolPhone(house, same, {
    phone,
    pin,
    identity: { kind: 'existing', did: here.did, unlock },
  })
  const preview = await house.as(owner)(previewDeparture, { params: { userId: kim.id }, body: {} })
  expect(preview).toMatchObject({ otherOrganisations: 1, oneOperator: true })

  // What runs by itself hears of it at once, in whichever process.
  const findTenancy = house.edge.tenants.byId
  const cleaning = startCleanUp({ ground: house.ground, log: house.edge.log, findTenancy })
  expect(await terminate(house, owner, kim)).toEqual({ outcome: 'terminated' })
  await expect.poll(() => who(house), { timeout: 4000 }).toEqual([owner.id, bystander.id].toSorted())
  await cleaning.stop()

  for (const enrolment of [here, there])
    expect(await checkStatus(phone, enrolment)).toMatchObject({ kind: 'wipe', status: { state: 'removed' } })
  expect(await house.db.selectFrom('identities').select('id').execute()).toEqual([])
  const tombstones = await house.db.selectFrom('userTombstones').select(['userId', 'why']).execute()
  expect(tombstones.map(({ why }) => why)).toEqual(['terminated', 'terminated'])
  expect(await typesIn(house, kim)).toEqual(
    expect.arrayContaining(['user user.termination.ordered', 'user user.deleted']),
  )
  expect(await typesIn(house, same)).toContain('system user.deleted')
})

test('what was ordered outlives whoever ordered it; doing it twice, or where nothing was ordered, does nothing', async ({
  house,
}) => {
  const contoso = await house.addTenant('contoso')
  const owner = await house.addOwner()
  const there = await house.addOwner({ tenancy: contoso })
  const [kim, same] = [await house.addUser(), await house.addUser({ tenancy: contoso })]
  await oneIdentity(house, kim, same)
  await carryOut(house, same, there)
  expect(await who(house)).toHaveLength(4)

  await terminate(house, owner, kim)
  // Until each organisation has done its part, the person is there.
  expect(await who(house)).toContain(same.id)
  await carryOut(house, same, there)
  await carryOut(house, same, there)
  expect(await who(house)).toEqual([owner.id, there.id].toSorted())
  expect((await house.events()).filter((type) => type === 'user.deleted')).toHaveLength(2)
})

test('a rank counts over all organisations, and none of them loses its last owner', async ({ house }) => {
  const contoso = await house.addTenant('contoso')
  const [owner, admin] = [await house.addOwner(), await house.addAdmin('user-admin')]
  const [kim, same] = [await house.addUser(), await house.addOwner({ tenancy: contoso })]
  await oneIdentity(house, kim, same)
  const refused = (by: TestUser, code: string) =>
    expect(terminate(house, by, kim)).rejects.toMatchObject({ name: 'Problem', code })
  await refused(admin, 'higher-rank')
  await refused(owner, 'last-owner')
  expect(await who(house)).toHaveLength(4)
  expect(await house.events()).not.toContain('user.termination.ordered')

  const another = await house.addOwner({ tenancy: contoso })
  await refused(admin, 'higher-rank')
  expect(await terminate(house, owner, kim)).toEqual({ outcome: 'terminated' })
  // The other owner leaves before it is carried out: it waits for a new one.
  const set = { status: 'deactivated', statusBefore: 'active', deactivatedAt: house.now } as const
  await house.db
    .updateTable('users')
    .set({ ...set, deactivationKind: 'offboarding' })
    .where('id', '=', another.id)
    .execute()
  await expect(carryOut(house, same, another)).rejects.toMatchObject({ code: 'last-owner' })
  const third = await house.addOwner({ tenancy: contoso })
  await carryOut(house, same, third)
  expect(await who(house)).not.toContain(same.id)
})

test('an organisation that is closed stands in nobody’s way', async ({ house }) => {
  const contoso = await house.addTenant('contoso')
  const owner = await house.addOwner()
  const [kim, same] = [await house.addUser(), await house.addOwner({ tenancy: contoso })]
  await oneIdentity(house, kim, same)
  await house.db.updateTable('tenants').set({ status: 'closed' }).where('slug', '=', 'contoso').execute()
  expect(await terminate(house, owner, kim)).toEqual({ outcome: 'terminated' })
  expect(await who(house)).toEqual([owner.id, same.id].toSorted())
  // Nor is it marked: their rank there was not looked at, and it may be opened again.
  await house.db.updateTable('tenants').set({ status: 'active' }).where('slug', '=', 'contoso').execute()
  await carryOut(house, same, owner)
  expect(await who(house)).toContain(same.id)
})

test('whoever was removed elsewhere and could be restored there is ended there as well', async ({
  house,
}) => {
  const contoso = await house.addTenant('contoso')
  const [owner, there] = [await house.addOwner(), await house.addOwner({ tenancy: contoso })]
  const [kim, same] = [await house.addUser(), await house.addUser({ tenancy: contoso })]
  await oneIdentity(house, kim, same)
  await house.as(there)(removeFromOrganisation, {
    params: { userId: same.id },
    body: {},
  })
  expect(await house.as(owner)(previewDeparture, { params: { userId: kim.id }, body: {} })).toMatchObject({
    otherOrganisations: 0,
    endsElsewhere: 1,
  })
  expect(await terminate(house, owner, kim)).toEqual({ outcome: 'terminated' })
  await carryOut(house, same, there)
  expect(await who(house)).toEqual([owner.id, there.id].toSorted())
  const [ordered] = await house.db
    .selectFrom('auditEvents')
    .select('data')
    .where('type', '=', 'user.termination.ordered')
    .execute()
  expect(ordered?.data).toMatchObject({ otherOrganisations: 1 })
})

test('an order lapses where its person was promoted since, and after a day', async ({ house }) => {
  const contoso = await house.addTenant('contoso')
  const admin = await house.addAdmin('user-admin')
  const there = await house.addOwner({ tenancy: contoso })
  const told = await house.addAdmin('user-admin', { tenancy: contoso })
  const orderFor = async () => {
    const [kim, same] = [await house.addUser(), await house.addUser({ tenancy: contoso })]
    await oneIdentity(house, kim, same)
    await terminate(house, admin, kim)
    return same
  }
  const lapses = async () => {
    const rows = await house.db
      .selectFrom('auditEvents')
      .select('data')
      .where('type', '=', 'user.termination.lapsed')
      .orderBy('id')
      .execute()
    return rows.map(({ data }) => (data as { why: string }).why)
  }
  const promoted = await orderFor()
  const set = { adminRole: 'owner', role: 'admin' } as const
  await house.db.updateTable('users').set(set).where('id', '=', promoted.id).execute()
  await carryOut(house, promoted, there)
  expect(await lapses()).toEqual(['promoted'])
  const late = await orderFor()
  house.advance(86_401)
  await carryOut(house, late, there)
  expect(await lapses()).toEqual(['promoted', 'late'])
  const mails = (await house.mails()).filter(({ subject }) => subject.includes('was not terminated at'))
  expect(mails.map(({ to, text }) => [to, /higher role|for a day/.exec(text)?.[0]])).toEqual([
    [told.email, 'higher role'],
    // Who is an owner by now hears of others, and not of themselves.
    [promoted.email, 'for a day'],
    [told.email, 'for a day'],
  ])

  // For good: neither another round nor a demotion brings it back.
  const plain = { adminRole: null, role: 'user' } as const
  await house.db.updateTable('users').set(plain).where('id', '=', promoted.id).execute()
  for (const one of [promoted, late]) await carryOut(house, one, there)
  expect(await who(house)).toEqual([admin.id, there.id, told.id, promoted.id, late.id].toSorted())
})
