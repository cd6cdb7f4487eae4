import { sql } from 'kysely'
import { expect } from 'vitest'
import type { ClaimId, DeviceId, RequestId, UserId } from '#contract/ids.ts'
import { contextOf } from '#domain/approvals/ask-approval.ts'
import { macOfPin } from '#domain/devices/pin.ts'
import { sha256 } from '#platform/hash.ts'
import { newId } from '#platform/id.ts'
import checks from '../src/phone/vectors/checks.json' with { type: 'json' }
import vectors from '../src/phone/vectors/v1.json' with { type: 'json' }
import { createHouse, type House, test } from './harness.ts'
import { request } from './phone-harness.ts'

/** The published vectors, sent to the real server: the valid ones are taken, and each check refuses its own alone. */
const { keys, derived } = vectors
const messageOf = (name: string) => {
  const found = vectors.messages.find((message) => message.name === name)
  if (!found) throw new Error(`no vector of ${name}`)
  return found
}
const [pop, grant, challenge, answer, restore] = ['pop', 'grant', 'challenge', 'answer', 'restore'].map(
  messageOf,
)
const jwsOf = (message: { jws: string } | undefined) => message?.jws ?? ''
// They are what the file says.
const eid = String(pop?.claims.eid)
const sid = String(restore?.claims.sid)
const deviceId = String(answer?.claims.iss) as DeviceId
const rid = String(answer?.claims.rid) as RequestId
const { kty, crv, x, y } = keys.device
const publicJwk = JSON.stringify({ kty, crv, x, y })

const minutes = (house: House, count: number) => new Date(house.now.getTime() + count * 60_000)

/** In the order of their references. */
const layers = [
  'challenges',
  'approvalRequests',
  'deviceCalls',
  'enrolments',
  'restores',
  'claims',
  'devices',
  'retiredDids',
  'users',
  'identities',
]

/** Everything of one person that the messages name; each case begins with this and nothing else. */
async function lay(house: House, what: 'enrolment' | 'answer' | 'restore'): Promise<UserId> {
  const { db, tenancy } = house
  const { tenantId } = tenancy
  for (const table of layers) await sql`delete from ${sql.table(table)}`.execute(db)
  await sql`update tenants set status = 'active'`.execute(db)
  const isNew = what === 'enrolment'
  const { id: userId } = await house.addUser({
    email: `kim-${newId()}@northwind.example`,
    status: isNew ? 'invited' : 'active',
    did: isNew ? null : derived.did,
  })
  const row = { tenantId, userId, createdAt: house.now, expiresAt: minutes(house, 5) }
  if (what === 'restore')
    await db
      .insertInto('restores')
      .values({ ...row, userId: null, id: sid, did: derived.did, nonce: derived.nonce })
      .execute()
  if (isNew) {
    const claimId = newId() as ClaimId
    const claimHash = sha256(derived.claim)
    const { createdAt: issuedAt, ...claim } = row
    await db
      .insertInto('claims')
      .values({ ...claim, id: claimId, issuedAt, purpose: 'enrol', kind: 'screen', tokenHash: claimHash })
      .execute()
    const { userId: _, ...opened } = row
    await db
      .insertInto('enrolments')
      .values({ ...opened, id: eid, claimId, claimHash, nonce: derived.nonce })
      .execute()
  }
  if (what === 'answer') await layQuestion(house, userId)
  return userId
}

async function layDevice(house: House, userId: UserId, change: object = {}): Promise<void> {
  const { tenantId } = house.tenancy
  const pinMac = await house.work(null, async (work) => macOfPin(work, deviceId, derived.pin.proof), 'read')
  await house.db
    .insertInto('devices')
    .values({
      tenantId,
      id: deviceId,
      userId,
      jkt: derived.jkt,
      publicJwk,
      did: derived.did,
      state: 'active',
      name: 'Kim’s phone',
      platform: 'android',
      pushState: 'none',
      pinMac,
      enrolledAt: house.now,
      lastActiveAt: house.now,
      ...change,
    })
    .execute()
}

async function layQuestion(house: House, userId: UserId): Promise<void> {
  await layDevice(house, userId)
  const sealed = await house.work(
    null,
    async ({ keys: ring, ...work }) => ({
      number: ring.seal('approval-number', contextOf({ ...work, keys: ring }, rid), '42'),
      q: ring.seal('approval-q', contextOf({ ...work, keys: ring }, rid), 'q'),
    }),
    'read',
  )
  await house.db
    .insertInto('approvalRequests')
    .values({
      tenantId: house.tenancy.tenantId,
      id: rid,
      userId,
      addressMac: Buffer.alloc(32),
      action: 'sign-in',
      applicationName: 'Payroll',
      browserHash: Buffer.alloc(32),
      knownBrowser: true,
      newPlace: false,
      ip: '203.0.113.7',
      userAgent: 'test',
      numberSealed: sealed.number,
      digits: 2,
      qSealed: sealed.q,
      qHash: sha256('q'),
      state: 'pending',
      pushed: false,
      issuedAt: house.now,
      expiresAt: minutes(house, 2),
    })
    .execute()
  const challengeHash = sha256(jwsOf(challenge)).toString('base64url')
  await house.db
    .insertInto('challenges')
    .values({
      tenantId: house.tenancy.tenantId,
      requestId: rid,
      deviceId,
      challengeHash,
      fetchedAt: house.now,
    })
    .execute()
}

