import { expect } from 'vitest'
import { surfaceRoots } from '#contract/client.ts'
import * as enrolments from '#contract/device-enrolments.ts'
import { messageTypes, protocolVersion } from '#contract/device-messages.ts'
import * as device from '#contract/device-operations.ts'
import * as restores from '#contract/device-restores.ts'
import type { Operation } from '#contract/operation.ts'
import { hash } from '#phone/base64url.ts'
import { makeCallId } from '#phone/call.ts'
import { signerOf, signJws } from '#phone/jws.ts'
import type { Enrolment } from '#phone/key-store.ts'
import { unixSeconds } from '#phone/phone.ts'
import { type House, test } from './harness.ts'
import { aPhone, askFor, enrolPhone, noPush, request, type TestPhone } from './phone-harness.ts'

/** Every operation that a device's signature opens: the list is the contract's own, so that none is forgotten. */
const deviceOperations = { ...enrolments, ...device, ...restores }

const signed = Object.entries<Operation>(deviceOperations as unknown as Record<string, Operation>).filter(
  ([, value]) => typeof value === 'object' && 'permission' in value && value.permission === 'device',
)

/** What each takes beside the version. */
const bodies: Record<string, object> = {
  reportStatus: { dev: aPhone, push: noPush },
  verifyPerson: { for: 'grant', pin: 'x'.repeat(43) },
  changePin: { pin: 'x'.repeat(43), new: 'y'.repeat(43) },
  reportBackup: { made_at: 1_800_000_000 },
  keepThisDevice: { pin: 'x'.repeat(43) },
  answerTermination: { answer: 'refuse' },
}
const rid = 'AAAAAAAAAAAAAAAAAAAAAA'
const pathOf = (operation: Operation) => operation.path.replace('{rid}', rid)

interface Call {
  readonly name: string
  readonly operation: Operation
  readonly base: string
  readonly headers?: Record<string, string>
}

function send(house: House, { name, operation, base, headers = {} }: Call): Promise<Response> {
  const body = JSON.stringify({ v: protocolVersion, ...bodies[name] })
  return request(house, `${base}${surfaceRoots.device}${pathOf(operation)}`, {
    method: operation.method,
    headers: { ...headers, ...(operation.method !== 'GET' && { 'content-type': 'application/json' }) },
    ...(operation.method !== 'GET' && { body }),
  })
}

/** A call as this enrolment signs it, for whichever organisation. */
async function signedCall(
  phone: TestPhone,
  enrolment: Enrolment,
  { name, operation, base }: Call,
  aud = base,
  body = JSON.stringify({ v: protocolVersion, ...bodies[name] }),
) {
  const text = operation.method === 'GET' ? '' : body
  const claims = {
    v: protocolVersion,
    aud,
    htm: operation.method,
    htu: `${base}${surfaceRoots.device}${pathOf(operation)}`,
    bh: await hash(text),
    jti: makeCallId(),
    iat: unixSeconds(phone.clock()),
  }
  const header = { kid: enrolment.deviceId }
  return `Device ${await signJws(messageTypes.request, header, claims, signerOf(enrolment.deviceKey.privateKey))}`
}

const codeOf = async (response: Response) =>
  ((await response.json()) as { type: string }).type.replace('/problems/', '')

test('the table has the operations that a device signs', () => {
  expect(signed.map(([name]) => name).sort()).toEqual([
    'answerTermination',
    'askTestAlert',
    'changePin',
    'endOwnSessionsEverywhere',
    'fetchChallenge',
    'getOverview',
    'getStatus',
    'keepThisDevice',
    'leaveOrganisation',
    'listPending',
    'pauseOwnPushes',
    'reportBackup',
    'reportStatus',
    'verifyPerson',
  ])
})

test('no signature, a session’s cookie, a forged and another body’s signature open nothing', async ({
  house,
}) => {
  const kim = await house.addUser({ status: 'invited' })
  const { phone, enrolment } = await enrolPhone(house, kim)
  const stranger = await enrolPhone(house, await house.addUser({ status: 'invited' }))
  for (const [name, operation] of signed) {
    const call = { name, operation, base: kim.tenancy.baseUrl }
    const forged = await signedCall(phone, { ...stranger.enrolment, deviceId: enrolment.deviceId }, call)
    const elsewhere = await signedCall(
      phone,
      enrolment,
      { ...call, base: `${call.base}/elsewhere` },
      call.base,
    )
    for (const headers of [
      {},
      { cookie: `lk-session=${'a'.repeat(43)}` },
      { authorization: 'Device x.y.z' },
      { authorization: forged },
      { authorization: elsewhere },
    ]) {
      const response = await send(house, { ...call, headers })
      expect([name, response.status, await codeOf(response)]).toEqual([name, 401, 'device-signature-invalid'])
    }
  }
})

