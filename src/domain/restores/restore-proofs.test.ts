import { expect } from 'vitest'
import type { UserId } from '#contract/ids.ts'
import type { SettingValue } from '#contract/settings.ts'
import { mobileKey } from '#domain/users/parse-mobile.ts'
import { listWaiting } from '#phone/answer.ts'
import { openClaimAt } from '#phone/enrol.ts'
import { leave } from '#phone/leave.ts'
import { askProof, beginRestore, showProof } from '#phone/restore.ts'
import { type House, test } from '../../../test/harness.ts'
import { askFor, claimFor, decide, type Enrolled, enrolPhone, somePush } from '../../../test/phone-harness.ts'
import {
  earnClaim,
  enrolRestored,
  eventsAbout,
  given,
  iss,
  mailedCode,
  refused,
  setDevicePolicy,
  statusOf,
} from '../../../test/restore.ts'
import { markLost } from '../devices/mark-lost.ts'

const setMobile = (house: House, id: UserId, mobile: string | null) =>
  house.db
    .updateTable('users')
    .set({ mobile, mobileKey: mobile && mobileKey(mobile) })
    .where('id', '=', id)
    .execute()

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
