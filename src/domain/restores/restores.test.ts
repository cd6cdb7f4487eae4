import { expect } from 'vitest'
import { createClient } from '#contract/client.ts'
import { messageTypes } from '#contract/device-messages.ts'
import { askRestoreProof, openRestore, proveRestore } from '#contract/device-restores.ts'
import { confirmDevice, listDevices } from '#contract/devices.ts'
import type { UserId } from '#contract/ids.ts'
import { Problem, type ProblemCode } from '#contract/problem.ts'
import type { SettingValue } from '#contract/settings.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { mobileKey } from '#domain/users/parse-mobile.ts'
import { listWaiting } from '#phone/answer.ts'
import { keyIdOfDid } from '#phone/did-key.ts'
import { openClaimAt } from '#phone/enrol.ts'
import { signJws } from '#phone/jws.ts'
import { keepDevice } from '#phone/keep.ts'
import { makeRootKey, openIdentity } from '#phone/keys.ts'
import { leave } from '#phone/leave.ts'
import { askProof, beginRestore, showProof } from '#phone/restore.ts'
import { checkStatus } from '#phone/status.ts'
import { type House, staged, test } from '../../../test/harness.ts'
import {
  aPhone,
  approve,
  askFor,
  claimFor,
  createPhone,
  decide,
  type Enrolled,
  enrolPhone,
  outsideOfUnits,
  request,
  somePush,
} from '../../../test/phone-harness.ts'
import { backedUp, earnClaim, enrolRestored, mailedCode, setDevicePolicy } from '../../../test/restore.ts'
import { cleanUp } from '../../jobs/clean-up.ts'
import { claimGuardHash } from '../claims/claim-hash.ts'
import { markLost } from '../devices/mark-lost.ts'
import { resetIdentity } from '../identities/reset-identity.ts'
import { finishRestoreProof } from './finish-restore-proof.ts'

const refused = (code: ProblemCode) => ({ name: 'Problem', code })

/** Somebody with a phone, and their backup on another. */
async function given(house: House, person: Parameters<House['addUser']>[0] = {}) {
  const kim = await house.addUser({ status: 'invited', ...person })
  const old = await enrolPhone(house, kim, { push: somePush('old') })
  return { kim, old, backup: await backedUp(house, old) }
}

const iss = (house: House) => house.tenancy.baseUrl

const statusOf = async ({ phone, enrolment }: Enrolled) => {
  const outcome = await checkStatus(phone, enrolment)
  if (outcome.kind === 'unverified') throw outcome.cause
  return outcome.status
}

const sweep = (house: House) =>
  cleanUp(
    { ground: house.ground, log: house.edge.log, findTenancy: (id) => house.edge.tenants.byId(id) },
    new AbortController().signal,
    false,
  )

const setMobile = (house: House, id: UserId, mobile: string | null) =>
  house.db
    .updateTable('users')
    .set({ mobile, mobileKey: mobile && mobileKey(mobile) })
    .where('id', '=', id)
    .execute()

const eventsAbout = async (house: House, type: string) => {
  const rows = await house.db
    .selectFrom('auditEvents')
    .select('data')
    .where('type', '=', type as never)
    .execute()
  return rows.map(({ data }) => data)
}

