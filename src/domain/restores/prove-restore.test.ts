import { expect } from 'vitest'
import { createClient } from '#contract/client.ts'
import { messageTypes } from '#contract/device-messages.ts'
import { askRestoreProof, openRestore, proveRestore } from '#contract/device-restores.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { Problem } from '#contract/problem.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { keyIdOfDid } from '#phone/did-key.ts'
import { openClaimAt } from '#phone/enrol.ts'
import { signJws } from '#phone/jws.ts'
import { makeRootKey, openIdentity } from '#phone/keys.ts'
import { askProof, beginRestore, showProof } from '#phone/restore.ts'
import { test } from '../../../test/harness.ts'
import { enrolPhone, request } from '../../../test/phone-harness.ts'
import { earnClaim, enrolRestored, eventsAbout, given, iss, refused } from '../../../test/restore.ts'
import { resetIdentity } from '../identities/reset-identity.ts'

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
