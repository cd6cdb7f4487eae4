import { expect } from 'vitest'
import { messageTypes } from '#contract/device-messages.ts'
import { makeCallId } from '#phone/call.ts'
import { signerOf, signJws } from '#phone/jws.ts'
import { checkStatus, verifyStatus } from '#phone/status.ts'
import { runCommand } from '../../../test/command.ts'
import { type House, test } from '../../../test/harness.ts'
import { type Enrolled, enrolPhone } from '../../../test/phone-harness.ts'
import { planStatusRotation, rotateStatusKey } from './rotate-status-key.ts'
import { statusKeysOf } from './status-keys.ts'

const rotate = (house: House, ...more: string[]) => runCommand(house, 'keys', 'rotate', 'status', ...more)

const keysNow = (house: House) => house.work(null, statusKeysOf, 'read')

const enrolled = async (house: House) =>
  enrolPhone(house, await house.addUser({ status: 'invited' }), { pin: '493817' })

/** What the phone makes of its status, and the ids of the keys that it has from then on. */
async function ask({ phone, enrolment }: Enrolled) {
  const { kind } = await checkStatus(phone, enrolment)
  const kept = await phone.store.findEnrolment(enrolment.deviceId)
  return [kind, ...(kept?.statusKeys ?? []).map(({ kid }) => kid)]
}

test('the next key is known before it signs: a phone that slept through a rotation believes it', async ({
  house,
}) => {
  const [awake, asleep] = [await enrolled(house), await enrolled(house)]
  const first = await keysNow(house)
  expect(await ask(awake)).toEqual(['verified', first.current.kid, first.next.kid])

  expect(await rotate(house)).toMatchObject({ code: 0 })
  const second = await keysNow(house)
  expect(second.current.kid).toBe(first.next.kid)
  for (const phone of [awake, asleep])
    expect(await ask(phone)).toEqual(['verified', second.current.kid, second.next.kid])
  expect(await house.events()).toContain('signing-key.rotated')

  // Whoever has the old key makes no phone forget anything any more.
  const { phone } = awake
  const enrolment = (await phone.store.findEnrolment(awake.enrolment.deviceId)) ?? awake.enrolment
  const callId = makeCallId()
  const claims = {
    v: 1,
    iss: enrolment.iss,
    aud: enrolment.deviceId,
    rj: callId,
    state: 'removed',
    push_target: false,
    org: { name: '', logo: null },
    user: { name: '' },
    accounts: [],
    keys: [],
    iat: Math.floor(house.now.getTime() / 1000),
  }
  const signedBy = async ({ kid, privateJwk }: typeof first.current) => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    const key = await crypto.subtle.importKey('jwk', privateJwk, algorithm, false, ['sign'])
    return signJws(messageTypes.status, { kid }, claims, signerOf(key))
  }
  await expect(verifyStatus(phone, enrolment, callId, await signedBy(first.current))).rejects.toMatchObject({
    name: 'ForgedMessageError',
  })
  expect(await verifyStatus(phone, enrolment, callId, await signedBy(second.next))).toMatchObject({
    state: 'removed',
  })
})

test('a dump from before a rotation, restored, locks out no phone', async ({ house }) => {
  const [asked, silent] = [await enrolled(house), await enrolled(house)]
  const before = await keysNow(house)
  const dump = await house.db.selectFrom('installation').selectAll().executeTakeFirstOrThrow()
  await rotate(house)
  const after = await keysNow(house)
  expect(await ask(asked)).toEqual(['verified', after.current.kid, after.next.kid])

  const { statusKey, nextStatusKey, ...rest } = dump
  await house.db
    .updateTable('installation')
    .set({
      ...rest,
      statusKey: JSON.stringify(statusKey),
      nextStatusKey: JSON.stringify(nextStatusKey),
    })
    .execute()
  const { tenantId } = house.tenancy
  house.database.hub.publish([{ topic: 'status-key', tenantId, id: '' }])
  for (const phone of [asked, silent])
    expect(await ask(phone)).toEqual(['verified', before.current.kid, before.next.kid])
  // And it is rotated from there like any other.
  await rotate(house)
  for (const phone of [asked, silent]) expect((await ask(phone))[0]).toBe('verified')
})

test('a rotation that would leave phones behind is not made by mistake', async ({ house }) => {
  const phone = await enrolled(house)
  house.advance(3600)
  expect(await rotate(house)).toEqual({
    code: 0,
    said: expect.stringContaining('The installation signs with a new status key'),
  })
  const once = await keysNow(house)
  house.advance(3600)
  const refused = await rotate(house)
  expect(refused).toEqual({ code: 1, said: expect.stringContaining(': 1. They could not check') })
  expect(await keysNow(house)).toEqual(once)

  await ask(phone)
  expect(await rotate(house)).toMatchObject({ code: 0 })
  expect((await ask(phone))[0]).toBe('verified')
  house.advance(3600)
  for (let i = 0; i < 2; i++) expect(await rotate(house, '--yes')).toMatchObject({ code: 0 })
  expect((await ask(phone))[0]).toBe('unverified')
  expect(await rotate(house, '--tenant', 'northwind')).toMatchObject({ code: 1 })
})

test('of two rotations at once one is made: the other would sign with a key that no phone knows', async ({
  house,
}) => {
  const phone = await enrolled(house)
  const before = await keysNow(house)
  const { planned } = await planStatusRotation(house.ground)
  const both = await Promise.all(
    [1, 2].map(() => house.work(null, (work) => rotateStatusKey(work, { planned }))),
  )
  expect(both.filter((rotated) => rotated !== undefined)).toEqual([{ kid: before.next.kid }])
  expect((await keysNow(house)).current.kid).toBe(before.next.kid)
  expect((await house.events()).filter((type) => type === 'signing-key.rotated')).toHaveLength(1)
  expect((await ask(phone))[0]).toBe('verified')
})