test('a phone comes back from a backup and a code by mail: it takes the place of the others, and everybody is told', async ({
  house,
}) => {
  const owner = await house.addOwner({ email: 'owner@example.com' })
  const { kim, old, backup } = await given(house, { email: 'kim@example.com' })
  await house.db
    .updateTable('users')
    .set({ personalEmail: 'kim@home.example' })
    .where('id', '=', kim.id)
    .execute()

  const begun = await beginRestore(backup.phone, backup.identity, iss(house))
  expect(begun).toMatchObject({
    org: { name: 'Northwind' },
    user: { name: kim.name, hint: 'ki…@example.com' },
    proofs: ['mail', 'device', 'claim'],
    hints: { mail: 'ki…@home.example', sms: null, devices: ['Test phone'] },
  })
  await askProof(backup.phone, begun, 'mail')
  const shown = await showProof(backup.phone, begun, 'mail', await mailedCode(house))
  if (shown.state !== 'proved') throw new Error('proved')
  const fresh = await enrolRestored(house, backup, shown.claim, {
    push: somePush('fresh'),
    name: 'Kim’s new one',
  })
  expect(fresh.enrolment.did).toBe(old.enrolment.did)
  expect(fresh.enrolment.deviceId).not.toBe(old.enrolment.deviceId)

  const [oldId, freshId] = [old.enrolment.deviceId, fresh.enrolment.deviceId]
  expect(await eventsAbout(house, 'device.restored')).toEqual([
    { userId: kim.id, deviceId: freshId, by: 'mail', replaces: [oldId] },
  ])
  expect(await house.events()).toContain('device.activated')
  const told = (await house.mails())
    .filter(({ subject }) => subject.includes('restored a'))
    .map(({ to }) => to)
  expect(told).toEqual(['owner@example.com'])
  const persons = (await house.mails()).filter(({ subject }) => subject.startsWith('A phone was restored'))
  expect(persons.map(({ to }) => to).toSorted()).toEqual(['kim@example.com', 'kim@home.example'])
  expect(await house.pushes()).toContainEqual(
    expect.objectContaining({ deviceId: oldId, message: { v: 1, t: 'state', iss: iss(house) } }),
  )

  // The new one gets the requests; the old one may still answer, and is told when it goes.
  const removal = Math.floor(house.now.getTime() / 1000) + 14 * 86_400
  expect(await statusOf(old)).toMatchObject({ state: 'active', push_target: false, replaced_at: removal })
  expect(await statusOf(fresh)).toMatchObject({ state: 'active', push_target: true })
  expect(await approve(old, await askFor(house, kim))).toMatchObject({ state: 'approved' })
  expect(await approve(fresh, await askFor(house, kim))).toMatchObject({ state: 'approved' })
  // Started once more, the old one does not take the requests back.
  await house.db.updateTable('devices').set({ pushTarget: false }).execute()
  await checkStatus(old.phone, old.enrolment, { report: { dev: aPhone, push: somePush('old') } })
  expect(await statusOf(old)).toMatchObject({ push_target: false })

  house.advance(14 * 86_400 - 1)
  await sweep(house)
  expect(await statusOf(old)).toMatchObject({ state: 'active' })
  house.advance(1)
  await sweep(house)
  expect(await statusOf(old)).toMatchObject({ state: 'removed', why: 'replaced' })
  expect(await statusOf(fresh)).toMatchObject({ state: 'active' })
  const { items } = await house.as(owner)(listDevices, { params: { userId: kim.id }, body: {} })
  expect(items.map(({ id }) => id)).toEqual([freshId])
})

test('"I still use this one": the old phone stays, and only its verified person says so', async ({
  house,
}) => {
  const { old, backup } = await given(house)
  const { claim } = await earnClaim(house, backup)
  await enrolRestored(house, backup, claim)
  old.phone.authenticator.misbehave({ userVerified: false })
  await expect(keepDevice(old.phone, old.enrolment, old.verification)).rejects.toMatchObject(
    refused('uv-failed'),
  )
  old.phone.authenticator.misbehave({})
  await keepDevice(old.phone, old.enrolment, old.verification)
  expect((await statusOf(old)).replaced_at).toBeUndefined()
  house.advance(15 * 86_400)
  await sweep(house)
  expect(await statusOf(old)).toMatchObject({ state: 'active' })
  expect(await eventsAbout(house, 'device.kept')).toMatchObject([{ by: 'person' }])
})

test('nobody loses their last phone to one that was restored and is gone again', async ({ house }) => {
  const { old, backup } = await given(house)
  const { claim } = await earnClaim(house, backup)
  const fresh = await enrolRestored(house, backup, claim)
  const { deviceId } = fresh.enrolment
  await house.db
    .updateTable('devices')
    .set({ state: 'removed', removedAt: house.now, pushTarget: false })
    .where('id', '=', deviceId)
    .execute()
  house.advance(15 * 86_400)
  await sweep(house)
  expect(await statusOf(old)).toMatchObject({ state: 'active' })
})

