import { expect } from 'vitest'
import { closeCase, listCases, pauseWithoutEnd, resumePushes } from '#contract/cases.ts'
import type { CaseId, RequestId, UserId } from '#contract/ids.ts'
import { getMe } from '#contract/me.ts'
import { getProfile, resumeOwnPushes } from '#contract/self.ts'
import { newId } from '#platform/id.ts'
import { type House, staged, type TestUser, test } from '../../../test/harness.ts'
import { merge } from '../../../test/holdings.ts'
import {
  askFor,
  browserHash,
  decide,
  type Enrolled,
  enrolPhone,
  somePush,
} from '../../../test/phone-harness.ts'
import { deactivateUser } from '../users/deactivate-user.ts'
import { findPushPause, pausePushes } from '../users/pause-pushes.ts'
import { openCase } from './open-case.ts'

const refused = (code: string) => expect.objectContaining({ name: 'Problem', code })

async function withPhone(house: House, user?: TestUser) {
  const kim = user ?? (await house.addUser({ status: 'invited' }))
  return { kim, phone: await enrolPhone(house, kim, { push: somePush() }) }
}

const report = async (house: House, kim: TestUser, phone: Enrolled, browser = 'a browser') =>
  decide(phone, await askFor(house, kim, { browserHash: browserHash(browser) }), { kind: 'report' })

/** After how many minutes requests ring again; null: once the case is closed. */
const setPause = (house: House, reportPauseMinutes: number | null) =>
  house.db
    .insertInto('tenantSettings')
    .values({
      tenantId: house.tenancy.tenantId,
      section: 'devices',
      value: JSON.stringify({ reportPauseMinutes }),
      updatedAt: house.now,
    })
    .execute()

const list = (
  house: House,
  user: TestUser,
  body: { state?: 'open' | 'closed'; userId?: UserId; after?: string } = {},
) => house.as(user)(listCases, { params: {}, body })
const close = (house: House, user: TestUser, caseId: CaseId, note = 'They had typed it themselves') =>
  house.as(user)(closeCase, { params: { caseId }, body: { note } })
const onlyCase = async (house: House, user: TestUser) => {
  const [found] = (await list(house, user)).items
  if (!found) throw new Error('no case')
  return found
}

test('a report opens a case, pauses the pushes and alarms the administrators, with what was asked and from where', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const desk = await house.addAdmin('help-desk')
  const { kim, phone } = await withPhone(house)
  const before = (await house.mails()).length
  await report(house, kim, phone)

  const found = await onlyCase(house, desk)
  expect(found).toMatchObject({
    kind: 'sign-in-reported',
    state: 'open',
    user: { id: kim.id, name: kim.name, adminRole: null },
    reports: 1,
    closedAt: null,
    closedBy: null,
    request: {
      application: 'Console',
      browser: 'Chrome on macOS',
      ip: '203.0.113.7',
      place: 'Lisbon, PT',
      knownBrowser: false,
    },
    device: { id: phone.enrolment.deviceId, name: 'Test phone' },
    pushesPausedUntil: new Date(house.now.getTime() + 15 * 60_000),
  })
  expect(await house.as(owner)(getMe, { params: {}, body: {} })).toMatchObject({ openCases: 1 })
  expect(await house.as(kim)(getMe, { params: {}, body: {} })).toMatchObject({ openCases: null })
  const alarms = (await house.mails()).slice(before)
  expect(alarms.map(({ to }) => to)).toEqual([owner.email])
  expect(alarms[0]?.subject).toBe(`${kim.name} reported a sign-in at ${house.tenancy.name}`)
  for (const word of [
    'Console',
    'Chrome on macOS',
    'Lisbon, PT',
    'never signed in',
    `/admin/cases/${found.id}`,
  ])
    expect(alarms[0]?.text).toContain(word)
  const events = await house.events()
  expect(events.filter((type) => /case|pushes|reported/.test(type))).toEqual([
    'signin.request.reported',
    'user.pushes.paused',
    'case.opened',
  ])
})

test('further reports are counted on the open case; the administrators hear of them once an hour', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const { kim, phone } = await withPhone(house)
  const alarms = async () => (await house.mails()).filter(({ to }) => to === owner.email)
  await report(house, kim, phone, 'a')
  await report(house, kim, phone, 'b')
  expect((await list(house, owner)).items).toMatchObject([{ reports: 2 }])
  expect(await alarms()).toHaveLength(1)
  house.advance(3600)
  const desk = await house.addAdmin('help-desk')
  await report(house, kim, phone, 'c')
  expect(await list(house, desk)).toMatchObject({ items: [{ reports: 3 }], open: 1 })
  expect((await alarms()).at(-1)?.text).toContain('report number 3')
  expect((await house.events()).filter((type) => type === 'case.opened')).toHaveLength(1)
  await close(house, desk, (await onlyCase(house, desk)).id)
  await report(house, kim, phone, 'd')
  expect(await list(house, desk)).toMatchObject({
    items: [
      { state: 'open', reports: 1 },
      { state: 'closed', reports: 3 },
    ],
    open: 1,
  })
})

