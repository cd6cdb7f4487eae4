import { describe, expect } from 'vitest'
import type { DeviceId, LinkId, ProviderId, UserId } from '#contract/ids.ts'
import { getMe } from '#contract/me.ts'
import {
  beginOwnLink,
  changeOwnEmail,
  chooseOwnPushTarget,
  endOwnOtherSessions,
  endOwnSession,
  getProfile,
  listOwnApplications,
  listOwnDevices,
  listOwnEvents,
  listOwnLinks,
  listOwnSessions,
  removeOwnDevice,
  removeOwnEmail,
  removeOwnPassword,
  setOwnPassword,
  unlinkOwn,
  updateOwnContact,
} from '#contract/self.ts'
import { deactivateUser } from '#contract/users.ts'
import { newId } from '#platform/id.ts'
import { type House, type TestUser, test } from '../../../test/harness.ts'
import { addPhone } from '../../../test/sign-in.ts'

const none = { params: {}, body: {} }
const good = 'seventeen purple harvest moons'

const subjects = async (house: House) => (await house.mails()).map(({ subject }) => subject)

test('a person reads who they are, and by what they prove it', async ({ house }) => {
  const kim = await house.addUser()
  const call = house.as(kim)
  expect(await call(getProfile, none)).toMatchObject({
    user: { id: kim.id, email: kim.email, adminRole: null },
    password: { hasPassword: false, allowed: true },
    rules: { minimumLength: 8, blockBreached: true },
    emails: { aliases: [], pending: [] },
    provesBy: 'sign-in',
  })
  await call(setOwnPassword, { params: {}, body: { password: good, endOthers: true } })
  expect((await call(getProfile, none)).provesBy).toBe('password')
  await addPhone(house, kim)
  expect((await call(getProfile, none)).provesBy).toBe('phone')
})

describe('their password', () => {
  test('is set by the rules, ends their other sessions, and is told by mail', async ({ house }) => {
    const kim = await house.addUser()
    const call = house.as(kim)
    await call(getMe, none)
    const other = await house.addSession(kim.id)
    await expect(
      call(setOwnPassword, { params: {}, body: { password: 'xqv7wz', endOthers: true } }),
    ).rejects.toMatchObject({ code: 'password-weak', members: { failures: ['too-short'] } })
    const status = await call(setOwnPassword, { params: {}, body: { password: good, endOthers: true } })
    expect(status).toMatchObject({ hasPassword: true, temporary: false })
    const ended = await house.db.selectFrom('sessions').select(['id', 'endedWhy']).execute()
    expect(ended.find(({ id }) => id === other.id)?.endedWhy).toBe('password-changed')
    await call(getMe, none)
    expect(await subjects(house)).toHaveLength(1)
    expect(await house.events()).toEqual(['user.password.set', 'user.session.revoked'])
    expect(house.logs.join('')).not.toContain(good)
  })

  test('is not removed where nothing else lets them in', async ({ house }) => {
    const kim = await house.addUser()
    const call = house.as(kim)
    await call(setOwnPassword, { params: {}, body: { password: good, endOthers: false } })
    await expect(call(removeOwnPassword, none)).rejects.toMatchObject({ code: 'no-way-in' })
    await addPhone(house, kim)
    expect(await call(removeOwnPassword, none)).toMatchObject({ hasPassword: false })
    await expect(call(removeOwnPassword, none)).rejects.toMatchObject({ code: 'no-password' })
  })
})

test('their phones: another becomes the active one, one is removed, the last one never', async ({
  house,
}) => {
  const kim = await house.addUser()
  const first = await addPhone(house, kim, { receives: true, pushTarget: true })
  const second = await addPhone(house, kim, { receives: true })
  const call = house.as(kim)
  await call(chooseOwnPushTarget, { params: { deviceId: second }, body: {} })
  const { items } = await call(listOwnDevices, none)
  expect(items.map(({ id, pushTarget }) => [id, pushTarget])).toContainEqual([second, true])
  const removal = (deviceId: DeviceId, confirmation = 'remove device') =>
    call(removeOwnDevice, { params: { deviceId }, body: { confirmation, endSessions: true } })
  await expect(removal(first, 'remove')).rejects.toMatchObject({ code: 'confirmation-mismatch' })
  expect(await removal(first)).toEqual({ remaining: 1 })
  await expect(removal(second)).rejects.toMatchObject({ code: 'own-last-device' })
  expect(await subjects(house)).toHaveLength(2)
})

test('their sessions: one is ended, then all the others; those of somebody else are not there', async ({
  house,
}) => {
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  const call = house.as(kim)
  await call(getMe, none)
  const [one, , theirs] = [
    await house.addSession(kim.id),
    await house.addSession(kim.id),
    await house.addSession(lee.id),
  ]
  expect((await call(listOwnSessions, none)).items).toHaveLength(3)
  await call(endOwnSession, { params: { sessionId: one.id }, body: {} })
  for (const sessionId of [one.id, theirs.id])
    await expect(call(endOwnSession, { params: { sessionId }, body: {} })).rejects.toMatchObject({
      code: 'session-not-found',
    })
  expect(await call(endOwnOtherSessions, none)).toEqual({ ended: 1 })
  await call(getMe, none)
})