test('a backup alone opens nothing, and says nothing before its key has signed', async ({ house }) => {
  const { old, backup } = await given(house)
  const call = createClient((path, init) => request(house, iss(house) + path, init))
  const known = await call(openRestore, { params: {}, body: { v: 1, did: old.enrolment.did } })
  const unknown = await call(openRestore, { params: {}, body: { v: 1, did: (await makeRootKey()).root.did } })
  expect(Object.keys(known)).toEqual(Object.keys(unknown))
  expect(known.exp).toBe(unknown.exp)
  for (const { sid } of [known, unknown, { sid: crypto.randomUUID() }]) {
    const restore = { iss: iss(house), sid }
    for (const by of ['mail', 'device'] as const) {
      const asking = call(askRestoreProof, { params: { sid }, body: { v: 1, by } })
      await expect(asking).rejects.toMatchObject(refused('restore-not-found'))
    }
    await expect(showProof(backup.phone, restore, 'mail', '123456')).rejects.toMatchObject(
      refused('restore-not-found'),
    )
  }
  expect((await house.mails()).filter(({ subject }) => subject.includes('code'))).toEqual([])

  // Proved, and no further proof: no code was sent yet, and none is guessed.
  const begun = await beginRestore(backup.phone, backup.identity, iss(house))
  await expect(showProof(backup.phone, begun, 'mail', '')).rejects.toMatchObject(refused('code-wrong'))
  expect(await showProof(backup.phone, begun, 'device')).toEqual({ state: 'refused' })
  await expect(showProof(backup.phone, begun, 'sms', '123456')).rejects.toMatchObject(
    refused('restore-proof-refused'),
  )
  await expect(openClaimAt(backup.phone, iss(house), begun.sid)).rejects.toMatchObject(
    refused('claim-invalid'),
  )
  expect(await house.db.selectFrom('devices').select('id').execute()).toHaveLength(1)
})

const proofs: [
  string,
  Record<string, unknown>,
  { typ?: string; kid?: string; alien?: boolean },
  ProblemCode | null,
][] = [
  ['honest', {}, {}, null],
  ['v: 2', { v: 2 }, {}, 'unsupported-version'],
  ['another type', {}, { typ: 'dev-grant+jwt' }, 'restore-proof-invalid'],
  ['another root key', {}, { alien: true }, 'restore-proof-invalid'],
  ['another key named', {}, { kid: 'did:key:z6Mk#z6Mk' }, 'restore-proof-invalid'],
  [
    'another DID',
    { iss: 'did:key:z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd' },
    {},
    'restore-proof-invalid',
  ],
  ['made for another tenant', { aud: 'https://b.example' }, {}, 'restore-proof-invalid'],
  ['another restore', { sid: 'another' }, {}, 'restore-proof-invalid'],
  ['another nonce', { nonce: 'another' }, {}, 'restore-proof-invalid'],
  ['59 s ahead', { ahead: 59 }, {}, null],
  ['61 s ahead', { ahead: 61 }, {}, 'clock'],
  ['299 s old', { ahead: -299 }, {}, null],
  ['301 s old', { ahead: -301 }, {}, 'clock'],
]

test('each check of the root key’s proof refuses alone', async ({ house }) => {
  const { backup } = await given(house)
  const { did } = backup.identity
  const call = createClient((path, init) => request(house, iss(house) + path, init))
  for (const [what, { ahead = 0, ...claims }, { typ, kid, alien }, code] of proofs) {
    const { sid, nonce } = await call(openRestore, { params: {}, body: { v: 1, did } })
    const root = alien ? (await makeRootKey()).root : await openIdentity(backup.identity, undefined)
    const proof = await signJws(
      { ...messageTypes.restore, ...(typ && { typ }) },
      { kid: kid ?? keyIdOfDid(did) },
      {
        v: 1,
        iss: did,
        aud: iss(house),
        sid,
        nonce,
        iat: Math.floor(house.now.getTime() / 1000) + Number(ahead),
        ...claims,
      },
      root.sign,
    )
    const proving = call(proveRestore, { params: { sid }, body: { v: 1, proof } })
    const came = await proving.then(
      () => null,
      (error: unknown) => (error instanceof Problem ? error.code : String(error)),
    )
    expect([what, came]).toEqual([what, code])
  }
  const late = await call(openRestore, { params: {}, body: { v: 1, did } })
  house.advance(1801)
  const proving = call(proveRestore, { params: { sid: late.sid }, body: { v: 1, proof: 'a.a.a' } })
  await expect(proving).rejects.toMatchObject(refused('restore-not-found'))
})

