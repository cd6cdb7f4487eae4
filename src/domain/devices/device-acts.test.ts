import { sql } from 'kysely'
import { expect } from 'vitest'
import { verificationChallenge } from '#contract/device-messages.ts'
import {
  changePin as changePinOperation,
  verifyPerson as verifyPersonOperation,
} from '#contract/device-operations.ts'
import type { ProblemCode } from '#contract/problem.ts'
import type { Tenancy } from '#domain/work.ts'
import { listWaiting } from '#phone/answer.ts'
import { makeBackup } from '#phone/backup.ts'
import { base64url, randomBytes, sha256 } from '#phone/base64url.ts'
import { callAsDevice } from '#phone/call.ts'
import { changePin } from '#phone/change-pin.ts'
import { endSessions } from '#phone/end-sessions.ts'
import { handlePush } from '#phone/handle-push.ts'
import { readOverview } from '#phone/overview.ts'
import { pausePushes } from '#phone/pause.ts'
import { makeRecoveryCode } from '#phone/recovery-code.ts'
import { reportBackup } from '#phone/report-backup.ts'
import { checkStatus } from '#phone/status.ts'
import { sendTestAlert } from '#phone/test-alert.ts'
import { runCommand } from '../../../test/command.ts'
import { type House, test } from '../../../test/harness.ts'
import {
  aPhone,
  approve,
  askFor,
  decide,
  type Enrolled,
  enrolPhone,
  somePush,
} from '../../../test/phone-harness.ts'

/** What a phone does for its person besides answering, and what its status says of it. */
const refused = (code: ProblemCode) => ({ name: 'Problem', code })
const pin = '493817'

async function enrolled(house: House, options: Parameters<typeof enrolPhone>[2] = {}) {
  const kim = await house.addUser({ status: 'invited' })
  return { kim, ...(await enrolPhone(house, kim, options)) }
}

const statusOf = async ({ phone, enrolment }: Pick<Enrolled, 'phone' | 'enrolment'>) => {
  const outcome = await checkStatus(phone, enrolment)
  if (outcome.kind === 'unverified') throw outcome.cause
  return outcome.status
}

test('a PIN is changed by whoever knows it; misses count, and the old one serves no more', async ({
  house,
}) => {
  const { kim, phone, enrolment } = await enrolled(house, { pin })
  const wrong = changePin(phone, enrolment, { current: '493818', next: '629418' })
  await expect(wrong).rejects.toMatchObject({ ...refused('pin-wrong'), members: { left: 9 } })
  await changePin(phone, enrolment, { current: pin, next: '629418' })
  const old = { phone, enrolment, verification: { kind: 'pin', pin } } as const
  await expect(approve(old, await askFor(house, kim))).rejects.toMatchObject(refused('pin-wrong'))
  const now = { phone, enrolment, verification: { kind: 'pin', pin: '629418' } } as const
  expect(await approve(now, await askFor(house, kim))).toMatchObject({ state: 'approved' })
  expect((await house.events()).filter((type) => type === 'device.pin.changed')).toHaveLength(1)
  const told = (await house.mails()).filter(({ subject }) => subject.startsWith('The PIN of your phone'))
  expect(told.map(({ to }) => to)).toEqual([kim.email])
})

test('who verifies by the platform has no PIN to change', async ({ house }) => {
  const { phone, enrolment } = await enrolled(house)
  const proof = base64url(randomBytes(32))
  const changing = callAsDevice(phone, enrolment, changePinOperation, () => ({
    params: {},
    body: { v: 1, pin: proof, new: proof } as const,
  }))
  await expect(changing).rejects.toMatchObject(refused('uv-required'))
})

test('a backup is reported to every issuer, and kept by the day', async ({ house }) => {
  const { kim, phone, enrolment, verification } = await enrolled(house)
  const madeAt = Math.floor(house.now.getTime() / 1000)
  const backup = { madeAt, deviceIds: [enrolment.deviceId] }
  expect((await statusOf({ phone, enrolment })).backup_at).toBeUndefined()

  const made = await makeBackup(phone, { kind: 'code', code: makeRecoveryCode() }, () => verification)
  expect(await reportBackup(phone, made)).toEqual([])
  expect(await statusOf({ phone, enrolment })).toMatchObject({ backup_at: madeAt })
  // A clock that is ahead makes no backup of tomorrow, and an older one takes nothing back.
  expect(await reportBackup(phone, { ...backup, madeAt: madeAt + 86_400 })).toEqual([])
  expect(await reportBackup(phone, { ...backup, madeAt: madeAt - 86_400 })).toEqual([])
  expect(await statusOf({ phone, enrolment })).toMatchObject({ backup_at: madeAt })
  const kept = await house.db
    .selectFrom('users')
    .innerJoin('devices', 'devices.userId', 'users.id')
    .select(['users.lastBackupAt', 'devices.lastBackupAt as withThis'])
    .where('users.id', '=', kim.id)
    .executeTakeFirstOrThrow()
  expect([kept.lastBackupAt, kept.withThis]).toEqual([house.now, house.now])
  expect(await house.events()).toContain('backup.made')
})

