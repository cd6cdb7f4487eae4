import { expect } from 'vitest'
import { messageTypes } from '#contract/device-messages.ts'
import { choosePushTarget, listDevices, removeDevice } from '#contract/devices.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { statusKeysOf } from '#domain/tenants/status-keys.ts'
import { deactivateUser } from '#domain/users/deactivate-user.ts'
import { listWaiting } from '#phone/answer.ts'
import { hash } from '#phone/base64url.ts'
import { makeCallId } from '#phone/call.ts'
import { handlePush } from '#phone/handle-push.ts'
import { signerOf, signJws } from '#phone/jws.ts'
import { leave } from '#phone/leave.ts'
import { checkStatus, verifyStatus } from '#phone/status.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import {
  aPhone,
  approve,
  askFor,
  type Enrolled,
  enrolPhone,
  noPush,
  request,
  somePush,
} from '../../../test/phone-harness.ts'
import { dropPushSubscription, findPushSubscription, markPushLost } from './push-subscription.ts'

const refused = (code: ProblemCode) => ({ name: 'Problem', code })

async function enrolled(house: House, push = somePush()) {
  const kim = await house.addUser({ status: 'invited' })
  return { kim, first: await enrolPhone(house, kim, { push }) }
}

/** Another device of the same person, on the same phone. */
const another = (house: House, user: TestUser, { phone, enrolment, verification }: Enrolled, name: string) =>
  enrolPhone(house, user, {
    phone,
    name,
    push: somePush(name),
    identity: {
      kind: 'existing',
      did: enrolment.did,
      unlock: { deviceId: enrolment.deviceId, verification },
    },
  })

const remove = (
  house: House,
  by: TestUser,
  user: TestUser,
  { enrolment }: Enrolled,
  more: { confirmation?: string; endSessions?: boolean } = {},
) =>
  house.as(by)(removeDevice, {
    params: { userId: user.id, deviceId: enrolment.deviceId },
    body: { confirmation: 'remove device', endSessions: false, why: 'removed' as const, ...more },
  })

const statusOf = async ({ phone, enrolment }: Enrolled) => {
  const outcome = await checkStatus(phone, enrolment)
  return outcome.kind === 'unverified'
    ? outcome.kind
    : [outcome.kind, outcome.status.state, outcome.status.why]
}

test('an active device learns names, accounts and whether it receives the pushes, and says what it is', async ({
  house,
}) => {
  const { kim, first } = await enrolled(house)
  const { phone, enrolment } = first
  const report = { dev: { ...aPhone, name: 'Kim’s phone', os_version: '17' }, push: noPush }
  const outcome = await checkStatus(phone, enrolment, { report })
  expect(outcome).toMatchObject({
    kind: 'verified',
    status: {
      state: 'active',
      push_target: false,
      user: { name: kim.name },
      org: { name: 'Northwind' },
      accounts: [],
    },
  })
  const owner = await house.addOwner()
  const { items } = await house.as(owner)(listDevices, { params: { userId: kim.id }, body: {} })
  expect(items).toMatchObject([
    { name: 'Kim’s phone', osVersion: '17', push: 'none', pushTarget: false, verification: ['wa'] },
  ])
})

