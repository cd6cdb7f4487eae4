import { expect } from 'vitest'
import { revokeAllSessions } from '#contract/sessions.ts'
import { createUser, deactivateUser } from '#contract/users.ts'
import { test } from '../../test/harness.ts'

const kim = { firstName: 'Kim', lastName: 'Lee', email: 'kim@example.com', sendWelcomeEmail: false }

/** Reads a stream until it has said `wanted`, or ended. */
async function readUntil(response: Response, wanted: RegExp): Promise<string> {
  const reader = response.body?.getReader()
  let said = ''
  while (reader && !wanted.test(said)) {
    const { value, done } = await reader.read()
    if (done) break
    said += new TextDecoder().decode(value)
  }
  await reader?.cancel()
  return said
}

test('tells those who may read people that something changed, and nothing of what', async ({ house }) => {
  const owner = await house.addOwner()
  const auditor = await house.addAdmin('auditor')
  const stream = await house.request('/api/v1/live', {}, auditor)
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  const user = await house.as(owner)(createUser, { params: {}, body: kim })
  const said = await readUntil(stream, /event: hint/)
  expect(said).toContain(`event: hint\ndata: {"topic":"user","id":"${user.id}"}`)
  expect(said).not.toContain('Kim')
})

test('tells nothing of another organisation', async ({ house }) => {
  const contoso = await house.addTenant('contoso')
  const [owner, keeper] = [await house.addOwner(), await house.addOwner({ tenancy: contoso })]
  const stream = await house.request('/api/v1/live', {}, keeper)
  const ours = await house.as(owner)(createUser, { params: {}, body: kim })
  const theirs = await house.as(keeper)(createUser, { params: {}, body: kim })
  const said = await readUntil(stream, /event: hint/)
  expect(said).toContain(theirs.id)
  expect(said).not.toContain(ours.id)
})

test('ends at once with its session, or with its person', async ({ house }) => {
  const owner = await house.addOwner()
  const [a, b] = [await house.addAdmin('auditor'), await house.addAdmin('auditor')]
  const [one, other] = [
    await house.request('/api/v1/live', {}, a),
    await house.request('/api/v1/live', {}, b),
  ]
  const call = house.as(owner)
  await call(revokeAllSessions, { params: { userId: a.id }, body: { keepCurrent: false } })
  await call(deactivateUser, { params: { userId: b.id }, body: { kind: 'suspension' } })
  expect(await readUntil(one, /event: ended/)).toContain('event: ended')
  expect(await readUntil(other, /event: ended/)).toContain('event: ended')
})

test('is refused without a session, without the permission, and beyond eight in one session', async ({
  house,
}) => {
  expect((await house.request('/api/v1/live')).status).toBe(401)
  expect((await house.request('/api/v1/live', {}, await house.addUser())).status).toBe(403)
  const owner = await house.addOwner()
  const streams = []
  for (let at = 0; at < 8; at++) streams.push(await house.request('/api/v1/live', {}, owner))
  expect(streams.map((stream) => stream.status)).toEqual(Array(8).fill(200))
  const ninth = await house.request('/api/v1/live', {}, owner)
  expect([ninth.status, ninth.headers.get('retry-after')]).toEqual([429, '15'])
  await Promise.all(streams.map((stream) => stream.body?.cancel()))
  const again = await house.request('/api/v1/live', {}, owner)
  expect(again.status).toBe(200)
  await again.body?.cancel()
})