test('whoever holds the key hears the truth: reset, gone, deactivated; a reset one still serves elsewhere', async ({
  house,
}) => {
  const acme = await house.addTenant('acme')
  const { kim, old, backup } = await given(house)
  const alsoKim = await house.addUser({ status: 'invited', tenancy: acme, email: 'also@example.com' })
  const { phone, enrolment, verification } = old
  await enrolPhone(house, alsoKim, {
    phone,
    identity: {
      kind: 'existing',
      did: enrolment.did,
      unlock: { deviceId: enrolment.deviceId, verification },
    },
  })
  const begin = () => beginRestore(backup.phone, backup.identity, iss(house))
  await house.work(null, (work) => deactivateUser(work, { userId: kim.id, kind: 'suspension' }))
  await expect(begin()).rejects.toMatchObject(refused('user-deactivated'))
  await house.db
    .updateTable('users')
    .set({ removedAt: house.now, purgeAt: house.now })
    .where('id', '=', kim.id)
    .execute()
  await expect(begin()).rejects.toMatchObject(refused('account-gone'))
  await house.work(null, (work) => resetIdentity(work, { userId: kim.id, why: 'unregistered' }))
  await expect(begin()).rejects.toMatchObject(refused('did-retired'))
  expect((await eventsAbout(house, 'restore.refused')).map((data) => (data as { why: string }).why)).toEqual([
    'user-deactivated',
    'account-gone',
    'did-retired',
  ])

  const { claim } = await earnClaim(house, backup, acme.baseUrl)
  const there = await enrolRestored(house, backup, claim, { iss: acme.baseUrl })
  expect(there.enrolment.did).toBe(enrolment.did)
})

type Policy = Partial<SettingValue<'devices'>>
const offers: [
  string,
  Policy,
  { lost?: boolean; mail?: boolean; noPhone?: boolean; mobile?: string },
  string[],
][] = [
  ['the default', {}, {}, ['mail', 'device', 'claim']],
  ['no mail server', {}, { mail: false }, ['device', 'claim']],
  ['no other phone', {}, { noPhone: true }, ['mail', 'claim']],
  ['a policy of a code alone', { restoreProofs: ['claim'] }, {}, ['claim']],
  ['no number is on file', { restoreProofs: ['sms', 'mail'] }, {}, ['mail']],
  ['nobody sends texts', { restoreProofs: ['sms', 'mail'] }, { mobile: '+4915112345678' }, ['mail']],
  ['what the policy wants cannot be had', { restoreProofs: ['device'] }, { noPhone: true }, ['claim']],
  ['a phone was lost', { restoreProofs: ['mail', 'device'] }, { lost: true }, ['claim']],
]

test('what is asked for: what the policy allows and the person has; after a loss an administrator’s code alone', async ({
  house,
}) => {
  for (const [what, policy, { lost, mail = true, noPhone, mobile = null }, expected] of offers) {
    const { kim, old, backup } = await given(house)
    await setDevicePolicy(house, policy)
    house.setMailKind(mail ? 'smtp' : 'none')
    await setMobile(house, kim.id, mobile)
    if (lost) await house.work(null, (work) => markLost(work, { userId: kim.id }))
    if (noPhone)
      await house.db
        .updateTable('devices')
        .set({ state: 'removed', removedAt: house.now, pushTarget: false })
        .where('id', '=', old.enrolment.deviceId)
        .execute()
    const begun = await beginRestore(backup.phone, backup.identity, iss(house))
    expect([what, begun.proofs]).toEqual([what, expected])
    for (const by of ['mail', 'sms', 'device'] as const) {
      if (expected.includes(by)) continue
      await expect(askProof(backup.phone, begun, by), what).rejects.toMatchObject(
        refused('restore-proof-refused'),
      )
      await expect(showProof(backup.phone, begun, by, '123456'), what).rejects.toMatchObject(
        refused('restore-proof-refused'),
      )
    }
    if (lost) expect(begun.hints).toEqual({ mail: null, sms: null, devices: [] })
  }
})

test('a phone that is lost while a restore is under way: what was shown counts for nothing', async ({
  house,
}) => {
  const { kim, backup } = await given(house)
  const { begun, claim } = await earnClaim(house, backup)
  const opened = await openClaimAt(backup.phone, iss(house), claim)
  await house.work(null, (work) => markLost(work, { userId: kim.id }))
  await expect(enrolRestored(house, backup, claim)).rejects.toMatchObject(refused('claim-invalid'))
  await expect(showProof(backup.phone, begun, 'mail', await mailedCode(house))).rejects.toMatchObject(
    refused('restore-not-found'),
  )
  // Also where the loss voided no claim: the person's own row says it.
  await house.db.updateTable('claims').set({ voidedAt: null }).execute()
  const { enrol } = await import('#phone/enrol.ts')
  const { choicesOf } = await import('../../../test/phone-harness.ts')
  const choices = choicesOf(backup.phone, { identity: { kind: 'restored', identity: backup.identity } })
  await expect(enrol(backup.phone, opened, choices)).rejects.toMatchObject(refused('claim-invalid'))
})

