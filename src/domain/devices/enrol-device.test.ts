import { expect } from 'vitest'
import { createClient } from '#contract/client.ts'
import { messageTypes } from '#contract/device-messages.ts'
import { finishEnrolment, openEnrolment, resolveCode } from '#contract/device-enrolments.ts'
import type { Input } from '#contract/operation.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { nobody, type Tenancy, transact } from '#domain/work.ts'
import { base64url, hash, randomBytes } from '#phone/base64url.ts'
import { keyIdOfDid } from '#phone/did-key.ts'
import { enrol, type OpenedClaim } from '#phone/enrol.ts'
import { signerOf, signJws } from '#phone/jws.ts'
import { makeRootKey, publicJwkOf, thumbprintOf } from '#phone/keys.ts'
import { type House, staged, type TestUser, test } from '../../../test/harness.ts'
import {
  aPhone,
  choicesOf,
  claimFor,
  createPhone,
  enrolPhone,
  noPush,
  openWith,
  request,
  somePush,
} from '../../../test/phone-harness.ts'
import { limitTries } from '../claims/limit-tries.ts'
import { enrolDevice, shortCodeOf } from './enrol-device.ts'

const at = (house: House, { baseUrl }: Tenancy) =>
  createClient((path, init) => request(house, baseUrl + path, init))

const makeKey = () =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])

/** What a test may say otherwise than an honest phone. */
interface Forgery {
  deviceKey?: CryptoKeyPair
  signPopWith?: CryptoKeyPair
  root?: Awaited<ReturnType<typeof makeRootKey>>['root']
  signGrantWith?: Awaited<ReturnType<typeof makeRootKey>>['root']
  pop?: Record<string, unknown>
  popHeader?: { typ?: string; jwk?: object }
  grant?: Record<string, unknown>
  grantTyp?: string
  grantKid?: string
  body?: Partial<Input<typeof finishEnrolment>['body']>
}

/** The proofs of an enrolment, honest but for what the forgery says. */
async function proofsFor(house: House, opened: OpenedClaim, forgery: Forgery = {}) {
  const deviceKey = forgery.deviceKey ?? (await makeKey())
  const root = forgery.root ?? (await makeRootKey()).root
  const jwk = await publicJwkOf(deviceKey.publicKey)
  const { iss: aud, eid, nonce } = opened
  const iat = Math.floor(house.now.getTime() / 1000)
  const popType = { ...messageTypes.pop, ...(forgery.popHeader?.typ && { typ: forgery.popHeader.typ }) }
  const pop = await signJws(
    popType,
    { jwk: forgery.popHeader?.jwk ?? jwk },
    { v: 1, aud, nonce, eid, cth: await hash(opened.claim), did: root.did, dev: aPhone, iat, ...forgery.pop },
    signerOf((forgery.signPopWith ?? deviceKey).privateKey),
  )
  const grant = await signJws(
    { ...messageTypes.grant, ...(forgery.grantTyp && { typ: forgery.grantTyp }) },
    { kid: forgery.grantKid ?? keyIdOfDid(root.did) },
    {
      v: 1,
      iss: root.did,
      aud,
      jkt: await thumbprintOf(jwk),
      eid,
      nonce,
      scope: ['approve'],
      iat,
      ...forgery.grant,
    },
    (forgery.signGrantWith ?? root).sign,
  )
  const pin = base64url(randomBytes(32))
  return {
    params: { eid },
    body: { v: 1 as const, pop, grant, pin, push: noPush, ...forgery.body },
  } satisfies Input<typeof finishEnrolment>
}

const openFor = async (house: House, user: TestUser) =>
  openWith(createPhone(house), (await claimFor(house, user)).link, user.tenancy)

const refused = (code: ProblemCode) => ({ name: 'Problem', code })

