import { expect } from 'vitest'
import type { CeremonyId } from '#contract/ids.ts'
import { getMe, stepUpByPassword } from '#contract/me.ts'
import {
  addOwnPasskey,
  beginOwnPasskey,
  beginPasskeyProof,
  listOwnPasskeys,
  listPasskeys,
  removeOwnPasskey,
  removePasskey,
  renameOwnPasskey,
  stepUpByPasskey,
} from '#contract/passkeys.ts'
import { type House, staged, type TestUser, test } from '../../../test/harness.ts'
import { merge } from '../../../test/holdings.ts'
import { addPasskey, givePasskey } from '../../../test/passkeys.ts'
import { givePassword, setPolicy } from '../../../test/passwords.ts'
import { addPhone } from '../../../test/sign-in.ts'
import { createSoftPasskey, type Quirks, type SoftPasskey } from '../../../test/soft-authenticator.ts'

const none = { params: {}, body: {} }
const origin = 'http://localhost:3000'

/** Begins, and answers as it is told to. */
async function add(
  house: House,
  user: TestUser,
  key: SoftPasskey,
  quirks: Quirks & { format?: string } = {},
): Promise<unknown> {
  const { id: ceremonyId, options } = await house.as(user)(beginOwnPasskey, none)
  const credential = key.create(options, quirks)
  return house.as(user)(addOwnPasskey, { params: {}, body: { ceremonyId, credential, name: 'Key' } })
}

test('a person adds, renames and removes passkeys, and is told by mail', async ({ house }) => {
  const kim = await house.addUser()
  await addPhone(house, kim)
  const call = house.as(kim)
  const { options } = await call(beginOwnPasskey, none)
  expect(options).toMatchObject({
    rp: { id: 'localhost', name: 'Northwind' },
    user: { name: kim.email, displayName: kim.name, id: expect.stringMatching(/^[\w-]{22}$/) },
    pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestation: 'none',
  })
  const { key, passkey } = await addPasskey(house, kim)
  expect(passkey).toMatchObject({ name: 'This computer', synced: false, lastUsedAt: null })
  const again = await call(beginOwnPasskey, none)
  expect(again.options['excludeCredentials']).toEqual([
    { type: 'public-key', id: key.id, transports: ['internal'] },
  ])
  const params = { passkeyId: passkey.id }
  expect(await call(renameOwnPasskey, { params, body: { name: 'Laptop' } })).toMatchObject({ name: 'Laptop' })
  await call(renameOwnPasskey, { params, body: { name: 'Laptop' } })
  expect((await call(listOwnPasskeys, none)).items.map(({ name }) => name)).toEqual(['Laptop'])
  expect(await call(getMe, none)).toMatchObject({ hasPasskey: true, proofs: ['passkey', 'phone'] })

  await call(removeOwnPasskey, { params, body: {} })
  expect((await call(listOwnPasskeys, none)).items).toEqual([])
  await expect(call(removeOwnPasskey, { params, body: {} })).rejects.toMatchObject({
    code: 'passkey-not-found',
  })
  expect(await house.events()).toEqual(['passkey.added', 'passkey.renamed', 'passkey.removed'])
  const subjects = (await house.mails()).map(({ to, subject }) => [to, subject])
  expect(subjects).toEqual([
    [kim.email, 'A passkey was added at Northwind'],
    [kim.email, 'A passkey was removed at Northwind'],
  ])
})

const wrong: Record<string, Quirks & { format?: string }> = {
  'another challenge': { challenge: Buffer.alloc(32) },
  'another origin': { origin: 'https://evil.example' },
  'the host of another': { rpId: 'app.example' },
  'nobody verified': { userVerified: false },
  'nobody present': { userPresent: false },
  'what is for using one': { type: 'webauthn.get' },
  'an attestation': { format: 'packed' },
}