test('a device of one organisation is nobody in another, whatever it signs', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const { phone, enrolment } = await enrolPhone(house, kim)
  const other = await house.addTenant('other')
  for (const [name, operation] of signed) {
    const call = { name, operation, base: other.baseUrl }
    const response = await send(house, {
      ...call,
      headers: { authorization: await signedCall(phone, enrolment, call) },
    })
    // Its status may be asked for, signed by the installation: such a device is unknown there, which wipes nothing.
    if (response.ok) {
      expect(['getStatus', 'reportStatus']).toContain(name)
      const { status } = (await response.json()) as { status: string }
      const claims = JSON.parse(Buffer.from(status.split('.')[1] ?? '', 'base64url').toString())
      expect(claims.state).toBe('unknown')
    } else expect([name, response.status]).toEqual([name, 401])
  }
})

test('what needs no signature tells public keys only', async ({ house }) => {
  const { baseUrl } = house.tenancy
  const read = async (operation: Operation) =>
    (await (await send(house, { name: '', operation, base: baseUrl })).json()) as Record<string, unknown>
  expect(await read(deviceOperations.getPushKey)).toEqual({ vapid_key: house.installation.vapid.publicKey })
  const { keys } = (await read(deviceOperations.getIssuerKeys)) as { keys: Record<string, unknown>[] }
  expect(keys.length).toBeGreaterThan(0)
  for (const key of keys) expect(key).not.toHaveProperty('d')
})

test('v: 2 of everything is refused, with what is understood', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const { phone, enrolment } = await enrolPhone(house, kim)
  const versioned = Object.entries<Operation>(
    deviceOperations as unknown as Record<string, Operation>,
  ).filter(([, value]) => typeof value === 'object' && 'path' in value && value.method === 'POST')
  expect(versioned.length).toBeGreaterThan(18)
  for (const [name, operation] of versioned) {
    const call = { name, operation, base: kim.tenancy.baseUrl }
    const body = JSON.stringify({ v: 2, ...bodies[name] })
    const path = pathOf(operation).replace(/\{(sid|eid)\}/, crypto.randomUUID())
    const response = await request(house, `${call.base}${surfaceRoots.device}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(operation.permission === 'device' && {
          authorization: await signedCall(phone, enrolment, call, call.base, body),
        }),
      },
      body,
    })
    expect([name, await response.json()]).toMatchObject([
      name,
      { type: '/problems/unsupported-version', supported: [1] },
    ])
  }
})

const statuses = ['getStatus', 'reportStatus']

test('a removed device gets nothing but its status', async ({ house }) => {
  const kim = await house.addUser({ status: 'invited' })
  const { phone, enrolment } = await enrolPhone(house, kim)
  await house.db
    .updateTable('devices')
    .set({ state: 'removed', removedAt: house.now, pushTarget: false })
    .execute()
  for (const [name, operation] of signed) {
    const call = { name, operation, base: kim.tenancy.baseUrl }
    const headers = { authorization: await signedCall(phone, enrolment, call) }
    const response = await send(house, { ...call, headers })
    if (statuses.includes(name)) expect(await response.json()).toEqual({ status: expect.any(String) })
    else expect([name, await codeOf(response)]).toEqual([name, 'device-removed'])
  }
})

test('a device that waits to be confirmed, or is suspended, is asked nothing and does nothing', async ({
  house,
}) => {
  const open = [...statuses, 'listPending', 'leaveOrganisation']
  for (const state of ['pending', 'suspended'] as const) {
    const kim = await house.addUser({ status: 'invited' })
    const { phone, enrolment } = await enrolPhone(house, kim)
    await house.db.updateTable('devices').set({ state }).where('id', '=', enrolment.deviceId).execute()
    await askFor(house, kim)
    for (const [name, operation] of signed.toSorted(([a], [b]) => open.indexOf(a) - open.indexOf(b))) {
      const call = { name, operation, base: kim.tenancy.baseUrl }
      const headers = { authorization: await signedCall(phone, enrolment, call) }
      const response = await send(house, { ...call, headers })
      if (name === 'listPending') expect(await response.json()).toEqual({ items: [] })
      if (open.includes(name)) expect([name, response.status]).toEqual([name, 200])
      else expect([state, name, await codeOf(response)]).toEqual([state, name, 'device-suspended'])
    }
  }
})
