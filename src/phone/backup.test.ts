import { expect } from 'vitest'
import { type House, test } from '../../test/harness.ts'
import {
  choicesOf,
  claimFor,
  createPhone,
  enrolPhone,
  openWith,
  type TestPhone,
} from '../../test/phone-harness.ts'
import { makeBackup } from './backup.ts'
import { openContainer, readSealedBackup } from './backup-container.ts'
import { type Bytes, sha256 } from './base64url.ts'
import { enrol, listUsableIdentities } from './enrol.ts'
import { leave } from './leave.ts'
import type { Verification, VerificationChoice } from './phone.ts'
import { makeRecoveryCode } from './recovery-code.ts'
import { reportBackup } from './report-backup.ts'
import { wipe } from './wipe.ts'

const secret = { kind: 'code', code: makeRecoveryCode() } as const
const contentOf = async (container: string) => openContainer(readSealedBackup(container), secret)

/** The phone's reader: one secret for each credential, which only a verified person brings forth. */
const prfOf = (credentialId: string): Promise<Bytes> => sha256(`a secret of ${credentialId}`)

/** Credentials by several readers of tests, as one phone has several credentials. */
function readerOf(...phones: readonly TestPhone[]) {
  const asked: string[] = []
  const choice = (phone: TestPhone): VerificationChoice => ({
    kind: 'wa',
    async register(challenge) {
      const { wac } = await phone.authenticator.choice.register(challenge)
      return { wac, prf: await prfOf(wac.id) }
    },
  })
  const verification: Verification = {
    kind: 'wa',
    async assert(challenge, credentialId) {
      asked.push(credentialId)
      for (const { authenticator } of phones) {
        const { assertion } = await authenticator.verification.assert(challenge)
        if (assertion.id === credentialId) return { assertion, prf: await prfOf(credentialId) }
      }
      throw new DOMException('no such credential', 'NotAllowedError')
    },
  }
  return { asked, choice, verification }
}

/** One identity in two organisations on one phone, each with a credential of its own. */
async function inTwo(house: House) {
  const here = await house.addUser({ status: 'invited' })
  const there = await house.addUser({ status: 'invited', tenancy: await house.addTenant() })
  const phone = createPhone(house)
  const reader = readerOf(phone, createPhone(house))
  const second = createPhone(house)
  const both = readerOf(phone, second)
  const first = await enrol(phone, await openWith(phone, (await claimFor(house, here)).link, here.tenancy), {
    ...choicesOf(phone),
    verification: reader.choice(phone),
  })
  const opened = await openWith(phone, (await claimFor(house, there)).link, there.tenancy)
  const other = await enrol(phone, opened, {
    ...choicesOf(phone),
    verification: both.choice(second),
    identity: {
      kind: 'existing',
      did: first.did,
      unlock: { deviceId: first.deviceId, verification: both.verification },
    },
  })
  return { phone, first, other, both }
}

test('a backup holds identities and where they are used, and nothing of this phone', async ({ house }) => {
  const { phone, first, other, both } = await inTwo(house)
  const { container, deviceIds, madeAt } = await makeBackup(phone, secret, () => both.verification)
  const content = await contentOf(container)
  expect(content).toEqual({
    v: 1,
    made_at: madeAt,
    identities: [
      {
        did: first.did,
        seed: expect.stringMatching(/^[\w-]{43}$/),
        enrolments: [first, other].map(({ iss, org, user }) => ({ iss, org: org.name, user: user.hint })),
      },
    ],
  })
  expect(new Set(deviceIds)).toEqual(new Set([first.deviceId, other.deviceId]))
  const { x = '' } = await crypto.subtle.exportKey('jwk', first.deviceKey.publicKey)
  for (const own of [x, first.deviceId, first.credentialId ?? x, first.vapidKey])
    expect(JSON.stringify(content)).not.toContain(own)
})

test('a seed that is sealed under a credential opens by it alone, also when its organisation has gone', async ({
  house,
}) => {
  const { phone, first, other, both } = await inTwo(house)
  const [usable] = await listUsableIdentities(phone)
  expect(usable?.identity.wrap).toEqual({ kind: 'prf', credentialId: first.credentialId })
  expect(usable?.enrolment.deviceId).toBe(first.deviceId)
  await wipe(phone, first.deviceId)
  both.asked.length = 0
  const { container } = await makeBackup(phone, secret, () => both.verification)
  expect((await contentOf(container)).identities[0]?.enrolments.map(({ iss }) => iss)).toEqual([other.iss])
  // By the organisation that is left, and by the credential that opens.
  expect(both.asked).toEqual([other.credentialId, first.credentialId])
})

test('an organisation that does not know this phone any more stands in no backup’s way', async ({
  house,
}) => {
  const { phone, first, other, both } = await inTwo(house)
  const kept = await phone.store.findEnrolment(first.deviceId)
  const identities = await phone.store.listIdentities()
  await leave(phone, first)
  // As on a phone that has not asked since.
  if (kept) await phone.store.putEnrolment(kept)
  for (const identity of identities) await phone.store.putIdentity(identity)
  const made = await makeBackup(phone, secret, () => both.verification)
  expect(both.asked.slice(-2)).toEqual([other.credentialId, first.credentialId])
  expect(await reportBackup(phone, made)).toEqual([first.deviceId])
})

test('identities that were kept separate are asked for one by one; without a verification nothing is opened', async ({
  house,
}) => {
  const here = await house.addUser({ status: 'invited' })
  const there = await house.addUser({ status: 'invited', tenancy: await house.addTenant() })
  const { phone, enrolment } = await enrolPhone(house, here, { pin: '493817' })
  const other = await enrolPhone(house, there, { phone, pin: '161803' })
  const pins = new Map([
    [enrolment.did, '493817'],
    [other.enrolment.did, '161803'],
  ])
  const made = await makeBackup(phone, secret, ({ did }) => ({ kind: 'pin', pin: pins.get(did) ?? '' }))
  const { identities } = await contentOf(made.container)
  expect(identities.map(({ did }) => did)).toEqual([enrolment.did, other.enrolment.did])
  expect(new Set(identities.map(({ seed }) => seed)).size).toBe(2)
  await expect(makeBackup(phone, secret, () => ({ kind: 'pin', pin: '493817' }))).rejects.toMatchObject({
    code: 'pin-wrong',
    members: { left: 9 },
  })
})

test('offline nothing is made, and what could not be told is told later', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const { phone, verification, enrolment } = await enrolPhone(house, kim)
  const made = await makeBackup(phone, secret, () => verification)
  phone.intercept = () => Promise.reject(new TypeError('no network'))
  await expect(makeBackup(phone, secret, () => verification)).rejects.toThrow(TypeError)
  expect(await reportBackup(phone, made)).toEqual([enrolment.deviceId])
  phone.intercept = null
  expect(await reportBackup(phone, made)).toEqual([])
  const { lastBackupAt } = await house.db
    .selectFrom('users')
    .select('lastBackupAt')
    .where('id', '=', kim.id)
    .executeTakeFirstOrThrow()
  expect(lastBackupAt).toEqual(new Date(made.madeAt * 1000))
})
