import { expect } from 'vitest'
import { finishEnrolment } from '#contract/device-enrolments.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { hash, randomBytes } from '#phone/base64url.ts'
import { makeRootKey } from '#phone/keys.ts'
import { at, type Forgery, makeKey, openFor, proofsFor, refused } from '../../../test/enrolments.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { claimFor, createPhone, enrolPhone, request } from '../../../test/phone-harness.ts'

const cases: [string, ProblemCode, (house: House, kim: TestUser) => Promise<Forgery>][] = [
  [
    '1 an enrolment whose time is over',
    'claim-invalid',
    async (house) => {
      house.advance(601)
      return {}
    },
  ],
  [
    '2 a claim that was voided meanwhile',
    'claim-invalid',
    async (house, kim) => {
      await claimFor(house, kim)
      return {}
    },
  ],
  ['3 a proof signed by another key', 'pop-invalid', async () => ({ signPopWith: await makeKey() })],
  ['3 a proof of another nonce', 'pop-invalid', async () => ({ pop: { nonce: 'another' } })],
  ['3 a proof of another enrolment', 'pop-invalid', async () => ({ pop: { eid: crypto.randomUUID() } })],
  ['3 a proof of another claim', 'pop-invalid', async () => ({ pop: { cth: await hash('another') } })],
  ['3 a proof for another issuer', 'pop-invalid', async () => ({ pop: { aud: 'https://b.example' } })],
  ['3 a proof of another type', 'pop-invalid', async () => ({ popHeader: { typ: 'auth-approval+jwt' } })],
  [
    '3 a key with its private half',
    'pop-invalid',
    async () => {
      const deviceKey = await makeKey()
      return { deviceKey, popHeader: { jwk: await crypto.subtle.exportKey('jwk', deviceKey.privateKey) } }
    },
  ],
  [
    '3 a key of another curve',
    'pop-invalid',
    async () => {
      const alien = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, true, [
        'sign',
        'verify',
      ])
      return { popHeader: { jwk: await crypto.subtle.exportKey('jwk', alien.publicKey) } }
    },
  ],
  [
    '4 a key that a removed device had',
    'key-in-use',
    async (house) => {
      const lee = await house.addUser({ status: 'invited' })
      const { enrolment } = await enrolPhone(house, lee)
      await house.db.updateTable('devices').set({ state: 'removed', removedAt: house.now }).execute()
      return { deviceKey: enrolment.deviceKey }
    },
  ],
  [
    '5 a grant by another root key',
    'grant-invalid',
    async () => ({ signGrantWith: (await makeRootKey()).root }),
  ],
  [
    '5 a grant by another DID',
    'grant-invalid',
    async () => ({ grant: { iss: (await makeRootKey()).root.did } }),
  ],
  ['5 a grant to another key', 'grant-invalid', async () => ({ grant: { jkt: await hash('another') } })],
  ['5 a grant of another enrolment', 'grant-invalid', async () => ({ grant: { eid: 'another' } })],
  ['5 a grant of another nonce', 'grant-invalid', async () => ({ grant: { nonce: 'another' } })],
  [
    '5 a grant made for another tenant',
    'grant-invalid',
    async () => ({ grant: { aud: 'https://b.example' } }),
  ],
  ['5 a grant that does not say approve', 'grant-invalid', async () => ({ grant: { scope: ['read'] } })],
  ['5 a grant of another type', 'grant-invalid', async () => ({ grantTyp: 'dev-enrol+jwt' })],
  ['5 a grant that names another key', 'grant-invalid', async () => ({ grantKid: 'did:key:z6Mk#z6Mk' })],
  [
    '6 a DID that was retired',
    'did-retired',
    async (house) => {
      const { root } = await makeRootKey()
      const { tenantId } = house.tenancy
      await house.db
        .insertInto('retiredDids')
        .values({ tenantId, did: root.did, retiredAt: house.now })
        .execute()
      return { root }
    },
  ],
  [
    '7 the DID of another user',
    'did-in-use',
    async (house) => {
      const { root } = await makeRootKey()
      await house.addUser({ did: root.did })
      return { root }
    },
  ],
  [
    '8 another DID than the user’s own',
    'did-mismatch',
    async (house, kim) => {
      await house.db.updateTable('users').set({ did: 'did:key:z6MkOther' }).where('id', '=', kim.id).execute()
      return {}
    },
  ],
  ['9 no way to verify the person', 'uv-required', async () => ({ body: { pin: undefined } })],
  [
    '9 a registration that does not verify',
    'uv-failed',
    async () => ({ body: { wac: { id: 'AAAA', clientDataJSON: 'AAAA', attestationObject: 'AAAA' } } }),
  ],
  ['v: 2 in the proof', 'unsupported-version', async () => ({ pop: { v: 2 } })],
  ['v: 2 in the grant', 'unsupported-version', async () => ({ grant: { v: 2 } })],
  ['v: 2 in the body', 'unsupported-version', async () => ({ body: { v: 2 as never } })],
  [
    'a person who was deactivated meanwhile',
    'user-deactivated',
    async (house, kim) => {
      await house.db
        .updateTable('users')
        .set({
          status: 'deactivated',
          deactivatedAt: house.now,
          deactivationKind: 'suspension',
          statusBefore: 'invited',
        })
        .where('id', '=', kim.id)
        .execute()
      return {}
    },
  ],
]

