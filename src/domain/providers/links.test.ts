import { expect } from 'vitest'
import type { LinkId, ProviderId, SessionId, SignInId, UserId } from '#contract/ids.ts'
import { listProviderLinks, listSsoHistory, unlinkProvider } from '#contract/providers.ts'
import { newId } from '#platform/id.ts'
import { type House, staged, type TestUser, test } from '../../../test/harness.ts'
import { record } from '../audit/record.ts'
import { createProvider } from './create-provider.ts'
import { deleteProvider } from './delete-provider.ts'
import { linkUpstream } from './link-upstream.ts'
import { noteLinkUsed } from './note-link-used.ts'
import { resolveLink } from './resolve-link.ts'
import type { Upstream } from './upstream.ts'

async function addProvider(house: House, name = 'Contoso', createsUsers = false): Promise<ProviderId> {
  const { id } = await house.work(null, (work) =>
    createProvider(work, {
      kind: 'oidc',
      name,
      enabled: true,
      trusted: true,
      createsUsers,
      settings: { protocol: 'oidc', issuer: 'https://contoso.example', clientId: 'latchkey', scopes: [] },
    }),
  )
  return id
}

const upstreamOf = (providerId: ProviderId, some: Partial<Upstream> = {}): Upstream => ({
  providerId,
  subject: 'kim-at-contoso',
  email: 'kim@contoso.example',
  emailVerified: true,
  firstName: 'Kim',
  lastName: 'Park',
  ...some,
})

const link = (house: House, user: TestUser, upstream: Upstream) =>
  house.work(null, (work) => linkUpstream(work, { userId: user.id, upstream, by: 'proof' }))
const resolve = (house: House, upstream: Upstream) => house.work(null, (work) => resolveLink(work, upstream))

async function linkedKim(house: House) {
  const owner = await house.addOwner()
  const user = await house.addUser({ email: 'kim@contoso.example' })
  const upstream = upstreamOf(await addProvider(house))
  const linked = await link(house, user, upstream)
  if (linked.kind !== 'linked') throw new Error('Kim was not linked')
  return { owner, user, upstream, linkId: linked.linkId }
}

const unlink = (
  house: House,
  by: TestUser,
  ids: { userId: UserId; linkId: LinkId },
  body: { block?: boolean; leaveWithoutWayIn?: boolean } = {},
) => house.as(by)(unlinkProvider, { params: ids, body: { block: false, leaveWithoutWayIn: false, ...body } })

test('the links of a person are listed with the subject, the provider’s address and the dates', async ({
  house,
}) => {
  const { owner, user, upstream, linkId } = await linkedKim(house)
  house.advance(60)
  await house.work(null, (work) => noteLinkUsed(work, { userId: user.id, providerId: upstream.providerId }))
  const { items } = await house.as(owner)(listProviderLinks, { params: { userId: user.id }, body: {} })
  expect(items).toEqual([
    {
      id: linkId,
      providerId: upstream.providerId,
      providerName: 'Contoso',
      kind: 'oidc',
      subject: 'kim-at-contoso',
      email: 'kim@contoso.example',
      linkedAt: new Date(house.now.getTime() - 60_000),
      lastUsedAt: house.now,
    },
  ])
})

test('linking twice is linking once, and nobody takes another’s identity over', async ({ house }) => {
  const { user, upstream, linkId } = await linkedKim(house)
  expect(await link(house, user, upstream)).toEqual({ kind: 'linked', linkId })
  const other = await house.addUser()
  expect(await link(house, other, upstream)).toEqual({ kind: 'refused', why: 'taken' })
  expect((await house.events()).filter((type) => type === 'user.provider.linked')).toHaveLength(1)
})

