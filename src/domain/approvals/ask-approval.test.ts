import { expect } from 'vitest'
import { listWaiting } from '#phone/answer.ts'
import { type House, staged, test } from '../../../test/harness.ts'
import {
  askFor,
  browserHash,
  decide,
  enrolPhone,
  outsideOfUnits,
  somePush,
} from '../../../test/phone-harness.ts'
import type { Asked } from './ask-approval.ts'
import { findApproval } from './find-approval.ts'

const stateOf = async (house: House, { id }: Asked) =>
  (await house.work(null, (work) => findApproval(work, { id }), 'read'))?.state

async function withPhone(house: House) {
  const kim = await house.addUser({ status: 'invited' })
  return { kim, phone: await enrolPhone(house, kim, { push: somePush() }) }
}

const known = (name: string) => ({ knownBrowser: true, browserHash: browserHash(name) })
const stranger = (name: string) => ({ knownBrowser: false, browserHash: browserHash(name) })

test('the push names the request and nothing else, and goes to the push target', async ({ house }) => {
  const { kim, phone } = await withPhone(house)
  const asked = await askFor(house, kim)
  expect(asked).toMatchObject({ pushed: true, heldBack: null, number: expect.stringMatching(/^[1-9]\d$/) })
  expect(asked.expiresAt.getTime()).toBe(house.now.getTime() + 120_000)
  const [push] = await house.pushes()
  expect(push?.deviceId).toBe(phone.enrolment.deviceId)
  expect(push?.ttlSeconds).toBe(120)
  expect(push?.topic).toMatch(/^[\w-]{32}$/)
  expect(push?.message).toEqual({
    v: 1,
    t: 'request',
    iss: house.tenancy.baseUrl,
    rid: asked.id,
    exp: Math.floor(asked.expiresAt.getTime() / 1000),
  })
  const row = await house.db.selectFrom('approvalRequests').selectAll().executeTakeFirstOrThrow()
  expect(JSON.stringify(row)).not.toContain(asked.q)
  expect(Object.values(row)).not.toContain(asked.number)
})

test('strangers who ask all the time do not push what the person asks now off their phone', async ({
  house,
}) => {
  const { kim, phone } = await withPhone(house)
  for (let at = 0; at < 25; at++) await askFor(house, kim, stranger(`stranger ${at}`))
  house.advance(1)
  const own = await askFor(house, kim, stranger('their own, new'))
  const waiting = await listWaiting(phone.phone, phone.enrolment)
  expect(waiting).toHaveLength(20)
  expect(waiting.at(-1)?.rid).toBe(own.id)
})

test('a newer request of the same browser takes the older one’s place; a stranger’s waits behind', async ({
  house,
}) => {
  const { kim, phone } = await withPhone(house)
  const first = await askFor(house, kim, stranger('a'))
  const second = await askFor(house, kim, stranger('a'))
  expect(await stateOf(house, first)).toBe('superseded')
  const other = await askFor(house, kim, stranger('b'))
  expect(await stateOf(house, second)).toBe('pending')
  const waiting = await listWaiting(phone.phone, phone.enrolment)
  expect(waiting.map(({ rid }) => rid).toSorted()).toEqual([second.id, other.id].toSorted())

  const mine = await askFor(house, kim, known('mine'))
  expect(await stateOf(house, second)).toBe('superseded')
  expect(await stateOf(house, other)).toBe('superseded')
  await askFor(house, kim, stranger('c'))
  expect(await stateOf(house, mine)).toBe('pending')
  const ends = (await house.pushes()).filter(({ message }) => message.t === 'end')
  expect(ends.map(({ message }) => message.rid)).toContain(first.id)
})

test('strangers’ requests are limited apart from a person’s own', async ({ house }) => {
  const { kim } = await withPhone(house)
  for (let i = 0; i < 5; i++)
    expect(await askFor(house, kim, stranger(`s${i}`))).toMatchObject({ pushed: true })
  expect(await askFor(house, kim, stranger('s6'))).toMatchObject({ pushed: false, heldBack: 'limit' })
  for (let i = 0; i < 10; i++) expect(await askFor(house, kim, known('mine'))).toMatchObject({ pushed: true })
  expect(await askFor(house, kim, known('mine'))).toMatchObject({ pushed: false, heldBack: 'limit' })
  house.advance(601)
  expect(await askFor(house, kim, stranger('s7'))).toMatchObject({ pushed: true })
})

