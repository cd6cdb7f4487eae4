import { expect } from 'vitest'
import { issueClaim } from '#contract/claims.ts'
import { removeDevice, unregisterAllDevices } from '#contract/devices.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { reactivateUser } from '#domain/users/reactivate-user.ts'
import { listWaiting } from '#phone/answer.ts'
import { changePin } from '#phone/change-pin.ts'
import { endSessions } from '#phone/end-sessions.ts'
import { enrol, openClaimAt } from '#phone/enrol.ts'
import { keepDevice } from '#phone/keep.ts'
import type { Identity } from '#phone/key-store.ts'
import { readOverview } from '#phone/overview.ts'
import { pausePushes } from '#phone/pause.ts'
import { askProof, beginRestore, showProof } from '#phone/restore.ts'
import { sendTestAlert } from '#phone/test-alert.ts'
import { verifyPerson } from '#phone/verify-person.ts'
import { type House, type TestUser, test } from '../harness.ts'
import {
  approve,
  askFor,
  choicesOf,
  createPhone,
  type Enrolled,
  enrolPhone,
  somePush,
} from '../phone-harness.ts'

/** A thief with the unlocked phone, its PIN and so its backup, whatever the person and the administrator do. */
const refused = (code: ProblemCode) => ({ name: 'Problem', code })
const pin = '493817'

async function stolen(house: House) {
  const kim = await house.addUser({ status: 'invited', email: 'kim@example.com' })
  const phone = await enrolPhone(house, kim, { pin, push: somePush() })
  const [identity] = await phone.phone.store.listIdentities()
  if (!identity) throw new Error('a phone that is enrolled holds an identity')
  return { kim, phone, identity, desk: await house.addAdmin('help-desk') }
}

const remove = (house: House, by: TestUser, user: TestUser, { enrolment }: Enrolled) =>
  house.as(by)(removeDevice, {
    params: { userId: user.id, deviceId: enrolment.deviceId },
    body: { confirmation: 'remove device', endSessions: true, why: 'lost' },
  })

/** The code of the last mail that carries one: it arrives on the stolen phone. */
const mailedCode = async (house: House) =>
  (await house.mails()).map(({ text }) => /^(\d{3}) (\d{3})$/m.exec(text)).findLast((match) => match)?.[0] ??
  ''

const restoreWith = async (house: House, identity: Identity, iss: string, claim: string) => {
  const phone = createPhone(house)
  const opened = await openClaimAt(phone, iss, claim)
  return enrol(phone, opened, { ...choicesOf(phone, { pin }), identity: { kind: 'restored', identity } })
}

test('after the phone was removed as lost it does nothing any more', async ({ house }) => {
  const { kim, phone, desk } = await stolen(house)
  const asked = await askFor(house, kim)
  await remove(house, desk, kim, phone)
  const { phone: app, enrolment, verification } = phone
  const tries: Record<string, () => Promise<unknown>> = {
    answer: () => approve(phone, asked),
    pending: () => listWaiting(app, enrolment),
    'open the seed': () => verifyPerson(app, enrolment, 'grant', verification),
    'make a backup': () => verifyPerson(app, enrolment, 'backup', verification),
    overview: () => readOverview(app, enrolment),
    'test alert': () => sendTestAlert(app, enrolment),
    pause: () => pausePushes(app, enrolment),
    'end sessions': () => endSessions(app, enrolment),
    keep: () => keepDevice(app, enrolment, verification),
    'change the PIN': () => changePin(app, enrolment, { current: pin, next: '501928' }),
  }
  for (const [what, attempt] of Object.entries(tries))
    await expect(attempt(), what).rejects.toMatchObject(refused('device-removed'))
  const requests = await house.db.selectFrom('approvalRequests').select('state').execute()
  expect(requests).toEqual([{ state: 'cancelled' }])
})