test('an unlinked identity can be linked again, unless it was blocked: then to nobody', async ({ house }) => {
  const { owner, user, upstream, linkId } = await linkedKim(house)
  await house.db.updateTable('users').set({ emailVerified: true }).where('id', '=', user.id).execute()
  await unlink(house, owner, { userId: user.id, linkId })
  expect(await resolve(house, upstream)).toEqual({ kind: 'linked', userId: user.id })
  const { items } = await house.as(owner)(listProviderLinks, { params: { userId: user.id }, body: {} })
  const again = items[0]?.id as LinkId
  await unlink(house, owner, { userId: user.id, linkId: again }, { block: true })
  expect(await resolve(house, upstream)).toEqual({ kind: 'refused', why: 'blocked' })
  expect(await link(house, user, upstream)).toEqual({ kind: 'refused', why: 'blocked' })
  expect(await link(house, await house.addUser(), upstream)).toEqual({ kind: 'refused', why: 'blocked' })
  const events = await house.db
    .selectFrom('auditEvents')
    .select('data')
    .where('type', '=', 'user.provider.unlinked')
    .orderBy('id')
    .execute()
  expect(events.map(({ data }) => data)).toMatchObject([
    { blocked: false, by: 'administrator' },
    { blocked: true, by: 'administrator' },
  ])
  expect((await house.mails()).map(({ subject }) => subject)).toContain(
    'A way to sign in was removed at Northwind',
  )
})

test('nobody is unlinked by a lower role, across people, twice, or without a fresh proof', async ({
  house,
}) => {
  const { owner, user, linkId } = await linkedKim(house)
  const helpDesk = await house.addAdmin('help-desk')
  await expect(unlink(house, helpDesk, { userId: user.id, linkId })).rejects.toMatchObject({
    code: 'forbidden',
  })
  const admin = await house.addAdmin('user-admin')
  const boss = upstreamOf(
    (await house.db.selectFrom('providers').select('id').executeTakeFirstOrThrow()).id,
    {
      subject: 'the-owner',
    },
  )
  const bosses = await link(house, owner, boss)
  if (bosses.kind !== 'linked') throw new Error('the owner was not linked')
  await expect(unlink(house, admin, { userId: owner.id, linkId: bosses.linkId })).rejects.toMatchObject({
    code: 'higher-rank',
  })
  await expect(unlink(house, admin, { userId: user.id, linkId: bosses.linkId })).rejects.toMatchObject({
    code: 'link-not-found',
  })
  await unlink(house, admin, { userId: user.id, linkId }, { leaveWithoutWayIn: true })
  await expect(unlink(house, admin, { userId: user.id, linkId })).rejects.toMatchObject({
    code: 'link-not-found',
  })
  house.advance(601)
  await expect(unlink(house, admin, { userId: user.id, linkId })).rejects.toMatchObject({
    code: 'step-up-required',
  })
})

test('the last way in is taken only from whoever says so', async ({ house }) => {
  const { owner, user, linkId } = await linkedKim(house)
  await house.db
    .insertInto('tenantSettings')
    .values({
      tenantId: house.tenancy.tenantId,
      section: 'password',
      value: JSON.stringify({ allowed: 'no' }),
      updatedAt: house.now,
    })
    .execute()
  await expect(unlink(house, owner, { userId: user.id, linkId })).rejects.toMatchObject({ code: 'no-way-in' })
  await unlink(house, owner, { userId: user.id, linkId }, { leaveWithoutWayIn: true })
  expect(await house.db.selectFrom('providerLinks').select('id').execute()).toEqual([])
})

test('a further address counts as the person’s own, since it is verified', async ({ house }) => {
  const user = await house.addUser({ email: 'kim@northwind.example' })
  const providerId = await addProvider(house)
  await house.db
    .insertInto('userEmails')
    .values({
      tenantId: house.tenancy.tenantId,
      userId: user.id,
      email: 'Kim@Contoso.example',
      emailKey: 'kim@contoso.example',
      verifiedAt: house.now,
    })
    .execute()
  expect(await resolve(house, upstreamOf(providerId))).toEqual({ kind: 'linked', userId: user.id })
})

test('somebody who is deactivated is known and not linked', async ({ house }) => {
  const user = await house.addUser({ email: 'kim@contoso.example' })
  await house.db
    .updateTable('users')
    .set({
      emailVerified: true,
      status: 'deactivated',
      statusBefore: 'active',
      deactivatedAt: house.now,
      deactivationKind: 'offboarding',
    })
    .where('id', '=', user.id)
    .execute()
  const upstream = upstreamOf(await addProvider(house, 'Contoso', true))
  expect(await resolve(house, upstream)).toEqual({ kind: 'linked', userId: user.id })
  expect(await link(house, user, upstream)).toEqual({ kind: 'refused', why: 'gone' })
  expect(await house.db.selectFrom('providerLinks').select('id').execute()).toEqual([])
})

