import { describe, expect } from 'vitest'
import { restoreUser, terminateUser } from '#contract/departures.ts'
import { answerTermination } from '#phone/answer-termination.ts'
import { checkStatus } from '#phone/status.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { enrolPhone } from '../../../test/phone-harness.ts'

const pin = '493817'
const verification = { kind: 'pin', pin } as const

/** One person with one phone, and one identity, here and at Contoso. */
async function inTwo(house: House, there: { adminRole?: 'owner' } = {}) {
  const contoso = await house.addTenant('contoso')
  const owner = await house.addOwner()
  const kim = await house.addUser({ status: 'invited' })
  const same = await house.addUser({
    tenancy: contoso,
    email: 'k@contoso.example',
    status: 'invited',
    ...there,
  })
  const here = await enrolPhone(house, kim, { pin })
  const { phone, enrolment } = here
  const unlock = { deviceId: enrolment.deviceId, verification }
  const elsewhere = await enrolPhone(house, same, {
    phone,
    pin,
    identity: { kind: 'existing', did: enrolment.did, unlock },
  })
  return { owner, kim, same, phone, here: enrolment, there: elsewhere.enrolment }
}

type Two = Awaited<ReturnType<typeof inTwo>>

const terminate = (house: House, owner: TestUser, { id, email }: TestUser) =>
  house.as(owner)(terminateUser, { params: { userId: id }, body: { confirmation: email } })

async function isAsked({ phone }: Two, enrolment: Two['there']) {
  const outcome = await checkStatus(phone, enrolment)
  return outcome.kind === 'verified' && outcome.status.termination_asked === true
}

describe('a termination that another organisation asked for', () => {
  test('reaches this one by the person’s own word, with the phone’s verification', async ({ house }) => {
    const two = await inTwo(house)
    const { owner, kim, same, phone, here, there } = two
    expect(await isAsked(two, there)).toBe(false)
    await expect(answerTermination(phone, there, { answer: 'refuse' })).rejects.toMatchObject({
      code: 'nothing-asked',
    })

    expect(await terminate(house, owner, kim)).toEqual({ outcome: 'asked' })
    // Here they are gone, and the phone is told; there nothing has happened but that the person is asked.
    expect(await checkStatus(phone, here)).toMatchObject({ kind: 'wipe', status: { state: 'removed' } })
    expect(await isAsked(two, there)).toBe(true)
    await expect(
      answerTermination(phone, there, { answer: 'confirm', verification: { kind: 'pin', pin: '862504' } }),
    ).rejects.toMatchObject({ code: 'pin-wrong' })
    expect(await isAsked(two, there)).toBe(true)

    await answerTermination(phone, there, { answer: 'confirm', verification })
    expect(await checkStatus(phone, there)).toMatchObject({ kind: 'wipe', status: { state: 'removed' } })
    const tombstone = await house.db
      .selectFrom('userTombstones')
      .select('why')
      .where('userId', '=', same.id)
      .execute()
    expect(tombstone).toEqual([{ why: 'terminated' }])
    const types = (
      await house.db
        .selectFrom('auditEvents')
        .select('type')
        .where('tenantId', '=', same.tenancy.tenantId)
        .execute()
    ).map(({ type }) => type)
    expect(types).toEqual(expect.arrayContaining(['user.termination.answered', 'user.deleted']))
  })

  test('ends with a no, until somebody asks again; a restore takes it back', async ({ house }) => {
    const two = await inTwo(house)
    const { owner, kim, phone, there } = two
    await terminate(house, owner, kim)
    await answerTermination(phone, there, { answer: 'refuse' })
    expect(await isAsked(two, there)).toBe(false)
    await expect(answerTermination(phone, there, { answer: 'confirm', verification })).rejects.toMatchObject({
      code: 'nothing-asked',
    })
    // A third organisation asks later.
    await house.db
      .updateTable('identities')
      .set({ terminationAskedAt: new Date(house.now.getTime() + 1000) })
      .execute()
    expect(await isAsked(two, there)).toBe(true)
    await house.as(owner)(restoreUser, { params: { userId: kim.id }, body: {} })
    expect(await isAsked(two, there)).toBe(false)
  })

  test('is no way for somebody who is suspended to end what is held against them', async ({ house }) => {
    const two = await inTwo(house)
    const { owner, kim, same, phone, there } = two
    await terminate(house, owner, kim)
    await house.db
      .updateTable('users')
      .set({
        status: 'deactivated',
        statusBefore: 'active',
        deactivatedAt: house.now,
        deactivationKind: 'suspension',
      })
      .where('id', '=', same.id)
      .execute()
    expect(await isAsked(two, there)).toBe(false)
    await expect(answerTermination(phone, there, { answer: 'confirm', verification })).rejects.toMatchObject({
      code: 'user-deactivated',
    })
    const kept = await house.db.selectFrom('users').select('id').where('id', '=', same.id).execute()
    expect(kept).toHaveLength(1)
  })

  test('does not take an organisation its last owner', async ({ house }) => {
    const two = await inTwo(house, { adminRole: 'owner' })
    const { owner, kim, phone, there } = two
    await terminate(house, owner, kim)
    await expect(answerTermination(phone, there, { answer: 'confirm', verification })).rejects.toMatchObject({
      code: 'last-owner',
    })
    expect(await checkStatus(phone, there)).toMatchObject({ kind: 'verified', status: { state: 'active' } })
  })
})