test('an administrator’s code, typed or as a link: spent here, for this person and this restore, and it lifts the loss', async ({
  house,
}) => {
  for (const form of ['code', 'token'] as const) {
    const { kim, backup } = await given(house)
    await house.work(null, (work) => markLost(work, { userId: kim.id }))
    const begun = await beginRestore(backup.phone, backup.identity, iss(house))
    const others = await claimFor(house, await house.addUser({ status: 'invited' }))
    const acme = await house.addTenant()
    const elsewhere = await claimFor(house, await house.addUser({ status: 'invited', tenancy: acme }))
    const secret = await claimFor(house, kim, 'restore')
    for (const wrong of [others[form], elsewhere[form], 'ABCDE12345'])
      await expect(showProof(backup.phone, begun, 'claim', wrong)).rejects.toMatchObject(
        refused('claim-invalid'),
      )
    const first = await showProof(backup.phone, begun, 'claim', secret[form])
    // Its reply was lost: the same code, for the same restore, gives another claim in the place of the first.
    const again = await showProof(backup.phone, begun, 'claim', secret[form])
    if (first.state !== 'proved' || again.state !== 'proved') throw new Error('proved')
    await expect(openClaimAt(backup.phone, iss(house), first.claim)).rejects.toMatchObject(
      refused('claim-invalid'),
    )
    const second = await beginRestore(backup.phone, backup.identity, iss(house))
    for (const used of [secret[form], again.claim])
      await expect(showProof(backup.phone, second, 'claim', used)).rejects.toMatchObject(
        refused('claim-invalid'),
      )
    const lost = () =>
      house.db.selectFrom('users').select('restoreByClaim').where('id', '=', kim.id).executeTakeFirst()
    expect(await lost()).toEqual({ restoreByClaim: true })
    await enrolRestored(house, backup, again.claim)
    expect(await lost()).toEqual({ restoreByClaim: false })
    expect(await eventsAbout(house, 'device.restored')).toContainEqual(
      expect.objectContaining({ by: 'claim' }),
    )
    // Used up, restore and all.
    await expect(showProof(backup.phone, begun, 'claim', secret[form])).rejects.toMatchObject(
      refused('restore-not-found'),
    )
  }
})

test('another phone says yes by six digits: the new one is added, and nothing is taken for replaced', async ({
  house,
}) => {
  const { kim, old, backup } = await given(house)
  const begun = await beginRestore(backup.phone, backup.identity, iss(house))
  const { number } = await askProof(backup.phone, begun, 'device')
  expect(number).toMatch(/^\d{6}$/)
  expect(await showProof(backup.phone, begun, 'device')).toEqual({ state: 'waiting' })
  const [waiting] = await listWaiting(old.phone, old.enrolment)
  if (!waiting) throw new Error('the old phone is asked')
  const push = (await house.pushes()).find(({ message }) => message.rid === waiting.rid)
  expect(push).toMatchObject({ deviceId: old.enrolment.deviceId })
  // A sign-in from a browser of theirs does not take its place.
  await askFor(house, kim, { knownBrowser: true })
  const { verification } = old
  const yes = await decide(old, { id: waiting.rid }, (challenge) => {
    expect(challenge).toMatchObject({ canApprove: true, claims: { act: 'add-device', digits: 6 } })
    return { kind: 'approve', number: number ?? '', verification }
  })
  expect(yes).toMatchObject({ state: 'approved' })
  const shown = await showProof(backup.phone, begun, 'device')
  if (shown.state !== 'proved') throw new Error('proved')
  const fresh = await enrolRestored(house, backup, shown.claim, { push: somePush('fresh') })
  expect(await statusOf(old)).toMatchObject({ state: 'active', push_target: true })
  expect((await statusOf(old)).replaced_at).toBeUndefined()
  expect(await statusOf(fresh)).toMatchObject({ state: 'active', push_target: false })
  expect(await eventsAbout(house, 'device.restored')).toEqual([])
  expect((await house.mails()).map(({ subject }) => subject)).toContain(
    'A phone was set up for you at Northwind',
  )
})

