import { expect } from 'vitest'
import { endAccount, listAccounts, restoreAccount } from '#contract/accounts.ts'
import { getApplication } from '#contract/applications.ts'
import { previewDeparture } from '#contract/departures.ts'
import { diagnoseSignIn } from '#contract/diagnosis.ts'
import type { ApplicationId } from '#contract/ids.ts'
import { listOwnApplications } from '#contract/self.ts'
import { deactivateUser, getUser, listUsers } from '#contract/users.ts'
import { type House, staged, type TestUser, test } from '../../../test/harness.ts'
import { addAccount, addApplication, addPhone, addToken, eventsOf } from '../../../test/holdings.ts'
import { resetIdentity } from '../identities/reset-identity.ts'
import { activateAccounts } from './activate-accounts.ts'
import { assignAccount } from './assign-account.ts'
import { endAccount as endInside } from './end-account.ts'

const end = (
  house: House,
  by: TestUser,
  { id: userId }: TestUser,
  applicationId: ApplicationId,
  deactivateIfLast = false,
) => house.as(by)(endAccount, { params: { userId, applicationId }, body: { deactivateIfLast } })

const restore = (house: House, by: TestUser, { id: userId }: TestUser, applicationId: ApplicationId) =>
  house.as(by)(restoreAccount, { params: { userId, applicationId }, body: {} })

const accountsOf = async (house: House, by: TestUser, { id: userId }: TestUser) =>
  (await house.as(by)(listAccounts, { params: { userId }, body: {} })).items

const statusOf = async (house: House, by: TestUser, { id: userId }: TestUser) =>
  (await house.as(by)(getUser, { params: { userId }, body: {} })).status

async function twoApplications(house: House, person: TestUser) {
  const [mail, wiki] = [await addApplication(house, 'Mail'), await addApplication(house, 'Wiki')]
  for (const { id } of [mail, wiki]) await addAccount(house, person, id)
  return { mail, wiki }
}

test('one account ends with its tokens, once; session, subject and other applications stay', async ({
  house,
}) => {
  const [owner, kim, lee] = [await house.addOwner(), await house.addUser(), await house.addUser()]
  const { mail, wiki } = await twoApplications(house, kim)
  await addAccount(house, lee, wiki.id)
  const { id: sessionId } = await house.addSession(kim.id)
  await addToken(house, kim, { sessionId, clientId: wiki.clientId })
  const kept = [
    await addToken(house, kim, { sessionId, clientId: mail.clientId }),
    await addToken(house, lee, { sessionId: (await house.addSession(lee.id)).id, clientId: wiki.clientId }),
  ]
  const [, before] = await accountsOf(house, owner, kim)

  const ended = await end(house, owner, kim, wiki.id, true)
  expect(ended).toEqual({
    account: { ...before, status: 'ended', endedAt: house.now },
    deactivated: false,
  })
  house.advance(60)
  expect(await end(house, owner, kim, wiki.id, true)).toEqual(ended)
  expect(await accountsOf(house, owner, kim)).toMatchObject([
    { applicationName: 'Mail', status: 'active', endedAt: null },
    ended.account,
  ])
  const items = await house.db.selectFrom('oidcItems').select('id').execute()
  expect(items.map(({ id }) => id.toString()).sort()).toEqual(kept.map((id) => id.toString()).sort())
  const session = house.db.selectFrom('sessions').select('endedAt').where('id', '=', sessionId)
  expect(await session.executeTakeFirst()).toEqual({ endedAt: null })
  expect(await house.events()).toEqual(['account.ended'])
  expect((await eventsOf(house, owner, kim.id))[0]?.data).toMatchObject({
    applicationId: wiki.id,
    why: 'administrator',
  })
})