test('somebody invited who can sign in already proves it; a stranger’s word does not make them active', async ({
  house,
}) => {
  const user = await house.addUser({ email: 'kim@contoso.example', status: 'invited' })
  await house.db
    .insertInto('passwords')
    .values({
      tenantId: house.tenancy.tenantId,
      userId: user.id,
      hash: 'x',
      pepperId: 'x',
      expiresAt: null,
      usedAt: null,
      setAt: house.now,
      verifiedAt: null,
    })
    .execute()
  const upstream = upstreamOf(await addProvider(house))
  expect(await resolve(house, upstream)).toEqual({ kind: 'prove', userId: user.id })
  expect(await resolve(house, { ...upstream, emailVerified: false })).toEqual({
    kind: 'prove',
    userId: user.id,
  })
})

staged('two first sign-ins of one person at once make one person', async ({ house }) => {
  const upstream = upstreamOf(await addProvider(house, 'Contoso', true))
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const first = house.work(null, async (work) => {
    const made = await resolveLink(work, upstream)
    await held
    return made
  })
  const second = house.work(null, (work) => resolveLink(work, upstream))
  await house.untilBlocked()
  release()
  const [made, found] = await Promise.all([first, second])
  // Which of the two comes first is theirs to settle.
  expect([made.kind, found.kind].sort()).toEqual(['created', 'linked'])
  expect(await house.db.selectFrom('users').select('name').execute()).toEqual([{ name: 'Kim Park' }])
})

test('the history groups sign-ins by provider, those of merged records included, with the last ever', async ({
  house,
}) => {
  const auditor = await house.addAdmin('auditor')
  const user = await house.addUser()
  const merged = newId() as UserId
  const [contoso, fabrikam, gone] = [
    await addProvider(house, 'Contoso'),
    await addProvider(house, 'Fabrikam'),
    await addProvider(house, 'Gone'),
  ]
  await house.db
    .insertInto('userTombstones')
    .values({
      tenantId: house.tenancy.tenantId,
      userId: merged,
      why: 'merged',
      survivorId: user.id,
      at: house.now,
    })
    .execute()
  const now = house.now
  const signedIn = async (daysAgo: number, userId: UserId, providerId?: ProviderId) => {
    house.setNow(new Date(now.getTime() - daysAgo * 86_400_000))
    await house.work(null, (work) =>
      record(work, 'user.signin.succeeded', {
        userId,
        signInId: newId() as SignInId,
        sessionId: newId() as SessionId,
        applicationId: null,
        amr: ['fed'],
        newBrowser: false,
        ...(providerId && { providerId }),
      }),
    )
    house.setNow(now)
  }
  await signedIn(200, user.id, fabrikam)
  await signedIn(10, merged, contoso)
  await signedIn(3, user.id, contoso)
  await signedIn(2, user.id, gone)
  await signedIn(1, user.id)
  await signedIn(1, auditor.id, contoso)
  await house.work(null, (work) => deleteProvider(work, { providerId: gone, confirmation: 'Gone' }))

  const history = (days: number) =>
    house.as(auditor)(listSsoHistory, { params: { userId: user.id }, body: { days } })
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
  expect(await history(90)).toEqual({
    providers: [
      {
        providerId: contoso,
        name: 'Contoso',
        kind: 'oidc',
        lastAt: ago(3),
        completions: [
          { at: ago(3), application: null, amr: ['fed'] },
          { at: ago(10), application: null, amr: ['fed'] },
        ],
      },
      { providerId: fabrikam, name: 'Fabrikam', kind: 'oidc', lastAt: ago(200), completions: [] },
      {
        providerId: null,
        name: 'A deleted provider',
        kind: null,
        lastAt: ago(2),
        completions: [{ at: ago(2), application: null, amr: ['fed'] }],
      },
    ],
  })
  expect((await history(5)).providers[0]?.completions).toHaveLength(1)
  await expect(
    house.as(await house.addUser())(listSsoHistory, { params: { userId: user.id }, body: { days: 90 } }),
  ).rejects.toMatchObject({ code: 'forbidden' })
})