test('another phone that denies, mistypes, answers too late or is removed meanwhile vouches for nobody', async ({
  house,
}) => {
  const ends: [string, (old: Enrolled, rid: never, number: string) => Promise<unknown>][] = [
    ['denies', (old, id) => decide(old, { id }, { kind: 'deny' })],
    [
      'mistypes',
      (old, id, number) =>
        decide(
          old,
          { id },
          {
            kind: 'approve',
            number: number === '123456' ? '123457' : '123456',
            verification: old.verification,
          },
        ),
    ],
    ['too late', async () => house.advance(121)],
    [
      'removed',
      async (old, id, number) => {
        await decide(old, { id }, { kind: 'approve', number, verification: old.verification })
        await leave(old.phone, old.enrolment)
      },
    ],
  ]
  for (const [what, end] of ends) {
    const { kim, old, backup } = await given(house)
    const { phone, enrolment, verification } = old
    const unlock = { deviceId: enrolment.deviceId, verification }
    await enrolPhone(house, kim, { phone, identity: { kind: 'existing', did: enrolment.did, unlock } })
    const begun = await beginRestore(backup.phone, backup.identity, iss(house))
    const { number } = await askProof(backup.phone, begun, 'device')
    const [waiting] = await listWaiting(old.phone, old.enrolment)
    await end(old, waiting?.rid as never, number ?? '')
    expect([what, await showProof(backup.phone, begun, 'device')]).toEqual([what, { state: 'refused' }])
  }
  expect(await eventsAbout(house, 'restore.refused')).toHaveLength(4)
})

test('five tries in all, the person is told at the last; misses over many restores wait', async ({
  house,
}) => {
  const { backup } = await given(house)
  const miss = (begun: { iss: string; sid: string }) => showProof(backup.phone, begun, 'mail', '000000')
  const first = await beginRestore(backup.phone, backup.identity, iss(house))
  await askProof(backup.phone, first, 'mail')
  for (let left = 5; left > 0; left--) await expect(miss(first)).rejects.toMatchObject(refused('code-wrong'))
  const right = showProof(backup.phone, first, 'mail', await mailedCode(house))
  await expect(right).rejects.toMatchObject(refused('restore-not-found'))
  expect((await house.mails()).map(({ subject }) => subject)).toContain(
    'Somebody tried to restore your phone at Northwind',
  )
  const second = await beginRestore(backup.phone, backup.identity, iss(house))
  await askProof(backup.phone, second, 'mail')
  for (let left = 5; left > 0; left--) await expect(miss(second)).rejects.toMatchObject(refused('code-wrong'))
  const third = await beginRestore(backup.phone, backup.identity, iss(house))
  await askProof(backup.phone, third, 'mail')
  const code = await mailedCode(house)
  const waits = showProof(backup.phone, third, 'mail', code)
  await expect(waits).rejects.toMatchObject({
    ...refused('rate-limited'),
    members: { retryAfterSeconds: 3600 },
  })
  house.advance(1799)
  expect(await eventsAbout(house, 'restore.refused')).toHaveLength(10)
})

test('a code is good for ten minutes, the newest counts, and nobody fills a mailbox', async ({ house }) => {
  const { backup } = await given(house)
  const begun = await beginRestore(backup.phone, backup.identity, iss(house))
  await askProof(backup.phone, begun, 'mail')
  const first = await mailedCode(house)
  await askProof(backup.phone, begun, 'mail')
  const second = await mailedCode(house)
  if (first !== second)
    await expect(showProof(backup.phone, begun, 'mail', first)).rejects.toMatchObject(refused('code-wrong'))
  house.advance(600)
  await expect(showProof(backup.phone, begun, 'mail', second)).rejects.toMatchObject(refused('code-wrong'))
  for (let sent = 0; sent < 5; sent++) await askProof(backup.phone, begun, 'mail')
  await expect(askProof(backup.phone, begun, 'mail')).rejects.toMatchObject(refused('rate-limited'))
  expect(await showProof(backup.phone, begun, 'mail', await mailedCode(house))).toMatchObject({
    state: 'proved',
  })
})