test('it counts nowhere while it has ended, and is restored as it was', async ({ house }) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  const { wiki } = await twoApplications(house, kim)
  const [, before] = await accountsOf(house, owner, kim)
  const call = house.as(owner)
  const counts = async () => {
    const page = { sort: 'created', reverse: false, limit: 25 } as const
    const there = await call(listUsers, { params: {}, body: { ...page, application: [wiki.id] } })
    const application = await call(getApplication, { params: { applicationId: wiki.id }, body: {} })
    const everybody = await call(listUsers, { params: {}, body: page })
    const own = await house.as(kim)(listOwnApplications, { params: {}, body: {} })
    const leaving = await call(previewDeparture, { params: { userId: kim.id }, body: {} })
    const inList = everybody.items.find(({ id }) => id === kim.id)?.accounts
    return [there.items.length, application.accounts, inList, own.items.length, leaving.accounts.length]
  }
  expect(await counts()).toEqual([1, 1, 2, 2, 2])
  await end(house, owner, kim, wiki.id)
  expect(await counts()).toEqual([0, 0, 1, 1, 1])
  expect(await restore(house, owner, kim, wiki.id)).toEqual(before)
  expect(await counts()).toEqual([1, 1, 2, 2, 2])
  await expect(restore(house, owner, kim, wiki.id)).rejects.toMatchObject({ code: 'account-not-ended' })
  expect(await house.events()).toEqual(['account.ended', 'account.restored'])
})

test('with the last account the user is deactivated as somebody who leaves, where that is asked for', async ({
  house,
}) => {
  const [owner, kim, lee] = [await house.addOwner(), await house.addUser(), await house.addUser()]
  const { mail, wiki } = await twoApplications(house, kim)
  await addAccount(house, lee, wiki.id)
  expect(await end(house, owner, kim, mail.id, true)).toMatchObject({ deactivated: false })
  expect(await end(house, owner, lee, wiki.id)).toMatchObject({ deactivated: false })
  expect(await end(house, owner, kim, wiki.id, true)).toMatchObject({ deactivated: true })
  const call = house.as(owner)
  expect(await call(getUser, { params: { userId: kim.id }, body: {} })).toMatchObject({
    status: 'deactivated',
    deactivation: { kind: 'offboarding' },
  })
  expect(await statusOf(house, owner, lee)).toBe('active')
  // Access is one thing, the deactivation another.
  await restore(house, owner, kim, wiki.id)
  expect(await statusOf(house, owner, kim)).toBe('deactivated')
})

test('whoever is suspended already stays so, and comes back when that ends', async ({ house }) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  const wiki = await addApplication(house, 'Wiki')
  await addAccount(house, kim, wiki.id)
  const until = new Date(house.now.getTime() + 86_400_000)
  const call = house.as(owner)
  await call(deactivateUser, { params: { userId: kim.id }, body: { kind: 'suspension', until } })
  expect(await end(house, owner, kim, wiki.id, true)).toMatchObject({ deactivated: false })
  expect(await call(getUser, { params: { userId: kim.id }, body: {} })).toMatchObject({
    deactivation: { kind: 'suspension', until },
  })
})

test('nobody ends what is above them, and nothing has happened where the deactivation is refused', async ({
  house,
}) => {
  const [owner, helper] = [await house.addOwner(), await house.addAdmin('user-admin')]
  const wiki = await addApplication(house, 'Wiki')
  for (const one of [owner, helper]) await addAccount(house, one, wiki.id)
  await expect(end(house, helper, owner, wiki.id)).rejects.toMatchObject({ code: 'higher-rank' })
  await expect(end(house, helper, helper, wiki.id, true)).rejects.toMatchObject({
    code: 'cannot-deactivate-self',
  })
  await expect(
    house.work(null, (work) =>
      endInside(work, { userId: owner.id, applicationId: wiki.id, deactivateIfLast: true }),
    ),
  ).rejects.toMatchObject({ code: 'last-owner' })
  expect(await house.events()).toEqual([])
  expect(await accountsOf(house, owner, owner)).toMatchObject([{ status: 'active' }])
  // Without it one may: the account is not what makes them an owner.
  expect(await end(house, owner, owner, wiki.id)).toMatchObject({ deactivated: false })
  await expect(restore(house, helper, owner, wiki.id)).rejects.toMatchObject({ code: 'higher-rank' })
})