/** The states of the server that the vectors name, each beside what was laid. */
const states: Record<string, (house: House, userId: UserId) => Promise<unknown>> = {
  'enrolment-over': ({ db, now }) => db.updateTable('enrolments').set({ expiresAt: now }).execute(),
  'claim-void': ({ db, now }) => db.updateTable('claims').set({ voidedAt: now }).execute(),
  'claim-spent': ({ db, now }) => db.updateTable('claims').set({ spentAt: now }).execute(),
  'key-in-use': async (house) => {
    const other = await house.addUser({ email: `lee-${newId()}@northwind.example` })
    await layDevice(house, other.id, { state: 'removed', removedAt: house.now })
  },
  'did-retired': ({ db, tenancy: { tenantId }, now }) =>
    db.insertInto('retiredDids').values({ tenantId, did: derived.did, retiredAt: now }).execute(),
  'did-of-another': (house) => house.addUser({ email: `lee-${newId()}@northwind.example`, did: derived.did }),
  'another-did': ({ db }) => db.updateTable('users').set({ did: 'did:key:z6MkOther' }).execute(),
  'purpose-add': ({ db }) => db.updateTable('claims').set({ purpose: 'add' }).execute(),
  'device-removed': ({ db, now }) =>
    db.updateTable('devices').set({ state: 'removed', removedAt: now }).execute(),
  'device-suspended': ({ db }) => db.updateTable('devices').set({ state: 'suspended' }).execute(),
  'device-pending': ({ db }) => db.updateTable('devices').set({ state: 'pending' }).execute(),
  'user-deactivated': ({ db, now }) =>
    db
      .updateTable('users')
      .set({
        status: 'deactivated',
        deactivatedAt: now,
        deactivationKind: 'suspension',
        statusBefore: 'active',
      })
      .execute(),
  'counter-seen': ({ db }) =>
    db
      .updateTable('devices')
      .set({ counter: Number(answer?.claims.ctr) })
      .execute(),
  'request-of-another': async (house) => {
    const { id: userId } = await house.addUser({ email: `lee-${newId()}@northwind.example` })
    await house.db.updateTable('approvalRequests').set({ userId }).execute()
  },
  'request-cancelled': ({ db, now }) =>
    db.updateTable('approvalRequests').set({ state: 'cancelled', endedAt: now }).execute(),
  'request-over': ({ db, now }) => db.updateTable('approvalRequests').set({ expiresAt: now }).execute(),
  'not-shown': ({ db }) => db.deleteFrom('challenges').execute(),
  'organisation-closed': ({ db }) => db.updateTable('tenants').set({ status: 'closed' }).execute(),
  'restore-over': ({ db, now }) => db.updateTable('restores').set({ expiresAt: now }).execute(),
  nobody: ({ db }) => db.updateTable('users').set({ did: null }).execute(),
}

async function houseOfVectors() {
  const { house, close } = await createHouse({ address: String(pop?.claims.aud) })
  house.setNow(new Date(checks.at * 1000))
  return { house, close }
}

async function post(house: House, path: string, body: object): Promise<unknown> {
  const response = await request(house, `${house.tenancy.baseUrl}/device/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { type, ...rest } = (await response.json()) as { type?: string }
  return type?.replace('/problems/', '') ?? rest
}

interface Case {
  readonly what: string
  readonly given?: string
  readonly refused?: string
  readonly state?: string
}

/** Lays what the case needs, sends it, and compares. */
async function tryEach<C extends Case>(
  house: House,
  what: Parameters<typeof lay>[1],
  cases: readonly C[],
  send: (one: C | undefined) => Promise<unknown>,
  taken: object,
): Promise<void> {
  await lay(house, what)
  expect(await send(undefined), 'the valid one').toMatchObject(taken)
  for (const one of cases) {
    const userId = await lay(house, what)
    if (one.given) await states[one.given]?.(house, userId)
    const came = await send(one)
    if (one.refused) expect([one.what, came]).toEqual([one.what, one.refused])
    else expect([one.what, came]).toMatchObject([one.what, { state: one.state }])
  }
}

test('an enrolment: the valid proofs are taken, each check refuses alone', async () => {
  const { house, close } = await houseOfVectors()
  const cases: readonly (Case & { pop?: string; grant?: string; body?: { pin?: null; wac?: object } })[] =
    checks.enrolment
  await tryEach(
    house,
    'enrolment',
    cases,
    (one) => {
      const { pin = derived.pin.proof, ...body } = one?.body ?? {}
      const proofs = { pop: one?.pop ?? jwsOf(pop), grant: one?.grant ?? jwsOf(grant) }
      const push = { kind: 'none', why: 'unsupported' }
      return post(house, `/enrolments/${eid}`, { v: 1, ...proofs, push, ...(pin && { pin }), ...body })
    },
    { v: 1, short_code: derived.shortCode, state: 'active' },
  )
  await close()
})

test('an answer: the valid one approves, each check refuses alone', async () => {
  const { house, close } = await houseOfVectors()
  const cases: readonly (Case & { answer?: string; body?: { pin: string } })[] = checks.answer
  await tryEach(
    house,
    'answer',
    cases,
    (one) =>
      post(house, '/answers', {
        v: 1,
        answer: one?.answer ?? jwsOf(answer),
        pin: derived.pin.proof,
        ...one?.body,
      }),
    { state: 'approved', why: null },
  )
  await close()
})

test('a restore: the root key’s proof is taken, each check refuses alone', async () => {
  const { house, close } = await houseOfVectors()
  const cases: readonly (Case & { proof?: string })[] = checks.restore
  await tryEach(
    house,
    'restore',
    cases,
    (one) => post(house, `/restores/${sid}`, { v: 1, proof: one?.proof ?? jwsOf(restore) }),
    { proofs: ['mail', 'claim'], org: { name: 'Northwind' } },
  )
  await close()
})
