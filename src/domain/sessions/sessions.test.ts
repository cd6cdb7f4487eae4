import { expect } from 'vitest'
import { listAccounts } from '#contract/accounts.ts'
import { listUserEvents } from '#contract/audit.ts'
import { getMe } from '#contract/me.ts'
import { listSessions, revokeAllSessions, revokeSession } from '#contract/sessions.ts'
import { test } from '../../../test/harness.ts'
import { ensureAccount } from '../accounts/ensure-account.ts'
import { createApplication } from '../applications/create-application.ts'
import { endSessionsOfDevice } from './end-sessions-of-device.ts'
import { findSession } from './find-session.ts'
import { startSession } from './start-session.ts'

const chrome =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'
const wiki = {
  name: 'Wiki',
  kind: 'web',
  redirectUris: [],
  postLogoutRedirectUris: [],
  access: 'everyone',
  unknownAddress: 'neutral',
  sessionSeconds: 3600,
  approvalDigits: 2,
  passkeyRequired: false,
} as const

test('a session is listed with its browser, its applications and when their tokens end', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const { application } = await house.work(null, (work) =>
    createApplication(work, { ...wiki, redirectUris: [], postLogoutRedirectUris: [] }),
  )
  const { id: sessionId } = await house.addSession(kim.id, {
    userAgent: chrome,
    applicationId: application.id,
  })
  const tokensEndAt = new Date(house.now.getTime() + 600_000)
  await house.db
    .insertInto('oidcItems')
    .values({
      tenantId: house.tenancy.tenantId,
      model: 'AccessToken',
      id: Buffer.from('a'),
      sessionId,
      userId: kim.id,
      clientId: application.clientId,
      payload: '{}',
      consumedAt: null,
      expiresAt: tokensEndAt,
    })
    .execute()
  const { items } = await house.as(owner)(listSessions, { params: { userId: kim.id }, body: {} })
  expect(items).toMatchObject([
    {
      id: sessionId,
      issuer: 'http://localhost:3000',
      client: 'Wiki',
      applications: ['Wiki'],
      browser: 'Chrome on macOS',
      tokensEndAt,
      endedAt: null,
      current: false,
    },
  ])
  house.advance(13 * 3600)
  const { items: later } = await house.as(await house.addOwner())(listSessions, {
    params: { userId: kim.id },
    body: {},
  })
  expect(later[0]).toMatchObject({ endedWhy: 'expired', applications: [], tokensEndAt: null })
})

test('revoking one ends it and its tokens and no other; a second time there is nothing to end', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const [one, other] = [await house.addSession(kim.id), await house.addSession(kim.id)]
  const revoke = () =>
    house.as(owner)(revokeSession, { params: { userId: kim.id, sessionId: one.id }, body: {} })
  await revoke()
  expect(await findSession(house.ground, house.tenancy.tenantId, one.token)).toBeUndefined()
  expect(await findSession(house.ground, house.tenancy.tenantId, other.token)).toMatchObject({ id: other.id })
  await expect(revoke()).rejects.toMatchObject({ code: 'session-not-found' })
  expect(await house.events()).toEqual(['user.session.revoked'])
})

test('revoking all can spare the own one, and the own one is marked', async ({ house }) => {
  const owner = await house.addOwner()
  const call = house.as(owner)
  await call(getMe, { params: {}, body: {} })
  await house.addSession(owner.id)
  const { items } = await call(listSessions, { params: { userId: owner.id }, body: {} })
  expect(items.filter((session) => session.current)).toHaveLength(1)
  const revoke = (keepCurrent: boolean) =>
    call(revokeAllSessions, { params: { userId: owner.id }, body: { keepCurrent } })
  expect(await revoke(true)).toEqual({ ended: 1 })
  expect(await revoke(false)).toEqual({ ended: 1 })
  await expect(call(getMe, { params: {}, body: {} })).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('nobody ends the sessions of a higher rank', async ({ house }) => {
  const owner = await house.addOwner()
  const { id: sessionId } = await house.addSession(owner.id)
  const helper = house.as(await house.addAdmin('help-desk'))
  const one = helper(revokeSession, { params: { userId: owner.id, sessionId }, body: {} })
  await expect(one).rejects.toMatchObject({ code: 'higher-rank' })
  const every = helper(revokeAllSessions, { params: { userId: owner.id }, body: { keepCurrent: false } })
  await expect(every).rejects.toMatchObject({ code: 'higher-rank' })
})

test('a started session is found by its token alone, which is stored hashed; those of a device end together', async ({
  house,
}) => {
  const kim = await house.addUser()
  const deviceId = crypto.randomUUID() as NonNullable<Awaited<ReturnType<typeof findSession>>>['deviceId']
  const start = () =>
    house.work(null, (work) =>
      startSession(work, {
        userId: kim.id,
        applicationId: null,
        deviceId,
        amr: ['swk'],
        acr: 'x',
        place: null,
      }),
    )
  const [a, b] = [await start(), await start()]
  expect(a.token).not.toBe(b.token)
  expect(a.expiresAt.getTime() - house.now.getTime()).toBe(12 * 3600 * 1000)
  const rows = await house.db.selectFrom('sessions').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(a.token)
  expect(rows[0]).toMatchObject({ idleSeconds: 900 })
  if (!deviceId) throw new Error('a device')
  expect(
    await house.work(null, (work) => endSessionsOfDevice(work, { deviceId, why: 'device-removed' })),
  ).toBe(2)
  expect(await findSession(house.ground, house.tenancy.tenantId, a.token)).toBeUndefined()
})

test('an account is made at the first sign-in and keeps its subject; the assigned alone get into the others', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const make = (access: 'everyone' | 'assigned') =>
    house.work(null, (work) =>
      createApplication(work, {
        ...wiki,
        name: access,
        access,
        redirectUris: [],
        postLogoutRedirectUris: [],
      }),
    )
  const [open, closed] = [await make('everyone'), await make('assigned')]
  const enter = (applicationId: typeof open.application.id) =>
    house.work(null, (work) => ensureAccount(work, { userId: kim.id, applicationId }))
  const first = await enter(open.application.id)
  expect(await enter(open.application.id)).toEqual(first)
  await expect(enter(closed.application.id)).rejects.toMatchObject({ code: 'forbidden' })
  const { items } = await house.as(owner)(listAccounts, { params: { userId: kim.id }, body: {} })
  expect(items).toMatchObject([{ applicationName: 'everyone', status: 'active', subject: first.subject }])
})

test('events are listed newest first with who did it and their personal parts, and not once the key is gone', async ({
  house,
}) => {
  const owner = await house.addOwner({ firstName: 'Olga', lastName: 'Owner' })
  const kim = await house.addUser()
  const { id: sessionId } = await house.addSession(kim.id)
  await house.as(owner)(revokeSession, { params: { userId: kim.id, sessionId }, body: {} })
  const events = () => house.as(owner)(listUserEvents, { params: { userId: kim.id }, body: {} })
  expect((await events()).items).toMatchObject([
    {
      type: 'user.session.revoked',
      actor: { kind: 'user', id: owner.id, name: 'Olga Owner' },
      data: { sessionId, why: 'administrator' },
      personal: { ip: '127.0.0.1' },
    },
  ])
  await house.db.deleteFrom('subjectKeys').where('subjectId', '=', kim.id).execute()
  expect((await events()).items[0]?.personal).toBeNull()
})