test('a verification serves one purpose and one call', async ({ house }) => {
  const { phone, enrolment, verification } = await enrolled(house)
  if (verification.kind !== 'wa') throw new Error('by the platform')
  const proofFor = async (text: string) =>
    (await verification.assert(await sha256(text), enrolment.credentialId ?? '')).assertion
  for (const textOf of [
    (callId: string) => verificationChallenge.seed('grant', callId),
    () => verificationChallenge.seed('backup', 'another'),
    (callId: string) => verificationChallenge.answer(callId, '', 'approve'),
  ]) {
    const verifying = callAsDevice(phone, enrolment, verifyPersonOperation, async (callId) => ({
      params: {},
      body: { v: 1, for: 'backup', wa: await proofFor(textOf(callId)) } as const,
    }))
    await expect(verifying).rejects.toMatchObject(refused('uv-failed'))
  }
})

test('a test alert rings this phone, five times in ten minutes; one that push does not reach is told so', async ({
  house,
}) => {
  const { phone, enrolment } = await enrolled(house, { push: somePush() })
  await sendTestAlert(phone, enrolment)
  const [push] = await house.pushes()
  expect(push).toMatchObject({ deviceId: enrolment.deviceId })
  expect(await handlePush(phone, push?.message)).toEqual({ kind: 'test' })
  for (let more = 0; more < 4; more++) await sendTestAlert(phone, enrolment)
  await expect(sendTestAlert(phone, enrolment)).rejects.toMatchObject(refused('rate-limited'))
  expect(await house.events()).toContain('device.test-alert.sent')
  const silent = await enrolled(house)
  await expect(sendTestAlert(silent.phone, silent.enrolment)).rejects.toMatchObject(
    refused('device-not-receiving'),
  )
})

test('the overview has the person’s own phones and requests, and nobody else’s', async ({ house }) => {
  const { kim, ...mine } = await enrolled(house, { push: somePush() })
  const lee = await enrolled(house, { name: 'Lee’s phone' })
  await askFor(house, lee.kim)
  await decide(mine, await askFor(house, kim), { kind: 'deny' })
  expect(await readOverview(mine.phone, mine.enrolment)).toMatchObject({
    devices: [{ name: 'Test phone', model: 'Pixel 9', current: true, push_target: true, replaced_at: null }],
    requests: [
      { app: 'Console', browser: 'Chrome on macOS', place: 'Lisbon, PT', state: 'denied', why: 'denied' },
    ],
  })
})

test('a person pauses their own requests for a quarter of an hour; the open app shows them all the same', async ({
  house,
}) => {
  const { kim, ...mine } = await enrolled(house, { push: somePush() })
  const until = await pausePushes(mine.phone, mine.enrolment)
  const seconds = Math.floor(house.now.getTime() / 1000) + 900
  expect(Math.floor(until.getTime() / 1000)).toBe(seconds)
  expect(await statusOf(mine)).toMatchObject({ paused_until: seconds })
  expect(await askFor(house, kim)).toMatchObject({ pushed: false, heldBack: 'paused' })
  expect(await listWaiting(mine.phone, mine.enrolment)).toHaveLength(1)
  house.advance(901)
  expect((await statusOf(mine)).paused_until).toBeUndefined()
  expect(await askFor(house, kim)).toMatchObject({ pushed: true })
})

test('sign out everywhere ends this person’s sessions here, and only theirs', async ({ house }) => {
  const acme = await house.addTenant('acme')
  const { kim, ...mine } = await enrolled(house)
  const lee = await house.addUser()
  const there = await house.addUser({ tenancy: acme })
  for (const user of [kim, kim, lee]) await house.addSession(user.id)
  await house.addSession(there.id, { tenancy: acme })
  expect(await endSessions(mine.phone, mine.enrolment)).toBe(2)
  expect(await endSessions(mine.phone, mine.enrolment)).toBe(0)
  const open = await house.db.selectFrom('sessions').select('userId').where('endedAt', 'is', null).execute()
  expect(open.map(({ userId }) => userId).toSorted()).toEqual([lee.id, there.id].toSorted())
})