test('an invited person becomes active with the phone’s DID, and is told', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited', email: 'kim@example.com' })
  await house.db.updateTable('users').set({ personalEmail: 'kim@home.example' }).execute()
  const { enrolment } = await enrolPhone(house, kim, { push: somePush() })
  expect(enrolment).toMatchObject({
    iss: house.tenancy.baseUrl,
    org: { name: 'Northwind', logo: null },
    user: { hint: 'ki…@example.com' },
    counter: 0,
  })
  const user = await house.db
    .selectFrom('users')
    .selectAll()
    .where('id', '=', kim.id)
    .executeTakeFirstOrThrow()
  expect(user).toMatchObject({ status: 'active', did: enrolment.did })
  const identity = await house.db.selectFrom('identities').selectAll().executeTakeFirstOrThrow()
  expect(user.identityId).toBe(identity.id)
  const device = await house.db.selectFrom('devices').selectAll().executeTakeFirstOrThrow()
  expect(device).toMatchObject({ state: 'active', pushTarget: true, pushState: 'ok', name: 'Test phone' })
  expect(JSON.stringify(device.pushSubscriptionSealed)).not.toContain('push.example')
  expect((await house.events()).toSorted()).toEqual(
    ['claim.issued', 'claim.used', 'device.activated', 'device.enrolled', 'user.activated'].toSorted(),
  )
  const told = (await house.mails()).filter(
    ({ subject }) => subject === 'A phone was set up for you at Northwind',
  )
  // Both: one of them may be where the setup code went.
  expect(told.map(({ to }) => to).toSorted()).toEqual(['kim@example.com', 'kim@home.example'])
})

test('what a phone calls itself stays on one line of the notice, in its own direction', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  await enrolPhone(house, kim, {
    pin: '493817',
    name: 'Kim’s 👩‍💻\u202e\n\nThis was planned:\0no need to act',
  })
  const [notice] = await house.mails()
  expect(notice?.text).toContain('“Kim’s 👩‍💻 This was planned: no need to act”')
})

test('the typed code finds its organisation, and both ends show the same short code', async ({ house }) => {
  const other = await house.addTenant('acme')
  const kim = await house.addUser({ status: 'invited', tenancy: other })
  const { code } = await claimFor(house, kim)
  const phone = createPhone(house)
  const opened = await openWith(phone, `${code.slice(0, 5)} ${code.slice(5)}`.toLowerCase(), house.tenancy)
  expect(opened.iss).toBe(other.baseUrl)
  const enrolment = await enrol(phone, opened, choicesOf(phone))
  const { jkt } = await house.db.selectFrom('devices').select('jkt').executeTakeFirstOrThrow()
  expect(enrolment.shortCode).toBe(shortCodeOf(jkt, opened.nonce))
})

test('unknown, used, expired and voided claims are one answer', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const phone = createPhone(house)
  const open = (claim: string) => openWith(phone, claim, house.tenancy)
  const voided = await claimFor(house, kim)
  const expired = await claimFor(house, kim)
  const link = `${house.tenancy.appUrl}/app/claim#v=1&iss=${house.tenancy.baseUrl}&t=${base64url(randomBytes(32))}`
  const answers = [await open(link).catch(String), await open(voided.link).catch(String)]
  house.advance(601)
  answers.push(await open(expired.link).catch(String))
  const used = await claimFor(house, kim)
  await enrolPhone(house, kim, { claim: used.link })
  answers.push(await open(used.link).catch(String), await open(used.code).catch(String))
  expect(new Set(answers)).toEqual(
    new Set(['Problem: This setup code is not valid any more. Ask for a new one.']),
  )
})

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

test('a lost reply is asked for once more: one device, the same id', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const phone = createPhone(house)
  let losses = 0
  phone.intercept = async (url, init) => {
    if (!/enrolments\/./.test(url) || losses > 0) return undefined
    losses += 1
    await house.app.request(url, { method: 'POST', headers: init.headers ?? {}, body: init.body ?? null })
    throw new TypeError('network lost')
  }
  const { enrolment } = await enrolPhone(house, kim, { phone })
  const devices = await house.db.selectFrom('devices').select('id').execute()
  expect(devices).toEqual([{ id: enrolment.deviceId }])
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

test('a second phone needs the same identity; a lost one cannot be replaced by another', async ({
  house,
}) => {
  const kim = await house.addUser({ status: 'invited' })
  const first = await enrolPhone(house, kim, { pin: '493817' })
  await expect(enrolPhone(house, kim)).rejects.toMatchObject(refused('did-mismatch'))
  const again = await enrolPhone(house, kim, {
    phone: first.phone,
    identity: {
      kind: 'existing',
      did: first.enrolment.did,
      unlock: { deviceId: first.enrolment.deviceId, verification: first.verification },
    },
  })
  expect(again.enrolment.did).toBe(first.enrolment.did)
  const { purpose } = await house.db
    .selectFrom('claims')
    .select('purpose')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(purpose).toBe('add')
})

test('the seed is not opened for a wrong PIN', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const { phone, enrolment } = await enrolPhone(house, kim, { pin: '493817' })
  const identity = {
    kind: 'existing' as const,
    did: enrolment.did,
    unlock: { deviceId: enrolment.deviceId, verification: { kind: 'pin' as const, pin: '493818' } },
  }
  await expect(enrolPhone(house, kim, { phone, identity })).rejects.toMatchObject(refused('pin-wrong'))
})