test('its backup restores nothing by mail or by itself, only with an administrator’s setup code', async ({
  house,
}) => {
  const { kim, phone, identity, desk } = await stolen(house)
  const { iss } = phone.enrolment
  await remove(house, desk, kim, phone)
  const app = createPhone(house)
  const begun = await beginRestore(app, identity, iss)
  expect(begun).toMatchObject({ proofs: ['claim'], hints: { mail: null, sms: null, devices: [] } })
  for (const by of ['mail', 'sms', 'device'] as const) {
    await expect(askProof(app, begun, by)).rejects.toMatchObject(refused('restore-proof-refused'))
    await expect(showProof(app, begun, by, '123456')).rejects.toMatchObject(refused('restore-proof-refused'))
  }
  await expect(showProof(app, begun, 'claim', 'ABCDE12345')).rejects.toMatchObject(refused('claim-invalid'))
  // Another person's code is no help either.
  const lee = await house.addUser()
  const other = await house.as(desk)(issueClaim, { params: { userId: lee.id }, body: { kind: 'screen' } })
  await expect(showProof(app, begun, 'claim', other.secret?.code ?? '')).rejects.toMatchObject(
    refused('claim-invalid'),
  )
  const { devices } = await counts(house)
  expect(devices).toBe(0)

  // The administrator who speaks with the person gives them the code, and with their backup they are back.
  const { secret } = await house.as(desk)(issueClaim, {
    params: { userId: kim.id },
    body: { kind: 'screen' },
  })
  const theirs = createPhone(house)
  const again = await beginRestore(theirs, identity, iss)
  const proved = await showProof(theirs, again, 'claim', secret?.code ?? '')
  if (proved.state !== 'proved') throw new Error('the code of an administrator is the proof')
  const restored = await restoreWith(house, identity, iss, proved.claim)
  expect(restored.did).toBe(phone.enrolment.did)
  expect(await counts(house)).toEqual({ devices: 1, restoreByClaim: false })
})

test('a restore that was under way when the loss was reported comes to nothing, whatever was shown for it', async ({
  house,
}) => {
  const { kim, phone, identity, desk } = await stolen(house)
  const { iss } = phone.enrolment
  const app = createPhone(house)
  const byMail = await beginRestore(app, identity, iss)
  await askProof(app, byMail, 'mail')
  const code = await mailedCode(house)
  const proved = await showProof(app, byMail, 'mail', code)
  if (proved.state !== 'proved') throw new Error('the mailed code is a proof while nothing is lost')
  // Or talked out of an administrator before the person called.
  const { secret } = await house.as(desk)(issueClaim, {
    params: { userId: kim.id },
    body: { kind: 'screen' },
  })
  const byClaim = await beginRestore(app, identity, iss)
  const talked = await showProof(app, byClaim, 'claim', secret?.code ?? '')
  if (talked.state !== 'proved') throw new Error('the code of an administrator is a proof')

  await remove(house, desk, kim, phone)
  for (const claim of [proved.claim, talked.claim])
    await expect(restoreWith(house, identity, iss, claim)).rejects.toMatchObject(refused('claim-invalid'))
  await expect(showProof(app, byMail, 'mail', code)).rejects.toMatchObject(refused('restore-not-found'))
  await expect(showProof(app, byClaim, 'claim', secret?.code ?? '')).rejects.toMatchObject(
    refused('restore-not-found'),
  )
  expect(await counts(house)).toEqual({ devices: 0, restoreByClaim: true })
})

test('a restore that was under way does not go on after a deactivation was undone', async ({ house }) => {
  const { kim, phone, identity, desk } = await stolen(house)
  const app = createPhone(house)
  const begun = await beginRestore(app, identity, phone.enrolment.iss)
  const { secret } = await house.as(desk)(issueClaim, {
    params: { userId: kim.id },
    body: { kind: 'screen' },
  })
  await showProof(app, begun, 'claim', secret?.code ?? '')
  await house.work(null, async (work) => {
    await deactivateUser(work, { userId: kim.id, kind: 'investigation' })
    await reactivateUser(work, { userId: kim.id })
  })
  await expect(showProof(app, begun, 'claim', secret?.code ?? '')).rejects.toMatchObject(
    refused('restore-not-found'),
  )
})

test('after Unregister All the backup opens nothing here, not even with the setup code', async ({
  house,
}) => {
  const { kim, phone, identity, desk } = await stolen(house)
  const { iss } = phone.enrolment
  const { secret } = await house.as(desk)(unregisterAllDevices, {
    params: { userId: kim.id },
    body: { confirmation: 'unregister all devices', reason: 'Phone stolen' },
  })
  await expect(beginRestore(createPhone(house), identity, iss)).rejects.toMatchObject(refused('did-retired'))
  const token = new URLSearchParams(new URL(secret?.link ?? '').hash.slice(1)).get('t') ?? ''
  await expect(restoreWith(house, identity, iss, token)).rejects.toMatchObject(refused('did-retired'))
  expect((await counts(house)).devices).toBe(0)
  // The refusal has not used the code up: it is for the person, on a new phone.
  await enrolPhone(house, kim, { phone: createPhone(house), pin, claim: secret?.link ?? '' })
  expect((await counts(house)).devices).toBe(1)
})

async function counts(house: House) {
  const devices = await house.db.selectFrom('devices').select('id').where('state', '!=', 'removed').execute()
  const { restoreByClaim } = await house.db
    .selectFrom('users')
    .select('restoreByClaim')
    .where('email', '=', 'kim@example.com')
    .executeTakeFirstOrThrow()
  return { devices: devices.length, restoreByClaim }
}