test('a code by text, where the operator has a service, the policy allows it and the number is for texts', async ({
  house,
}) => {
  const { kim, backup } = await given(house)
  await setDevicePolicy(house, { restoreProofs: ['sms', 'mail'] })
  house.setSms({ countries: ['DE'], perDay: 3 })
  await setMobile(house, kim.id, '+447400123456')
  expect(await beginRestore(backup.phone, backup.identity, iss(house))).toMatchObject({ proofs: ['mail'] })
  await setMobile(house, kim.id, '+4915112345678')
  const begun = await beginRestore(backup.phone, backup.identity, iss(house))
  expect(begun).toMatchObject({ proofs: ['sms', 'mail'], hints: { sms: '…78' } })
  await askProof(backup.phone, begun, 'sms')
  const [sms] = await house.texts()
  expect(sms).toMatchObject({ to: '+4915112345678' })
  const code = /^\d{6}/.exec(sms?.text ?? '')?.[0] ?? ''
  // It was sent one way and serves no other.
  await expect(showProof(backup.phone, begun, 'mail', code)).rejects.toMatchObject(refused('code-wrong'))
  const shown = await showProof(backup.phone, begun, 'sms', code)
  if (shown.state !== 'proved') throw new Error('proved')
  await enrolRestored(house, backup, shown.claim)
  expect(await eventsAbout(house, 'device.restored')).toMatchObject([{ by: 'sms' }])
  const again = await beginRestore(backup.phone, backup.identity, iss(house))
  for (let more = 0; more < 2; more++) await askProof(backup.phone, again, 'sms')
  await expect(askProof(backup.phone, again, 'sms')).rejects.toMatchObject(refused('rate-limited'))
})

test('one address begins so many restores and no more, and setup codes are counted apart', async ({
  house,
}) => {
  const call = createClient((path, init) => request(house, iss(house) + path, init))
  const { did } = (await makeRootKey()).root
  const open = () => call(openRestore, { params: {}, body: { v: 1, did } })
  for (let opened = 0; opened < 40; opened++) await open()
  await expect(open()).rejects.toMatchObject(refused('rate-limited'))
  const kim = await house.addUser({ status: 'invited' })
  await enrolPhone(house, kim)
})

test('the claim that a restore earned serves its own identity alone, once, for ten minutes', async ({
  house,
}) => {
  const { kim, backup } = await given(house)
  const { claim } = await earnClaim(house, backup)
  await expect(enrolPhone(house, kim, { claim: link(house, claim) })).rejects.toMatchObject(
    refused('did-mismatch'),
  )
  await house.db
    .updateTable('restores')
    .set({ did: (await makeRootKey()).root.did })
    .execute()
  await expect(enrolRestored(house, backup, claim)).rejects.toMatchObject(refused('did-mismatch'))
  await house.db.updateTable('restores').set({ did: backup.identity.did }).execute()
  await enrolRestored(house, backup, claim)
  const again = { phone: createPhone(house), identity: backup.identity }
  await expect(enrolRestored(house, again, claim)).rejects.toMatchObject(refused('claim-invalid'))
  const late = await earnClaim(house, again)
  house.advance(600)
  await expect(enrolRestored(house, again, late.claim)).rejects.toMatchObject(refused('claim-invalid'))
})

const link = (house: House, token: string) =>
  `${house.tenancy.appUrl}/app/claim#v=1&iss=${encodeURIComponent(iss(house))}&t=${token}`

test('a guarded claim opens with its second code alone: whoever finds the mail first has nothing', async ({
  house,
}) => {
  const kim = await house.addUser({ status: 'invited' })
  const { token } = await claimFor(house, kim)
  const { id } = await house.db.selectFrom('claims').select('id').executeTakeFirstOrThrow()
  const guardHash = claimGuardHash(house.ground.keys, id, '482913')
  await house.db.updateTable('claims').set({ guardHash }).execute()
  const open = (guard?: string) => openClaimAt(createPhone(house), iss(house), token, guard)
  // To be asked for it is no opening; wrong ones are.
  for (let looks = 0; looks < 7; looks++) await expect(open()).rejects.toMatchObject(refused('claim-guarded'))
  for (let misses = 0; misses < 4; misses++)
    await expect(open('000000')).rejects.toMatchObject(refused('claim-guarded'))
  expect(await open('482 913')).toMatchObject({ purpose: 'enrol' })
  await expect(open('482913')).rejects.toMatchObject(refused('claim-locked'))
})