test('the rank counts also where the deactivation that was asked for would not come about', async ({
  house,
}) => {
  const [owner, helper] = [await house.addOwner(), await house.addAdmin('user-admin')]
  const { mail } = await twoApplications(house, owner)
  await expect(end(house, helper, owner, mail.id, true)).rejects.toMatchObject({ code: 'higher-rank' })
})

test('whoever has no account there, or was removed from the organisation, is refused', async ({ house }) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  const wiki = await addApplication(house, 'Wiki')
  const missing = { code: 'account-not-found' }
  await expect(end(house, owner, kim, wiki.id, true)).rejects.toMatchObject(missing)
  await expect(restore(house, owner, kim, wiki.id)).rejects.toMatchObject(missing)
  await addAccount(house, kim, wiki.id)
  await house.db
    .updateTable('users')
    .set({ status: 'deactivated', removedAt: house.now, deactivatedAt: house.now, purgeAt: house.now })
    .set({ deactivationKind: 'offboarding', statusBefore: 'active' })
    .where('id', '=', kim.id)
    .execute()
  await expect(end(house, owner, kim, wiki.id)).rejects.toMatchObject({ code: 'user-removed' })
  await expect(restore(house, owner, kim, wiki.id)).rejects.toMatchObject({ code: 'user-removed' })
})

test('neither a new phone nor being added again lets anybody back in', async ({ house }) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  const { wiki } = await twoApplications(house, kim)
  await house.db.updateTable('users').set({ did: 'did:key:old' }).where('id', '=', kim.id).execute()
  await end(house, owner, kim, wiki.id)
  await house.work(owner, async (work) => {
    await resetIdentity(work, { userId: kim.id, why: 'unregistered' })
    await activateAccounts(work, { userId: kim.id, did: 'did:key:new' })
  })
  expect(await house.events()).toEqual(['account.ended', 'identity.did.reset', 'account.activated'])
  expect(await accountsOf(house, owner, kim)).toMatchObject([{ status: 'active' }, { status: 'ended' }])
  await expect(
    house.work(owner, (work) => assignAccount(work, { userId: kim.id, applicationId: wiki.id })),
  ).rejects.toMatchObject({ code: 'account-ended' })
})

test('who asks why they cannot sign in is told, with what restores it', async ({ house }) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  await addPhone(house, kim)
  const { mail, wiki } = await twoApplications(house, kim)
  await end(house, owner, kim, wiki.id)
  const why = (applicationId: ApplicationId) =>
    house.as(owner)(diagnoseSignIn, { params: {}, body: { userId: kim.id, applicationId } })
  const told = await why(wiki.id)
  expect(told.failed).toBe('account-not-ended')
  expect(told.checks.find(({ passed }) => !passed)).toMatchObject({
    reason: 'They were removed from the application.',
    fix: 'restore-access',
  })
  expect(await why(mail.id)).toMatchObject({ allowed: true })
})

staged('the last two accounts ended at once leave nobody half deactivated', async ({ house }) => {
  const [owner, kim] = [await house.addOwner(), await house.addUser()]
  const { mail, wiki } = await twoApplications(house, kim)
  const both = { userId: kim.id, deactivateIfLast: true }
  const second = await house.work(owner, async (work) => {
    expect(await endInside(work, { ...both, applicationId: mail.id })).toMatchObject({ deactivated: false })
    const call = house.work(owner, (other) => endInside(other, { ...both, applicationId: wiki.id }))
    await house.untilBlocked()
    return { call }
  })
  expect(await second.call).toMatchObject({ deactivated: true })
  expect(await statusOf(house, owner, kim)).toBe('deactivated')
})