test('closing says who and why, lets requests ring again, and cannot be done twice', async ({ house }) => {
  const desk = await house.addAdmin('help-desk')
  const { kim, phone } = await withPhone(house)
  await report(house, kim, phone)
  house.advance(61)
  expect(await askFor(house, kim)).toMatchObject({ heldBack: 'paused' })
  const { id } = await onlyCase(house, desk)
  expect(await close(house, desk, id, ' Talked to Kim ')).toMatchObject({
    state: 'closed',
    closedBy: desk.name,
    closedAt: house.now,
    note: 'Talked to Kim',
    pushesPausedUntil: null,
  })
  expect(await askFor(house, kim)).toMatchObject({ pushed: true })
  await expect(close(house, desk, id)).rejects.toEqual(refused('case-closed'))
  await expect(close(house, desk, newId() as CaseId)).rejects.toEqual(refused('case-not-found'))
  expect((await house.events()).slice(-3, -1)).toEqual(['case.closed', 'user.pushes.resumed'])
  expect(await list(house, desk, { state: 'open' })).toMatchObject({ items: [], open: 0 })
})

test('closing a case ends no pause that the person made themselves', async ({ house }) => {
  const owner = await house.addOwner()
  const { kim, phone } = await withPhone(house)
  await setPause(house, 5)
  await report(house, kim, phone)
  house.advance(301)
  const until = new Date(house.now.getTime() + 900_000)
  await house.work(null, (work) => pausePushes(work, { userId: kim.id, until, why: 'person' }))
  await close(house, owner, (await onlyCase(house, owner)).id)
  expect(await askFor(house, kim)).toMatchObject({ heldBack: 'paused' })
})

test('where administrators are to look first, the pause lasts until the case is closed, and the person cannot end it', async ({
  house,
}) => {
  const desk = await house.addAdmin('help-desk')
  await setPause(house, null)
  const { kim, phone } = await withPhone(house)
  await report(house, kim, phone)
  house.advance(86_400)
  expect(await askFor(house, kim)).toMatchObject({ heldBack: 'paused' })
  expect(await house.as(kim)(getProfile, { params: {}, body: {} })).toMatchObject({
    pushesPausedUntil: pauseWithoutEnd,
  })
  const resumeOwn = () => house.as(kim)(resumeOwnPushes, { params: {}, body: {} })
  await expect(resumeOwn()).rejects.toEqual(refused('case-open'))
  await close(house, desk, (await onlyCase(house, desk)).id)
  expect(await askFor(house, kim)).toMatchObject({ pushed: true })
  await resumeOwn()
})

test('a pause that ends by itself the person may end sooner, and an administrator any', async ({ house }) => {
  const desk = await house.addAdmin('help-desk')
  const { kim, phone } = await withPhone(house)
  await report(house, kim, phone)
  await house.as(kim)(resumeOwnPushes, { params: {}, body: {} })
  house.advance(61)
  expect(await askFor(house, kim)).toMatchObject({ pushed: true })

  await house.work(null, (work) => pausePushes(work, { userId: kim.id, until: null, why: 'report' }))
  const params = { userId: kim.id }
  await house.as(desk)(resumePushes, { params, body: {} })
  await house.as(desk)(resumePushes, { params, body: {} })
  expect(await askFor(house, kim)).toMatchObject({ pushed: true })
  expect((await list(house, desk)).open).toBe(1)
  expect((await house.events()).filter((type) => type === 'user.pushes.resumed')).toHaveLength(2)
})

test('nobody closes a case about somebody above them, nor about themselves while another may', async ({
  house,
}) => {
  const owner = await house.addOwner()
  await setPause(house, null)
  const { phone } = await withPhone(house, owner)
  await report(house, owner, phone)
  const desk = await house.addAdmin('help-desk')
  const { id } = await onlyCase(house, desk)
  await expect(close(house, desk, id)).rejects.toEqual(refused('higher-rank'))
  const params = { userId: owner.id }
  await expect(house.as(desk)(resumePushes, { params, body: {} })).rejects.toEqual(refused('higher-rank'))
  // By the administrators' operation they come no further than by their own.
  await expect(house.as(owner)(resumePushes, { params, body: {} })).rejects.toEqual(refused('case-open'))

  const other = await house.addOwner()
  await expect(close(house, owner, id)).rejects.toEqual(refused('own-case'))
  await house.work(null, (work) => deactivateUser(work, { userId: other.id, kind: 'suspension' }))
  expect(await close(house, owner, id)).toMatchObject({ state: 'closed', closedBy: owner.name })
})

test('a copied key opens a case of its own kind, pauses nothing, and the person is told', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const { kim, phone } = await withPhone(house)
  const { deviceId } = phone.enrolment
  await house.db.updateTable('devices').set({ counter: 50 }).where('id', '=', deviceId).execute()
  const before = (await house.mails()).length
  for (const browser of ['a', 'b']) {
    const asked = await askFor(house, kim, { browserHash: browserHash(browser) })
    await expect(decide(phone, asked, { kind: 'deny' })).rejects.toEqual(refused('counter-reused'))
  }
  expect((await list(house, owner)).items).toMatchObject([
    {
      kind: 'device-key-copied',
      reports: 2,
      request: null,
      device: { id: deviceId },
      pushesPausedUntil: null,
    },
  ])
  const told = (await house.mails()).slice(before).map(({ to }) => to)
  expect(told.toSorted()).toEqual([owner.email, kim.email].toSorted())
})