test('a guarded claim, as of before a merge gave its person an identity, is no proof of a restore', async ({
  house,
}) => {
  const { kim, backup } = await given(house)
  await house.work(null, (work) => markLost(work, { userId: kim.id }))
  const { token } = await claimFor(house, kim)
  await house.db
    .updateTable('claims')
    .set({ guardHash: Buffer.alloc(32) })
    .where('spentAt', 'is', null)
    .execute()
  const begun = await beginRestore(backup.phone, backup.identity, iss(house))
  await expect(showProof(backup.phone, begun, 'claim', token)).rejects.toMatchObject(refused('claim-invalid'))
})

test('a phone that waits to be confirmed shows its digits and can do nothing; with the confirmation it takes over', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const { kim, old, backup } = await given(house)
  await setDevicePolicy(house, { confirm: 'restored' })
  const { claim } = await earnClaim(house, backup)
  const fresh = await enrolRestored(house, backup, claim, { push: somePush('fresh') })
  const status = await statusOf(fresh)
  expect(status).toMatchObject({
    state: 'pending',
    short_code: fresh.enrolment.shortCode,
    push_target: false,
  })
  const asked = await askFor(house, kim)
  expect(await listWaiting(fresh.phone, fresh.enrolment)).toEqual([])
  await expect(approve(fresh, asked)).rejects.toMatchObject(refused('device-suspended'))
  // It shows nothing, and an answer that it signs all the same counts for nothing.
  const { answer, fetchChallenge } = await import('#phone/answer.ts')
  const seen = await fetchChallenge(old.phone, old.enrolment, asked.id)
  const { verification } = fresh
  const forced = answer(fresh.phone, fresh.enrolment, seen, {
    kind: 'approve',
    number: asked.number,
    verification,
  })
  await expect(forced).rejects.toMatchObject(refused('device-suspended'))
  // Nothing is taken from the old one before.
  expect((await statusOf(old)).replaced_at).toBeUndefined()
  expect(await statusOf(old)).toMatchObject({ push_target: true })

  const params = { userId: kim.id, deviceId: fresh.enrolment.deviceId }
  const shortCode = fresh.enrolment.shortCode
  await house.as(owner)(confirmDevice, { params, body: { shortCode } })
  expect(await statusOf(fresh)).toMatchObject({ state: 'active', push_target: true })
  expect(await statusOf(old)).toMatchObject({ push_target: false, replaced_at: expect.any(Number) })
  expect(await approve(fresh, await askFor(house, kim))).toMatchObject({ state: 'approved' })
})

test('by policy every new phone waits; a first one makes its person active and cannot sign them in yet', async ({
  house,
}) => {
  await setDevicePolicy(house, { confirm: 'every' })
  const kim = await house.addUser({ status: 'invited' })
  const first = await enrolPhone(house, kim, { push: somePush() })
  expect(await statusOf(first)).toMatchObject({ state: 'pending' })
  expect(await house.db.selectFrom('users').select(['status', 'activeDevices']).executeTakeFirst()).toEqual({
    status: 'active',
    activeDevices: 0,
  })
  expect(await askFor(house, kim)).toMatchObject({ pushed: false })
})

staged('one proof shown twice at once: one claim is good', async ({ house }) => {
  const { backup } = await given(house)
  const begun = await beginRestore(backup.phone, backup.identity, iss(house))
  await askProof(backup.phone, begun, 'mail')
  const code = await mailedCode(house)
  const { first, second } = await house.work(null, async (work) => {
    const finished = await finishRestoreProof(work, { sid: begun.sid, by: 'mail', code })
    const other = outsideOfUnits(() => showProof(backup.phone, begun, 'mail', code))
    await house.untilBlocked()
    return { first: finished, second: { other } }
  })
  const later = await second.other
  if (first instanceof Problem || first.state !== 'proved' || later.state !== 'proved')
    throw new Error('proved')
  await expect(enrolRestored(house, backup, first.claim)).rejects.toMatchObject(refused('claim-invalid'))
  await enrolRestored(house, backup, later.claim)
})

test('a restore of one organisation is nobody’s in another', async ({ house }) => {
  const acme = await house.addTenant('acme')
  const { backup } = await given(house)
  const begun = await beginRestore(backup.phone, backup.identity, iss(house))
  const there = { ...begun, iss: acme.baseUrl }
  await expect(askProof(backup.phone, there, 'mail')).rejects.toMatchObject(refused('restore-not-found'))
  await expect(beginRestore(backup.phone, backup.identity, acme.baseUrl)).rejects.toMatchObject(
    refused('account-gone'),
  )
})