test('removed: told by push, verified, wiped; refused at once whether told or not', async ({ house }) => {
  const { kim, first } = await enrolled(house)
  const owner = await house.addOwner()
  const asked = await askFor(house, kim)
  await house.addSession(kim.id, { deviceId: first.enrolment.deviceId })
  await expect(remove(house, owner, kim, first, { confirmation: 'remove' })).rejects.toMatchObject(
    refused('confirmation-mismatch'),
  )
  expect(
    await remove(house, owner, kim, first, { confirmation: ' Remove Device ', endSessions: true }),
  ).toEqual({ pushTarget: null, remaining: 0 })
  await expect(remove(house, owner, kim, first)).rejects.toMatchObject(refused('device-not-found'))

  await expect(approve(first, asked)).rejects.toMatchObject(refused('device-removed'))
  await expect(listWaiting(first.phone, first.enrolment)).rejects.toMatchObject(refused('device-removed'))
  const requests = await house.db.selectFrom('approvalRequests').select(['state', 'why']).execute()
  expect(requests).toEqual([{ state: 'cancelled', why: 'device-removed' }])
  const session = await house.db
    .selectFrom('sessions')
    .select('endedWhy')
    .where('userId', '=', kim.id)
    .executeTakeFirstOrThrow()
  expect(session.endedWhy).toBe('device-removed')
  expect(await house.events()).toEqual(
    expect.arrayContaining(['device.removed', 'signin.request.cancelled', 'user.session.revoked']),
  )

  const revoke = (await house.pushes()).find(({ message }) => message.t === 'revoke')
  expect(revoke).toMatchObject({
    deviceId: first.enrolment.deviceId,
    message: { v: 1, t: 'revoke', iss: house.tenancy.baseUrl },
  })
  const { deviceId } = first.enrolment
  const subscription = () => house.work(null, (work) => findPushSubscription(work, { deviceId }), 'read')
  expect(await subscription()).toMatchObject({ endpoint: 'https://push.example/a' })
  await house.work(null, (work) => dropPushSubscription(work, { deviceId }))
  expect(await subscription()).toBeUndefined()

  expect(await statusOf(first)).toEqual(['wipe', 'removed', 'removed'])
  expect(await handlePush(first.phone, revoke?.message)).toMatchObject({ kind: 'wiped', left: 0 })
  expect(await first.phone.store.listEnrolments()).toEqual([])
  expect(await first.phone.store.listIdentities()).toEqual([])
})

test('a forged revoke push wipes nothing', async ({ house }) => {
  const { first } = await enrolled(house)
  const forged = { v: 1, t: 'revoke', iss: house.tenancy.baseUrl }
  expect(await handlePush(first.phone, forged)).toEqual({ kind: 'checked' })
  first.phone.intercept = async () => new Response('not found', { status: 404 })
  expect(await handlePush(first.phone, forged)).toEqual({ kind: 'unverified' })
  first.phone.intercept = async () => Response.json({ status: 'eyJ9.eyJ9.eyJ9' })
  expect(await handlePush(first.phone, forged)).toEqual({ kind: 'unverified' })
  expect(await handlePush(first.phone, { ...forged, v: 2 })).toEqual({ kind: 'ignored' })
  expect(await handlePush(first.phone, { ...forged, iss: 'https://b.example' })).toEqual({ kind: 'ignored' })
  expect(await first.phone.store.listEnrolments()).toHaveLength(1)
})

test('pushes of each kind: a request rings until its end, an unknown kind asks for the status', async ({
  house,
}) => {
  const { kim, first } = await enrolled(house)
  const asked = await askFor(house, kim)
  const [push] = await house.pushes()
  expect(await handlePush(first.phone, push?.message)).toMatchObject({ kind: 'request', rid: asked.id })
  house.advance(121)
  expect(await handlePush(first.phone, push?.message)).toEqual({ kind: 'ignored' })
  const { iss } = first.enrolment
  expect(await handlePush(first.phone, { v: 1, t: 'end', iss, rid: asked.id })).toEqual({
    kind: 'ended',
    rid: asked.id,
  })
  expect(await handlePush(first.phone, { v: 1, t: 'brand-new', iss })).toEqual({ kind: 'checked' })
})

