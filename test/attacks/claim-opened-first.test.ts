import { expect } from 'vitest'
import { issueClaim, listClaims } from '#contract/claims.ts'
import { listDevices, unregisterAllDevices } from '#contract/devices.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { enrol, openClaimAt } from '#phone/enrol.ts'
import { checkStatus } from '#phone/status.ts'
import { type House, type TestUser, test } from '../harness.ts'
import { setPolicy } from '../passwords.ts'
import { approve, askFor, choicesOf, createPhone, enrolPhone, type TestPhone } from '../phone-harness.ts'
import { setDevicePolicy } from '../restore.ts'

/** Somebody reads the mail with the setup link before the person for whom it is. */
const refused = (code: ProblemCode) => ({ name: 'Problem', code })

async function invited(house: House, personalEmail: string | null = null) {
  const desk = await house.addAdmin('help-desk')
  const kim = await house.addUser({ status: 'invited', email: 'kim@example.com' })
  if (personalEmail)
    await house.db.updateTable('users').set({ personalEmail }).where('id', '=', kim.id).execute()
  const { guardCode } = await house.as(desk)(issueClaim, {
    params: { userId: kim.id },
    body: { kind: 'mail' },
  })
  const mail = (await house.mails()).at(-1)
  const link = /https?:\S+#v=1\S+/.exec(mail?.text ?? '')?.[0] ?? ''
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('t') ?? ''
  return { desk, kim, token, guardCode, to: mail?.to }
}

const open = (house: House, phone: TestPhone, token: string, guard?: string) =>
  openClaimAt(phone, house.tenancy.baseUrl, token, guard)

const stateOf = async (house: House, desk: TestUser, { id: userId }: TestUser) =>
  (await house.as(desk)(listClaims, { params: { userId }, body: {} })).items[0]?.state

const newIdentity = { kind: 'new' } as const

test('only looked at: the administrator sees that it was, and the person still gets in with it', async ({
  house,
}) => {
  const { desk, kim, token } = await invited(house)
  expect(await stateOf(house, desk, kim)).toBe('issued')
  await open(house, createPhone(house), token)
  expect(await stateOf(house, desk, kim)).toBe('opened')
  const phone = createPhone(house)
  await enrol(phone, await open(house, phone, token), { ...choicesOf(phone), identity: newIdentity })
  expect(await stateOf(house, desk, kim)).toBe('spent')
})

test('looked at until it is locked: nobody gets in, the administrator sees why, and the next code works', async ({
  house,
}) => {
  const { desk, kim, token } = await invited(house)
  for (let looks = 0; looks < 5; looks++) await open(house, createPhone(house), token)
  await expect(open(house, createPhone(house), token)).rejects.toMatchObject(refused('claim-locked'))
  expect(await stateOf(house, desk, kim)).toBe('locked')
  const { secret } = await house.as(desk)(issueClaim, {
    params: { userId: kim.id },
    body: { kind: 'screen' },
  })
  await enrolPhone(house, kim, { claim: secret?.link ?? '' })
})

test('used: the person is refused and told where the invitation did not go, the administrator sees a phone, and one act puts it out for good', async ({
  house,
}) => {
  const { desk, kim, token } = await invited(house, 'kim@home.example')
  // Both are on the way at once; the thief is quicker.
  const own = createPhone(house)
  const theirs = await open(house, own, token)
  const thief = createPhone(house)
  const enrolment = await enrol(thief, await open(house, thief, token), {
    ...choicesOf(thief, { name: 'Pixel' }),
    identity: newIdentity,
  })
  await expect(enrol(own, theirs, { ...choicesOf(own), identity: newIdentity })).rejects.toMatchObject(
    refused('claim-invalid'),
  )
  await expect(open(house, own, token)).rejects.toMatchObject(refused('claim-invalid'))
  const notices = (await house.mails()).filter(({ subject }) => subject.startsWith('A phone was set up'))
  // Also where the invitation did not go: whoever reads the one mailbox cannot hide it.
  expect(notices.map(({ to }) => to)).toEqual(['kim@example.com', 'kim@home.example'])
  expect(notices[0]?.text).toContain('Pixel')
  expect(await stateOf(house, desk, kim)).toBe('spent')
  const params = { userId: kim.id }
  const { items } = await house.as(desk)(listDevices, { params, body: {} })
  expect(items.map(({ name }) => name)).toEqual(['Pixel'])

  const { secret } = await house.as(desk)(unregisterAllDevices, {
    params,
    body: { confirmation: 'unregister all devices', reason: 'Somebody else opened the invitation' },
  })
  const status = await checkStatus(thief, enrolment)
  expect(status).toMatchObject({ status: { state: 'removed' } })
  const asked = await askFor(house, kim)
  const verification = thief.authenticator.verification
  await expect(approve({ phone: thief, enrolment, verification }, asked)).rejects.toMatchObject(
    refused('device-removed'),
  )
  const rightful = await enrolPhone(house, kim, { claim: secret?.link ?? '' })
  expect(rightful.enrolment.did).not.toBe(enrolment.did)
  expect(await approve(rightful, await askFor(house, kim))).toMatchObject({ state: 'approved' })
})

test('with a second code that travels another way, whoever has the mail alone has nothing, and locks it at most', async ({
  house,
}) => {
  await setPolicy(house, { guardPersonalInvitations: true }, 'devices')
  const { desk, kim, token, guardCode, to } = await invited(house, 'kim@home.example')
  expect(to).toBe('kim@home.example')
  const thief = createPhone(house)
  for (let looks = 0; looks < 20; looks++)
    await expect(open(house, thief, token)).rejects.toMatchObject(refused('claim-guarded'))
  // Looking at it without the code uses nothing up.
  const own = createPhone(house)
  const opened = await open(house, own, token, guardCode ?? '')
  const wrong = guardCode === '000000' ? '111111' : '000000'
  for (let misses = 0; misses < 4; misses++)
    await expect(open(house, thief, token, wrong)).rejects.toMatchObject(refused('claim-guarded'))
  await expect(open(house, thief, token, guardCode ?? '')).rejects.toMatchObject(refused('claim-locked'))
  expect(await stateOf(house, desk, kim)).toBe('locked')
  // Who had opened it before goes on.
  await enrol(own, opened, { ...choicesOf(own), identity: newIdentity })
})

test('where every new phone waits to be confirmed, a thief’s phone signs nobody in', async ({ house }) => {
  await setDevicePolicy(house, { confirm: 'every' })
  const { kim, token } = await invited(house)
  const thief = createPhone(house)
  const enrolment = await enrol(thief, await open(house, thief, token), {
    ...choicesOf(thief),
    identity: newIdentity,
  })
  const verification = thief.authenticator.verification
  await expect(
    approve({ phone: thief, enrolment, verification }, await askFor(house, kim)),
  ).rejects.toMatchObject(refused('device-suspended'))
})