test('their contact data and addresses change with a word to the addresses from before', async ({
  house,
}) => {
  const kim = await house.addUser()
  const call = house.as(kim)
  const changed = await call(updateOwnContact, { params: {}, body: { mobile: '+49 170 1234567' } })
  expect(changed.user.mobile).toBe('+491701234567')
  await call(updateOwnContact, { params: {}, body: { mobile: '+49 170 1234567' } })
  expect(await subjects(house)).toEqual(['Your contact data was changed at Northwind'])
  const waiting = await call(changeOwnEmail, {
    params: {},
    body: { email: 'kim@new.example', kind: 'alias' },
  })
  expect(waiting.pending).toMatchObject([{ email: 'kim@new.example', kind: 'alias' }])
  expect((await call(getProfile, none)).user.email).toBe(kim.email)
  expect((await call(removeOwnEmail, { params: {}, body: { email: 'kim@new.example' } })).pending).toEqual([])
  await expect(
    call(removeOwnEmail, { params: {}, body: { email: 'nobody@new.example' } }),
  ).rejects.toMatchObject({ code: 'email-not-found' })
})

test('what happened to them is told without the administrator behind it', async ({ house }) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  await house.as(kim)(updateOwnContact, { params: {}, body: { mobile: '+49 170 1234567' } })
  await house.as(owner)(deactivateUser, {
    params: { userId: kim.id },
    body: { kind: 'suspension', reason: 'secret' },
  })
  await house.db
    .updateTable('users')
    .set({
      status: 'active',
      statusBefore: null,
      deactivatedAt: null,
      deactivationKind: null,
      deactivationReason: null,
    })
    .where('id', '=', kim.id)
    .execute()
  await house.db.updateTable('sessions').set({ endedAt: null, endedWhy: null }).execute()
  const { items } = await house.as(kim)(listOwnEvents, none)
  const of = (type: string) => items.find((event) => event.type === type)
  expect(of('user.updated')).toMatchObject({ by: 'you' })
  expect(of('user.deactivated')).toMatchObject({ by: 'administrator', browser: null, ip: null })
  expect(JSON.stringify(items)).not.toContain('secret')
  expect(JSON.stringify(items)).not.toContain(owner.name)
})

test('a new account has no links and no applications, and says so', async ({ house }) => {
  const call = house.as(await house.addUser())
  expect(await call(listOwnLinks, none)).toEqual({ items: [], linkable: [] })
  expect(await call(listOwnApplications, none)).toEqual({ items: [] })
})

test('what changes how one signs in asks for a fresh proof, also without a page in front of it', async ({
  house,
}) => {
  const kim = await house.addUser()
  const deviceId = await addPhone(house, kim)
  await addPhone(house, kim)
  const call = house.as(kim)
  await call(getMe, none)
  await house.db
    .updateTable('sessions')
    .set({ provedAt: new Date(house.now.getTime() - 601_000) })
    .where('userId', '=', kim.id as UserId)
    .execute()
  const tries = [
    call(setOwnPassword, { params: {}, body: { password: good, endOthers: true } }),
    call(removeOwnDevice, {
      params: { deviceId },
      body: { confirmation: 'remove device', endSessions: true },
    }),
    call(changeOwnEmail, { params: {}, body: { email: 'thief@example.com', kind: 'primary' } }),
    call(updateOwnContact, { params: {}, body: { mobile: '+49 170 7654321' } }),
  ]
  for (const refused of await Promise.allSettled(tries))
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'step-up-required' } })
  expect(await house.events()).toEqual([])
})

test('a link of their own goes where something else lets them in; one of somebody else is not there', async ({
  house,
}) => {
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  const { tenantId } = house.tenancy
  const providerId = newId() as ProviderId
  const about = { name: 'Okta', nameKey: 'okta', enabled: true, trusted: false, createsUsers: false }
  await house.db
    .insertInto('providers')
    .values({
      tenantId,
      id: providerId,
      kind: 'okta',
      ...about,
      settings: '{"protocol":"oidc","issuer":"https://okta.example","clientId":"a","scopes":[]}',
      secretSealed: null,
      secretExpiresAt: null,
      createdAt: house.now,
      updatedAt: house.now,
      lastSuccessAt: null,
      lastFailureAt: null,
      lastFailure: null,
    })
    .execute()
  const call = house.as(kim)
  expect(await call(listOwnLinks, none)).toMatchObject({
    items: [],
    linkable: [{ id: providerId, name: 'Okta' }],
  })
  const links = { [kim.id]: newId() as LinkId, [lee.id]: newId() as LinkId }
  for (const { id: userId } of [kim, lee])
    await house.db
      .insertInto('providerLinks')
      .values({
        tenantId,
        id: links[userId] as LinkId,
        providerId,
        userId,
        subject: userId,
        email: null,
        linkedAt: house.now,
        linkedBy: 'self',
        lastUsedAt: null,
      })
      .execute()
  const unlink = (of: TestUser) => call(unlinkOwn, { params: { linkId: links[of.id] as LinkId }, body: {} })
  expect((await call(listOwnLinks, none)).linkable).toEqual([])
  await expect(unlink(lee)).rejects.toMatchObject({ code: 'link-not-found' })
  await expect(unlink(kim)).rejects.toMatchObject({ code: 'no-way-in' })
  await addPhone(house, kim)
  await unlink(kim)
  expect((await call(listOwnLinks, none)).items).toEqual([])
  await expect(
    call(beginOwnLink, { params: {}, body: { providerId: newId() as ProviderId } }),
  ).rejects.toMatchObject({ code: 'provider-not-found' })
})