test('a status counts only with the pinned key, this device, this question, this time', async ({ house }) => {
  const { first } = await enrolled(house)
  const { phone, enrolment } = first
  const callId = makeCallId()
  const { current: statusKey } = await house.work(null, statusKeysOf)
  const key = await crypto.subtle.importKey(
    'jwk',
    statusKey.privateJwk,
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  )
  const iat = Math.floor(house.now.getTime() / 1000)
  const honest = {
    v: 1,
    iss: enrolment.iss,
    aud: enrolment.deviceId,
    rj: callId,
    state: 'removed',
    push_target: false,
    org: { name: '', logo: null },
    user: { name: '' },
    accounts: [],
    keys: enrolment.statusKeys,
    iat,
  }
  const verify = async (
    change: object,
    kid = statusKey.kid,
    signer = key,
    type: { typ: string; alg: 'ES256' } = messageTypes.status,
  ) =>
    verifyStatus(
      phone,
      enrolment,
      callId,
      await signJws(type, { kid }, { ...honest, ...change }, signerOf(signer)),
    )
  expect(await verify({})).toMatchObject({ state: 'removed' })
  const forged = { name: 'ForgedMessageError' }
  await expect(verify({}, statusKey.kid, enrolment.deviceKey.privateKey)).rejects.toMatchObject(forged)
  await expect(verify({}, 'another')).rejects.toMatchObject(forged)
  await expect(verify({}, statusKey.kid, key, messageTypes.challenge)).rejects.toMatchObject(forged)
  for (const change of [
    { aud: crypto.randomUUID() },
    { rj: makeCallId() },
    { iss: 'https://b.example' },
    { iat: iat - 301 },
    { iat: iat + 61 },
    { v: 2 },
  ])
    await expect(verify(change), JSON.stringify(change)).rejects.toMatchObject(forged)
  expect(await verify({ iat: iat + 59 })).toMatchObject({ state: 'removed' })
})

test('deactivated: the message for the person, never the reason; keys are kept, and it heals by itself', async ({
  house,
}) => {
  const { kim, first } = await enrolled(house)
  await house.work(null, (work) =>
    deactivateUser(work, {
      userId: kim.id,
      kind: 'investigation',
      reason: 'secret reason',
      message: 'Call the desk',
    }),
  )
  const outcome = await checkStatus(first.phone, first.enrolment)
  expect(outcome).toMatchObject({
    kind: 'verified',
    status: { state: 'user-deactivated', message: 'Call the desk' },
  })
  expect(JSON.stringify(outcome)).not.toContain('secret reason')
  expect(await first.phone.store.listEnrolments()).toHaveLength(1)
})

test('a device that the server does not know wipes nothing', async ({ house }) => {
  const { first } = await enrolled(house)
  await house.db.deleteFrom('devices').execute()
  expect(await statusOf(first)).toEqual(['verified', 'unknown', undefined])
})

test('a tenant below a path is answered for at the app’s own origin', async ({ house }) => {
  const acme = await house.addTenant('acme')
  const kim = await house.addUser({ status: 'invited', tenancy: acme })
  const { phone, enrolment } = await enrolPhone(house, kim)
  phone.intercept = async (url) =>
    url.startsWith(acme.baseUrl) ? Promise.reject(new TypeError('gone')) : undefined
  expect(await checkStatus(phone, enrolment)).toMatchObject({ kind: 'unverified' })
  expect(await checkStatus(phone, enrolment, { appOrigin: acme.appUrl })).toMatchObject({
    kind: 'verified',
    status: { state: 'active', iss: acme.baseUrl },
  })
})

test('one device is the push target: chosen, promoted, handed on', async ({ house }) => {
  const { kim, first } = await enrolled(house)
  const second = await another(house, kim, first, 'b')
  const owner = await house.addOwner()
  const call = house.as(owner)
  const targets = async () => {
    const { items } = await call(listDevices, { params: { userId: kim.id }, body: {} })
    return items.filter(({ pushTarget }) => pushTarget).map(({ id }) => id)
  }
  expect(await targets()).toEqual([first.enrolment.deviceId])
  const choose = ({ enrolment: { deviceId } }: Enrolled) =>
    call(choosePushTarget, { params: { userId: kim.id, deviceId }, body: {} })
  expect(await choose(second)).toMatchObject({ pushTarget: true })
  await choose(second)
  expect(await targets()).toEqual([second.enrolment.deviceId])
  expect((await house.events()).filter((type) => type === 'device.activated')).toHaveLength(2)

  const { deviceId } = second.enrolment
  await house.work(null, (work) => markPushLost(work, { deviceId, endpoint: 'https://push.example/b' }))
  await expect(choose(second)).rejects.toMatchObject(refused('device-not-receiving'))
  await choose(first)
  await checkStatus(second.phone, second.enrolment, { report: { dev: aPhone, push: somePush('c') } })
  expect(await remove(house, owner, kim, first)).toMatchObject({ pushTarget: { id: deviceId }, remaining: 1 })
  expect(await leave(second.phone, second.enrolment)).toBe(1)
  expect(await targets()).toEqual([])
})