test('after a denial it is quiet for the browser that was denied and for strangers, not for a person’s own', async ({
  house,
}) => {
  const { kim, phone } = await withPhone(house)
  await decide(phone, await askFor(house, kim, stranger('a')), { kind: 'deny' })
  expect(await askFor(house, kim, stranger('b'))).toMatchObject({ heldBack: 'quiet' })
  expect(await askFor(house, kim, known('mine'))).toMatchObject({ pushed: true })
  await decide(phone, await askFor(house, kim, known('mine')), { kind: 'deny' })
  expect(await askFor(house, kim, known('mine'))).toMatchObject({ heldBack: 'quiet' })
  expect(await askFor(house, kim, known('other'))).toMatchObject({ pushed: true })
  house.advance(61)
  expect(await askFor(house, kim, known('mine'))).toMatchObject({ pushed: true })
})

test('a denial of one’s own browser quiets strangers too, and a wrong number is a denial', async ({
  house,
}) => {
  const { kim, phone } = await withPhone(house)
  await decide(phone, await askFor(house, kim, known('mine')), { kind: 'deny' })
  expect(await askFor(house, kim, stranger('a'))).toMatchObject({ heldBack: 'quiet' })
  expect(await askFor(house, kim, known('other'))).toMatchObject({ pushed: true })
  house.advance(61)
  const asked = await askFor(house, kim, stranger('b'))
  const number = asked.number === '42' ? '43' : '42'
  await decide(phone, asked, { kind: 'approve', number, verification: phone.verification })
  expect(await askFor(house, kim, stranger('c'))).toMatchObject({ heldBack: 'quiet' })
})

test('each request says whether it rang, and why not', async ({ house }) => {
  const { kim, phone } = await withPhone(house)
  const lee = await house.addUser({ status: 'invited' })
  await enrolPhone(house, lee)
  await askFor(house, lee)
  const { listApprovalRequests } = await import('./list-approval-requests.ts')
  const list = (userId: typeof kim.id) =>
    house.work(null, (work) => listApprovalRequests(work, { userId }), 'read')
  // A phone without push could not have rung: nothing was held back.
  expect((await list(lee.id)).items).toMatchObject([{ push: 'none' }])

  const first = await askFor(house, kim, stranger('a'))
  house.advance(1)
  await decide(phone, first, { kind: 'report' })
  await askFor(house, kim, stranger('b'))
  await house.db.updateTable('users').set({ pushesPausedUntil: null }).execute()
  house.advance(1)
  await askFor(house, kim, stranger('c'))
  house.advance(60)
  for (const name of ['d', 'e', 'f']) {
    house.advance(1)
    await askFor(house, kim, stranger(name))
  }
  const { items, pause } = await list(kim.id)
  expect(items.map(({ push }) => push)).toEqual(['limit', 'sent', 'sent', 'quiet', 'paused', 'sent'])
  expect(pause).toBeNull()
})

test('an address that nobody has behaves alike: same row, same limits, nothing sent', async ({ house }) => {
  const address = 'nobody@example.com'
  const ghost = { ...(await house.addUser()), email: address }
  const ask = (name: string) => askFor(house, ghost, { userId: null, address, ...stranger(name) })
  const first = await ask('a')
  expect(first).toMatchObject({ pushed: false, heldBack: null, number: expect.stringMatching(/^\d\d$/) })
  await ask('a')
  expect(await stateOf(house, first)).toBe('superseded')
  for (let i = 0; i < 3; i++) await ask(`s${i}`)
  expect(await ask('z')).toMatchObject({ heldBack: 'limit' })
  // Blanks, case and width make no other address of it.
  expect(
    await askFor(house, ghost, { userId: null, address: ' NOBODY@Example.com ', ...stranger('y') }),
  ).toMatchObject({ heldBack: 'limit' })
  expect(await house.pushes()).toEqual([])
  expect(await house.events()).toEqual([])
})

test('a request is over after two minutes, whether or not anybody writes it down', async ({ house }) => {
  const { kim, phone } = await withPhone(house)
  const asked = await askFor(house, kim)
  house.advance(119)
  expect(await stateOf(house, asked)).toBe('pending')
  house.advance(1)
  expect(await stateOf(house, asked)).toBe('expired')
  expect(await listWaiting(phone.phone, phone.enrolment)).toEqual([])
})

staged('two requests of one browser at once: one is left', async ({ house }) => {
  const { kim } = await withPhone(house)
  const { askApproval } = await import('./ask-approval.ts')
  const second = await house.work(null, async (work) => {
    await askApproval(work, {
      userId: kim.id,
      address: kim.email,
      action: 'sign-in',
      signInId: null,
      sessionId: null,
      application: { id: null, clientId: null, name: 'Console' },
      digits: 2,
      browserHash: browserHash('a browser'),
      knownBrowser: false,
      place: null,
      newPlace: false,
      reason: null,
    })
    const asking = outsideOfUnits(() => askFor(house, kim))
    await house.untilBlocked()
    return { asking }
  })
  await second.asking
  const states = await house.db.selectFrom('approvalRequests').select('state').execute()
  expect(states.map(({ state }) => state).toSorted()).toEqual(['pending', 'superseded'])
})