test('pages: open ones first, then closed ones, each newest first and none twice', async ({ house }) => {
  const auditor = await house.addAdmin('auditor')
  const expected: string[] = []
  const people: TestUser[] = []
  for (let n = 0; n < 4; n++) people.push(await house.addUser())
  const row = (n: number, state: 'open' | 'closed', kim: TestUser) => ({
    tenantId: house.tenancy.tenantId,
    id: newId() as CaseId,
    kind: 'sign-in-reported' as const,
    state,
    userId: kim.id,
    openedAt: new Date(house.now.getTime() - Math.floor(n / 2) * 1000),
    lastReportAt: house.now,
    closedAt: state === 'closed' ? house.now : null,
    note: state === 'closed' ? 'done' : null,
  })
  const [someone] = people
  if (!someone) throw new Error('people')
  const rows = [
    ...people.map((kim, n) => row(n, 'open', kim)),
    ...Array.from({ length: 100 }, (_, n) => row(n, 'closed', someone)),
  ]
  await house.db.insertInto('cases').values(rows).execute()
  let after: string | undefined
  do {
    const page = await list(house, auditor, after ? { after } : {})
    expected.push(...page.items.map(({ id }) => id))
    expect(page.items.length).toBeLessThanOrEqual(50)
    expect(page.open).toBe(4)
    after = page.next ?? undefined
  } while (after)
  const inOrder = rows
    .toSorted(
      (a, b) =>
        b.state.localeCompare(a.state) ||
        b.openedAt.getTime() - a.openedAt.getTime() ||
        (a.id < b.id ? 1 : -1),
    )
    .map(({ id }) => id)
  expect(expected).toEqual(inOrder)
  expect((await list(house, auditor, { userId: someone.id, state: 'open' })).items).toHaveLength(1)
  await expect(list(house, auditor, { after: 'nonsense' })).rejects.toEqual(refused('invalid-request'))
  await expect(close(house, auditor, inOrder[0] as CaseId)).rejects.toEqual(refused('forbidden'))
})

test('another organisation’s cases are nobody’s here', async ({ house }) => {
  const owner = await house.addOwner()
  const there = await house.addTenant('contoso')
  const theirs = await house.addOwner({ tenancy: there })
  const { kim, phone } = await withPhone(house)
  await report(house, kim, phone)
  const { id } = await onlyCase(house, owner)
  expect(await list(house, theirs)).toMatchObject({ items: [], open: 0 })
  await expect(close(house, theirs, id)).rejects.toEqual(refused('case-not-found'))
  const params = { userId: kim.id }
  await expect(house.as(theirs)(resumePushes, { params, body: {} })).rejects.toEqual(
    refused('user-not-found'),
  )
})

test('a merge brings the cases along, counts an open one on the other, and keeps the pause', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const [source, target] = [await house.addUser(), await house.addUser()]
  await house.work(null, async (work) => {
    await openCase(work, { kind: 'sign-in-reported', userId: source.id })
    await openCase(work, { kind: 'device-key-copied', userId: source.id })
    await openCase(work, { kind: 'sign-in-reported', userId: target.id })
    await pausePushes(work, { userId: source.id, until: null, why: 'report' })
  })
  await merge(house, owner, source, target)
  const { items } = await list(house, owner)
  expect(items.every(({ user }) => user.id === target.id)).toBe(true)
  expect(items.map(({ kind, state, reports }) => [kind, state, reports]).toSorted()).toEqual([
    ['device-key-copied', 'open', 1],
    ['sign-in-reported', 'closed', 1],
    ['sign-in-reported', 'open', 2],
  ])
  const pause = await house.work(null, (work) => findPushPause(work, { userId: target.id }), 'read')
  expect(pause).toEqual({ until: pauseWithoutEnd, why: 'report' })
})

staged('two reports at once are one case, two closings one', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const about = {
    kind: 'sign-in-reported' as const,
    userId: kim.id,
    requestId: 'AAAAAAAAAAAAAAAAAAAAAA' as RequestId,
  }
  const first = await house.work(null, async (work) => {
    await openCase(work, about)
    const second = house.work(null, (other) => openCase(other, about))
    await house.untilBlocked()
    return { second }
  })
  await first.second
  const { id } = await onlyCase(house, owner)
  expect((await list(house, owner)).items).toMatchObject([{ reports: 2, request: null }])
  const closing = await house.work(owner, async (work) => {
    const { closeCase: closeInside } = await import('./close-case.ts')
    await closeInside(work, { caseId: id, note: 'first' })
    const late = close(house, owner, id, 'second').catch((error: unknown) => error)
    await house.untilBlocked()
    return { late }
  })
  expect(await closing.late).toEqual(refused('case-closed'))
})