test('nobody removes their own last device, nor one of a higher rank', async ({ house }) => {
  const owner = await house.addOwner()
  const phone = await enrolPhone(house, owner)
  await expect(remove(house, owner, owner, phone)).rejects.toMatchObject(refused('own-last-device'))
  const desk = await house.addAdmin('help-desk')
  await expect(remove(house, desk, owner, phone)).rejects.toMatchObject(refused('higher-rank'))
  const params = { userId: owner.id, deviceId: phone.enrolment.deviceId }
  await expect(house.as(desk)(choosePushTarget, { params, body: {} })).rejects.toMatchObject(
    refused('higher-rank'),
  )
})

test('a call counts for its method, address, body, issuer and time, and a change once', async ({ house }) => {
  const { first } = await enrolled(house)
  const { phone, enrolment } = first
  const url = `${enrolment.iss}/device/v1/status`
  const body = JSON.stringify({ v: 1, dev: aPhone, push: noPush })
  const iat = Math.floor(house.now.getTime() / 1000)
  const call = async (
    change: object = {},
    send: { body?: string; type?: { typ: string; alg: 'ES256' }; token?: string } = {},
  ) => {
    const claims = {
      v: 1,
      aud: enrolment.iss,
      htm: 'POST',
      htu: url,
      bh: await hash(body),
      jti: makeCallId(),
      iat,
      ...change,
    }
    const token =
      send.token ??
      (await signJws(
        send.type ?? messageTypes.request,
        { kid: enrolment.deviceId },
        claims,
        signerOf(enrolment.deviceKey.privateKey),
      ))
    const headers = { authorization: `Device ${token}`, 'content-type': 'application/json' }
    const response = await request(house, url, { method: 'POST', headers, body: send.body ?? body })
    return { token, code: ((await response.json()) as { type?: string }).type ?? 'ok' }
  }
  const good = await call()
  expect(good.code).toBe('ok')
  expect((await call({}, { token: good.token })).code).toBe('/problems/device-signature-invalid')
  // One that was refused and undone is spent all the same.
  const malformed = JSON.stringify({ v: 1, dev: 'nothing' })
  const undone = await call({ bh: await hash(malformed) }, { body: malformed })
  expect(undone.code).toBe('/problems/invalid-request')
  expect((await call({}, { token: undone.token, body: malformed })).code).toBe(
    '/problems/device-signature-invalid',
  )
  const invalid: object[] = [
    { aud: 'https://b.example' },
    { htm: 'GET' },
    { htu: `${enrolment.iss}/device/v1/self/remove` },
    { jti: 'short' },
  ]
  for (const change of invalid)
    expect((await call(change)).code, JSON.stringify(change)).toBe('/problems/device-signature-invalid')
  expect((await call({}, { body: body.replace('Test', 'Best') })).code).toBe(
    '/problems/device-signature-invalid',
  )
  expect((await call({}, { type: messageTypes.answer })).code).toBe('/problems/device-signature-invalid')
  expect((await call({ v: 2 })).code).toBe('/problems/unsupported-version')
  expect((await call({ iat: iat + 61 })).code).toBe('/problems/clock')
  expect((await call({ iat: iat - 301 })).code).toBe('/problems/clock')
  expect((await call({ iat: iat + 59 })).code).toBe('ok')
  expect(await phone.store.listEnrolments()).toHaveLength(1)
})