test('http is refused anywhere but on this computer', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const { token } = await claimFor(house, kim)
  const tenancy = { ...house.tenancy, baseUrl: 'http://id.example' }
  const { openEnrolment: open } = await import('./open-enrolment.ts')
  const opening = house.work(null, (work) => open({ ...work, base: tenancy }, { claim: token }))
  await expect(opening).rejects.toMatchObject(refused('needs-https'))
})

test('guessing codes is slowed down for the address that guesses', async ({ house }) => {
  const call = at(house, house.tenancy)
  const guess = () => call(resolveCode, { params: {}, body: { v: 1, code: '0123456789' } })
  const look = () => call(openEnrolment, { params: {}, body: { v: 1, claim: '0123456789' } })
  for (let i = 0; i < 20; i++) {
    await expect(guess()).rejects.toMatchObject(refused('claim-invalid'))
    await expect(look()).rejects.toMatchObject(refused('claim-invalid'))
  }
  await expect(guess()).rejects.toMatchObject(refused('rate-limited'))
  await expect(look()).rejects.toMatchObject(refused('rate-limited'))
  house.advance(601)
  await expect(look()).rejects.toMatchObject(refused('claim-invalid'))
})

test('a household of IPv6 addresses does not use up the tries of its neighbours', async ({ house }) => {
  const tryFrom = (ip: string) => {
    const origin = { ip, userAgent: '', requestId: 'test' }
    const { tenantId } = house.tenancy
    return transact(house.ground, house.tenancy, 'write', nobody(tenantId, origin), limitTries)
  }
  for (let at = 1; at <= 40; at++) expect(await tryFrom(`2001:db8:5:1::${at}`)).toBeNull()
  expect(await tryFrom('2001:db8:5:1::ffff')).toMatchObject({ code: 'rate-limited' })
  expect(await tryFrom('2001:db8:5:2::1')).toBeNull()
})

staged('one claim by two phones at once: one is enrolled', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const { link } = await claimFor(house, kim)
  const one = await openWith(createPhone(house), link, house.tenancy)
  const other = await openWith(createPhone(house), link, house.tenancy)
  const { params, body } = await proofsFor(house, one)
  const second = await house.work(null, async (work) => {
    await enrolDevice(work, { ...params, ...body })
    const call = at(house, house.tenancy)(finishEnrolment, await proofsFor(house, other))
    await house.untilBlocked()
    return { refused: expect(call).rejects.toMatchObject(refused('claim-invalid')) }
  })
  await second.refused
  expect(await house.db.selectFrom('devices').select('id').execute()).toHaveLength(1)
})

staged('one DID in two tenants at once: one identity', async ({ house }) => {
  const acme = await house.addTenant('acme')
  const kim = await house.addUser({ status: 'invited' })
  const alsoKim = await house.addUser({ status: 'invited', tenancy: acme })
  const { root } = await makeRootKey()
  const here = await proofsFor(house, await openFor(house, kim), { root })
  const there = await proofsFor(house, await openFor(house, alsoKim), { root })
  const second = await house.work(kim, async (work) => {
    await enrolDevice(work, { ...here.params, ...here.body })
    const call = at(house, acme)(finishEnrolment, there)
    await house.untilBlocked()
    return { done: call }
  })
  await second.done
  const users = await house.db.selectFrom('users').select(['identityId', 'did']).execute()
  expect(new Set(users.map(({ identityId }) => identityId)).size).toBe(1)
  expect(users.every(({ did }) => did === root.did)).toBe(true)
})

staged('one DID by two users of a tenant at once: the second is told', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const lee = await house.addUser({ status: 'invited' })
  const { root } = await makeRootKey()
  const kims = await proofsFor(house, await openFor(house, kim), { root })
  const lees = await proofsFor(house, await openFor(house, lee), { root })
  const second = await house.work(null, async (work) => {
    await enrolDevice(work, { ...kims.params, ...kims.body })
    const call = at(house, house.tenancy)(finishEnrolment, lees)
    await house.untilBlocked()
    return { refused: expect(call).rejects.toMatchObject(refused('did-in-use')) }
  })
  await second.refused
})