test('each check refuses alone, and changes nothing', async ({ house }) => {
  for (const [what, code, prepare] of cases) {
    const kim = await house.addUser({ status: 'invited' })
    const opened = await openFor(house, kim)
    const input = await proofsFor(house, opened, await prepare(house, kim))
    const response = await request(house, `${opened.iss}/device/v1/enrolments/${opened.eid}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input.body),
    })
    expect(await response.json(), what).toMatchObject({ type: `/problems/${code}` })
    const devices = await house.db.selectFrom('devices').select('id').where('userId', '=', kim.id).execute()
    expect(devices, what).toEqual([])
    const claims = await house.db
      .selectFrom('claims')
      .select('spentAt')
      .where('userId', '=', kim.id)
      .execute()
    expect(
      claims.every(({ spentAt }) => spentAt === null),
      what,
    ).toBe(true)
  }
}, 60_000)

test('proofs may be a minute ahead and five minutes old', async ({ house }) => {
  for (const [seconds, code] of [
    [59, null],
    [61, 'clock'],
    [-299, null],
    [-301, 'clock'],
  ] as const) {
    const kim = await house.addUser({ status: 'invited' })
    const opened = await openFor(house, kim)
    const iat = Math.floor(house.now.getTime() / 1000) + seconds
    for (const forgery of [{ pop: { iat } }, { grant: { iat } }]) {
      const proofs = await proofsFor(house, opened, forgery)
      const finishing = at(house, house.tenancy)(finishEnrolment, proofs)
      if (code) await expect(finishing).rejects.toMatchObject(refused(code))
      else await finishing
      if (!code) break
    }
  }
})

test('a phone whose clock is an hour off corrects itself by what the server says', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const phone = createPhone(house)
  phone.skewSeconds = -3600
  const { enrolment } = await enrolPhone(house, kim, { phone })
  expect(enrolment.clockOffsetSeconds).toBe(3600)
})

test('a registration of the platform is checked: origin, host, presence, verification, challenge', async ({
  house,
}) => {
  const kim = await house.addUser({ status: 'invited' })
  const phone = createPhone(house)
  const quirks = [
    { origin: 'https://evil.example' },
    { rpId: 'evil.example' },
    { userPresent: false },
    { userVerified: false },
    { type: 'webauthn.get' },
    { challenge: randomBytes(32) },
  ]
  for (const how of quirks) {
    phone.authenticator.misbehave(how)
    await expect(enrolPhone(house, kim, { phone })).rejects.toMatchObject(refused('uv-failed'))
  }
  expect(await phone.store.listEnrolments()).toEqual([])
  expect(await phone.store.listIdentities()).toEqual([])
  phone.authenticator.misbehave({ backupEligible: true })
  await enrolPhone(house, kim, { phone })
  const device = await house.db.selectFrom('devices').select('waBackupEligible').executeTakeFirstOrThrow()
  expect(device.waBackupEligible).toBe(true)
})

test('http is refused anywhere but on this computer', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const { token } = await claimFor(house, kim)
  const tenancy = { ...house.tenancy, baseUrl: 'http://id.example' }
  const { openEnrolment: open } = await import('./open-enrolment.ts')
  const opening = house.work(null, (work) => open({ ...work, base: tenancy }, { claim: token }))
  await expect(opening).rejects.toMatchObject(refused('needs-https'))
})