test('what anything is wrong with is not added, and its question is answered', async ({ house }) => {
  const kim = await house.addUser()
  const key = createSoftPasskey(origin)
  for (const [what, quirks] of Object.entries(wrong)) {
    const code = await add(house, kim, key, quirks).catch((error) => error.code)
    expect([what, code]).toEqual([what, 'passkey-refused'])
  }
  const unknown = add(house, kim, createSoftPasskey(origin, { curve: 'P-384' }))
  await expect(unknown).rejects.toMatchObject({ code: 'passkey-refused' })

  const { id: ceremonyId, options } = await house.as(kim)(beginOwnPasskey, none)
  const answerWith = (quirks: Quirks) =>
    house.as(kim)(addOwnPasskey, {
      params: {},
      body: { ceremonyId, credential: key.create(options, quirks), name: 'Key' },
    })
  await expect(answerWith({ userVerified: false })).rejects.toMatchObject({ code: 'passkey-refused' })
  await expect(answerWith({})).rejects.toMatchObject({ code: 'passkey-refused' })
  const late = await house.as(kim)(beginOwnPasskey, none)
  house.advance(301)
  const input = { ceremonyId: late.id, credential: key.create(late.options), name: 'Key' }
  await expect(house.as(kim)(addOwnPasskey, { params: {}, body: input })).rejects.toThrow('too long')
  expect(await house.events()).toEqual([])
  await add(house, kim, key)
})

test('a question is answered in the session that asked, for what it was asked', async ({ house }) => {
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  const key = createSoftPasskey(origin)
  const { id: ceremonyId, options } = await house.as(kim)(beginOwnPasskey, none)
  const credential = key.create(options)
  const body = { ceremonyId, credential, name: 'Key' }
  await expect(house.as(lee)(addOwnPasskey, { params: {}, body })).rejects.toMatchObject({
    code: 'passkey-refused',
  })
  const assertion = key.get({ ...options, rpId: 'localhost' })
  const proof = { params: {}, body: { ceremonyId, credential: assertion } }
  await expect(house.as(kim)(stepUpByPasskey, proof)).rejects.toMatchObject({ code: 'passkey-refused' })
  const nothing = { ...body, ceremonyId: crypto.randomUUID() as CeremonyId }
  await expect(house.as(kim)(addOwnPasskey, { params: {}, body: nothing })).rejects.toThrow()
  await house.as(kim)(addOwnPasskey, { params: {}, body })
})

test('one that is somebody’s, or the app’s own, is not added', async ({ house }) => {
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  const { key } = await addPasskey(house, kim)
  await expect(add(house, lee, key)).rejects.toMatchObject({ code: 'passkey-refused' })
  const app = createSoftPasskey(origin)
  const device = await addPhone(house, lee)
  await house.db
    .updateTable('devices')
    .set({ waCredentialId: app.id, waPublicKey: Buffer.alloc(1), waCounter: 0 })
    .where('id', '=', device)
    .execute()
  await expect(add(house, lee, app)).rejects.toMatchObject({ code: 'passkey-refused' })
  // Another organisation on the same host is told nothing of it.
  const there = await house.addTenant('contoso')
  await add(house, await house.addUser({ tenancy: there }), key)
})