test('a closed organisation says that it is gone, at the app’s own origin; whoever looks like one does not', async ({
  house,
}) => {
  const acme = await house.addTenant('acme')
  const kim = await house.addUser({ status: 'invited', tenancy: acme })
  const there = await enrolPhone(house, kim)
  const here = await enrolled(house)
  const close = async (slug: string) => {
    await house.db.updateTable('tenants').set({ status: 'closed' }).where('slug', '=', slug).execute()
    house.database.hub.publish([{ topic: 'tenant', tenantId: acme.tenantId, id: acme.tenantId }])
  }
  await close('acme')
  await expect
    .poll(() => checkStatus(there.phone, there.enrolment).then(({ kind }) => kind))
    .toBe('unverified')
  const { appUrl: appOrigin } = acme
  expect(await checkStatus(there.phone, there.enrolment, { appOrigin })).toMatchObject({
    kind: 'wipe',
    status: { state: 'tenant-gone', iss: acme.baseUrl },
  })
  // Another organisation's phone is not told so.
  expect(await statusOf(here)).toMatchObject({ state: 'active' })

  // The first one as well, which is served at that very origin.
  await close('northwind')
  await expect
    .poll(() => checkStatus(here.phone, here.enrolment).then((outcome) => outcome.kind))
    .toBe('wipe')
  expect(await statusOf(here)).toMatchObject({ state: 'tenant-gone' })
})

/** Deletes what an organisation has, down to its row, as an operator does by hand. */
async function deleteTenant(house: House, { tenantId }: Tenancy) {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')`.execute(
    house.db,
  )
  let left = rows.map(({ name }) => name)
  // What refers to something else goes before it.
  while (left.length > 0) {
    const kept: string[] = []
    for (const name of left) {
      const gone = sql`delete from ${sql.table(name)} where tenant_id = ${tenantId}`.execute(house.db)
      await gone.catch(() => kept.push(name))
    }
    if (kept.length === left.length) throw new Error(`these cannot be deleted: ${kept.join(', ')}`)
    left = kept
  }
  await house.db.deleteFrom('tenants').where('id', '=', tenantId).execute()
  house.database.hub.publish([{ topic: 'tenant', tenantId, id: tenantId }])
}

test('a deleted organisation says that it is gone as a closed one does; one that a restored dump does not know wipes nothing', async ({
  house,
}) => {
  const [acme, globex] = [await house.addTenant('acme'), await house.addTenant('globex')]
  const phoneOf = async (tenancy: Tenancy) =>
    enrolPhone(house, await house.addUser({ status: 'invited', tenancy }))
  const [there, later] = [await phoneOf(acme), await phoneOf(globex)]
  const { appUrl: appOrigin } = acme
  const report = { dev: aPhone, push: somePush() }
  await deleteTenant(house, acme)
  await deleteTenant(house, globex)
  // The dump was made before the second organisation: of that neither row nor memory came back.
  await house.db.deleteFrom('tenantTombstones').where('slug', '=', 'globex').execute()

  // At its own address nothing of it is left, so the app asks at its own.
  expect(await checkStatus(there.phone, there.enrolment)).toMatchObject({ kind: 'unverified' })
  expect(await checkStatus(there.phone, there.enrolment, { report, appOrigin })).toMatchObject({
    kind: 'wipe',
    status: { state: 'tenant-gone', iss: acme.baseUrl },
  })
  expect(await checkStatus(later.phone, later.enrolment, { report, appOrigin })).toMatchObject({
    kind: 'verified',
    status: { state: 'unknown', iss: globex.baseUrl },
  })
  expect(await later.phone.store.listEnrolments()).toHaveLength(1)

  // Its short name is not given to another: phones would ask that one.
  const again = ['--owner-email', 'a@b.example', '--owner-first-name', 'Ada', '--owner-last-name', 'Byron']
  await markSetUp(house)
  expect(await runCommand(house, 'tenant', 'create', '--name', 'Acme', ...again)).toMatchObject({
    code: 1,
    said: expect.stringContaining('There is, or was, an organisation of that short name'),
  })
})

const markSetUp = (house: House) => house.db.updateTable('installation').set({ setUpAt: house.now }).execute()