staged('twenty are enough, also of two that are added at once', async ({ house }) => {
  const kim = await house.addUser()
  for (let n = 0; n < 19; n++) await givePasskey(house, kim)
  const both = await Promise.allSettled([
    add(house, kim, createSoftPasskey(origin)),
    add(house, kim, createSoftPasskey(origin)),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(house.as(kim)(beginOwnPasskey, none)).rejects.toMatchObject({ code: 'too-many-passkeys' })
})

test('an administrator sees and removes those of a user, but not upwards and not the last way in', async ({
  house,
}) => {
  await setPolicy(house, { order: ['phone', 'passkey'], secondFactor: 'none' }, 'sign-in')
  const [owner, desk] = [await house.addOwner(), await house.addAdmin('help-desk')]
  const kim = await house.addUser()
  const { passkey } = await addPasskey(house, kim)
  const params = { userId: kim.id, passkeyId: passkey.id }
  const { items } = await house.as(desk)(listPasskeys, { params: { userId: kim.id }, body: {} })
  expect(items).toEqual([passkey])
  const remove = (by: TestUser, leave = false) => house.as(by)(removePasskey, { params, body: { leave } })
  await expect(remove(desk)).rejects.toMatchObject({ code: 'no-way-in' })
  await expect(
    house.as(kim)(removeOwnPasskey, { params: { passkeyId: passkey.id }, body: {} }),
  ).rejects.toMatchObject({ code: 'no-way-in' })
  await remove(desk, true)
  await expect(remove(desk, true)).rejects.toMatchObject({ code: 'passkey-not-found' })
  expect((await house.mails()).at(-1)).toMatchObject({ to: kim.email })

  const { passkey: upwards } = await addPasskey(house, owner)
  const up = { userId: owner.id, passkeyId: upwards.id }
  await expect(house.as(desk)(removePasskey, { params: up, body: { leave: true } })).rejects.toMatchObject({
    code: 'higher-rank',
  })
  // One’s own address of another’s passkey finds nothing.
  const other = { userId: kim.id, passkeyId: upwards.id }
  await expect(
    house.as(owner)(removePasskey, { params: other, body: { leave: true } }),
  ).rejects.toMatchObject({ code: 'passkey-not-found' })
})

test('a passkey renews the proof of its own session, once for each question', async ({ house }) => {
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  const call = house.as(kim)
  const { key } = await addPasskey(house, kim)
  const theirs = await addPasskey(house, lee)
  house.advance(601)
  await expect(call(beginOwnPasskey, none)).rejects.toMatchObject({ code: 'step-up-required' })
  const prove = async (by: SoftPasskey, quirks: Quirks = {}) => {
    const { id: ceremonyId, options } = await call(beginPasskeyProof, none)
    expect(options['allowCredentials']).toEqual([
      { type: 'public-key', id: key.id, transports: ['internal'] },
    ])
    const body = { ceremonyId, credential: by.get(options, quirks) }
    return { body, result: call(stepUpByPasskey, { params: {}, body }) }
  }
  const refused = { code: 'passkey-refused' }
  await expect((await prove(theirs.key)).result).rejects.toMatchObject(refused)
  await expect((await prove(key, { userVerified: false })).result).rejects.toMatchObject(refused)
  await expect(call(beginOwnPasskey, none)).rejects.toMatchObject({ code: 'step-up-required' })
  // A key with a list of its names need not say whose account it is.
  const { body, result } = await prove(key, { userHandle: null })
  expect(await result).toEqual({ provedAt: house.now })
  await expect(call(stepUpByPasskey, { params: {}, body })).rejects.toMatchObject(refused)
  await call(beginOwnPasskey, none)
  expect(await house.events()).toContain('session.stepped-up')

  const copied = await prove(key, { counter: 1 })
  await expect(copied.result).rejects.toMatchObject(refused)
  expect(await house.events()).toContain('passkey.copied')
  await expect(call(beginPasskeyProof, none)).rejects.toMatchObject({ code: 'passkey-not-found' })
})

test('a proof is not begun more often than anybody needs, and by nobody without a passkey', async ({
  house,
}) => {
  const kim = await house.addUser()
  await givePasskey(house, kim)
  for (let n = 0; n < 20; n++) await house.as(kim)(beginPasskeyProof, none)
  await expect(house.as(kim)(beginPasskeyProof, none)).rejects.toMatchObject({ code: 'rate-limited' })
  const lee = await house.addUser()
  await expect(house.as(lee)(beginPasskeyProof, none)).rejects.toMatchObject({ code: 'passkey-not-found' })
})

test('whoever has a passkey does not prove themselves by a password', async ({ house }) => {
  const kim = await house.addUser()
  await givePassword(house, kim, 'quiet river under the bridge')
  expect(await house.as(kim)(getMe, none)).toMatchObject({ proofs: ['password'] })
  await givePasskey(house, kim)
  expect(await house.as(kim)(getMe, none)).toMatchObject({ proofs: ['passkey'] })
  const body = { password: 'quiet river under the bridge' }
  await expect(house.as(kim)(stepUpByPassword, { params: {}, body })).rejects.toMatchObject({
    code: 'step-up-required',
  })
})

test('passkeys of somebody who is merged end, and say so', async ({ house }) => {
  const owner = await house.addOwner()
  const [source, target] = [await house.addUser(), await house.addUser()]
  await givePasskey(house, source)
  await givePasskey(house, target)
  await merge(house, owner, source, target)
  const left = await house.db.selectFrom('passkeys').select('userId').execute()
  expect(left).toEqual([{ userId: target.id }])
  const removed = await house.db
    .selectFrom('auditEvents')
    .select('data')
    .where('type', '=', 'passkey.removed')
    .execute()
  expect(removed.map(({ data }) => data)).toMatchObject([{ userId: source.id, by: 'merge' }])
})
