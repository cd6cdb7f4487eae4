import { expect } from 'vitest'
import { issueClaim, listClaims } from '#contract/claims.ts'
import type { UserId } from '#contract/ids.ts'
import { createUser } from '#contract/users.ts'
import { createHouse, type House, staged, test } from '../../../test/harness.ts'
import { setPolicy } from '../../../test/passwords.ts'
import { openClaim } from './open-claim.ts'
import { spendClaim } from './spend-claim.ts'

const issue = async (house: House, userId: UserId, kind: 'screen' | 'mail' = 'screen') =>
  house.as(await house.addOwner())(issueClaim, { params: { userId }, body: { kind } })
const tokenIn = (link: string) => new URLSearchParams(new URL(link).hash.slice(1)).get('t') ?? ''
const open = (house: House, claim: string) => house.work(null, (work) => openClaim(work, { claim }))

test('a code on the screen opens by its link and by its typed form, forgiving how it is typed', async ({
  house,
}) => {
  const kim = await house.addUser({ status: 'invited' })
  const { claim, secret } = await issue(house, kim.id)
  expect(claim).toMatchObject({ purpose: 'enrol', kind: 'screen', state: 'issued' })
  expect(claim.expiresAt.getTime() - house.now.getTime()).toBe(600_000)
  const opened = await open(house, tokenIn(secret?.link ?? ''))
  expect(opened).toEqual({ claimId: claim.id, userId: kim.id, purpose: 'enrol' })
  const typed = (secret?.code ?? '').toLowerCase().replace(/^(.{5})/, '$1 - ')
  expect(await open(house, typed)).toEqual(opened)
  const stored = await house.db.selectFrom('claims').selectAll().executeTakeFirstOrThrow()
  for (const hash of [stored.tokenHash, stored.codeHash]) expect(hash?.length).toBe(32)
  const { items } = await house.as(await house.addOwner())(listClaims, {
    params: { userId: kim.id },
    body: {},
  })
  expect(items).toMatchObject([{ id: claim.id, state: 'opened' }])
})

test('a new one ends the earlier ones; an expired, spent or unknown one is the same answer', async ({
  house,
}) => {
  const kim = await house.addUser()
  const first = await issue(house, kim.id)
  const second = await issue(house, kim.id)
  await expect(open(house, first.secret?.code ?? '')).rejects.toMatchObject({ code: 'claim-invalid' })
  await expect(open(house, 'ABCDE12345')).rejects.toMatchObject({ code: 'claim-invalid' })
  await expect(open(house, 'x'.repeat(43))).rejects.toMatchObject({ code: 'claim-invalid' })
  house.advance(601)
  await expect(open(house, second.secret?.code ?? '')).rejects.toMatchObject({ code: 'claim-invalid' })
  const third = await issue(house, kim.id)
  await house.work(null, (work) => spendClaim(work, { claimId: third.claim.id }))
  await expect(open(house, third.secret?.code ?? '')).rejects.toMatchObject({ code: 'claim-invalid' })
  const again = house.work(null, (work) => spendClaim(work, { claimId: third.claim.id }))
  await expect(again).rejects.toMatchObject({ code: 'claim-invalid' })
})

test('after five openings it is locked', async ({ house }) => {
  const kim = await house.addUser()
  const { secret } = await issue(house, kim.id)
  for (let opening = 0; opening < 5; opening++) await open(house, secret?.code ?? '')
  await expect(open(house, secret?.code ?? '')).rejects.toMatchObject({ code: 'claim-locked' })
})

test('one that was mailed verifies the address that it went to, and no other', async ({ house }) => {
  const kim = await house.addUser({ email: 'kim@example.com' })
  const mailed = await issue(house, kim.id, 'mail')
  expect(mailed.secret).toBeNull()
  const spent = await house.work(null, (work) => spendClaim(work, { claimId: mailed.claim.id }))
  expect(spent).toEqual({ userId: kim.id, verifiesEmail: true })
  const another = await issue(house, kim.id, 'mail')
  await house.db
    .updateTable('users')
    .set({ emailKey: 'kim@elsewhere.example' })
    .where('id', '=', kim.id)
    .execute()
  expect(await house.work(null, (work) => spendClaim(work, { claimId: another.claim.id }))).toMatchObject({
    verifiesEmail: false,
  })
  const shown = await issue(house, kim.id)
  expect(await house.work(null, (work) => spendClaim(work, { claimId: shown.claim.id }))).toMatchObject({
    verifiesEmail: false,
  })
})

test('with a personal address the invitation goes there, and proves nothing about the work address', async ({
  house,
}) => {
  const lee = await house.addUser({ status: 'invited', email: 'lee@example.com' })
  await house.db
    .updateTable('users')
    .set({ personalEmail: 'lee@home.example' })
    .where('id', '=', lee.id)
    .execute()
  const { claim } = await issue(house, lee.id, 'mail')
  const [mail] = await house.mails()
  expect(mail?.to).toBe('lee@home.example')
  const spent = await house.work(null, (work) => spendClaim(work, { claimId: claim.id }))
  expect(spent.verifiesEmail).toBe(false)
})

test('a mail waits for as long as the policy says, and says what its code is for', async ({ house }) => {
  await setPolicy(house, { invitationDays: 2 }, 'devices')
  const kim = await house.addUser({ status: 'invited' })
  const { claim } = await issue(house, kim.id, 'mail')
  expect(claim.expiresAt.getTime() - house.now.getTime()).toBe(2 * 86_400_000)
  expect((await issue(house, kim.id)).claim.expiresAt.getTime() - house.now.getTime()).toBe(600_000)
  await house.db.updateTable('users').set({ did: 'did:key:z6Mk' }).where('id', '=', kim.id).execute()
  expect((await issue(house, kim.id, 'mail')).claim.purpose).toBe('restore')
  const [welcome, restore] = await house.mails()
  expect(welcome?.subject).toBe('Welcome to Northwind: set up your phone')
  expect(restore?.subject).toBe('Northwind: restore your phone')
  expect(restore?.text).toContain('You also need your backup')
})

test('an invitation that leaves the organisation opens with a second code alone, where the policy guards it', async ({
  house,
}) => {
  await setPolicy(house, { guardPersonalInvitations: true }, 'devices')
  const lee = await house.addUser({ status: 'invited', email: 'lee@example.com' })
  const atWork = await issue(house, lee.id, 'mail')
  expect(atWork.guardCode).toBeNull()
  const set = { personalEmail: 'lee@home.example' }
  await house.db.updateTable('users').set(set).where('id', '=', lee.id).execute()
  const { claim, guardCode } = await issue(house, lee.id, 'mail')
  expect(guardCode).toMatch(/^\d{6}$/)
  const mail = (await house.mails()).at(-1)
  expect(mail).toMatchObject({ to: 'lee@home.example' })
  expect(mail?.text).toContain('The app also asks for six digits.')
  expect(JSON.stringify(mail)).not.toContain(guardCode)
  const stored = await house.db
    .selectFrom('claims')
    .selectAll()
    .where('id', '=', claim.id)
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(stored)).not.toContain(guardCode)

  const token = tokenIn(/https?:\S+#v=1\S+/.exec(mail?.text ?? '')?.[0] ?? '')
  const openBy = (guard?: string) => house.work(null, (work) => openClaim(work, { claim: token, guard }))
  await expect(openBy()).rejects.toMatchObject({ code: 'claim-guarded' })
  const wrong = guardCode === '111111' ? '222222' : '111111'
  await expect(openBy(wrong)).rejects.toMatchObject({ code: 'claim-guarded' })
  const typed = `${guardCode?.slice(0, 3)} ${guardCode?.slice(3)}`
  expect(await openBy(typed)).toMatchObject({ claimId: claim.id })

  // On screen nothing travels; and where nobody is shown the code, the mail stays inside.
  expect((await issue(house, lee.id)).guardCode).toBeNull()
  const body = {
    firstName: 'Ann',
    lastName: 'Ng',
    email: 'ann@example.com',
    personalEmail: 'ann@home.example',
  }
  await house.as(await house.addOwner())(createUser, {
    params: {},
    body: { ...body, sendWelcomeEmail: true },
  })
  expect((await house.mails()).at(-1)).toMatchObject({ to: 'ann@example.com' })
})

test('a deactivated person gets none, and theirs serves for nothing until they are back', async ({
  house,
}) => {
  const kim = await house.addUser()
  const { claim, secret } = await issue(house, kim.id)
  const set = { status: 'deactivated', statusBefore: 'active', deactivationKind: 'suspension' } as const
  await house.db
    .updateTable('users')
    .set({ ...set, deactivatedAt: house.now })
    .where('id', '=', kim.id)
    .execute()
  await expect(open(house, secret?.code ?? '')).rejects.toMatchObject({ code: 'claim-invalid' })
  const spending = house.work(null, (work) => spendClaim(work, { claimId: claim.id }))
  await expect(spending).rejects.toMatchObject({ code: 'claim-invalid' })
  await expect(issue(house, kim.id)).rejects.toMatchObject({ code: 'user-deactivated' })
})

test('refuses without a mail server, over plain http, upwards, and for nobody', async ({ house }) => {
  const kim = await house.addUser()
  const owner = await house.addOwner()
  await expect(issue(house, crypto.randomUUID() as UserId)).rejects.toMatchObject({ code: 'user-not-found' })
  const helper = house.as(await house.addAdmin('help-desk'))
  const upwards = helper(issueClaim, { params: { userId: owner.id }, body: { kind: 'screen' } })
  await expect(upwards).rejects.toMatchObject({ code: 'higher-rank' })
  house.setMailKind('none')
  await expect(issue(house, kim.id, 'mail')).rejects.toMatchObject({ code: 'mail-not-configured' })
  const plain = await createHouse({ address: 'http://id.example.org' })
  const lee = await plain.house.addUser()
  await expect(issue(plain.house, lee.id)).rejects.toMatchObject({ code: 'needs-https' })
  await plain.close()
  expect(await house.events()).toEqual([])
})

test('a code of one organisation opens nothing in another', async ({ house }) => {
  const contoso = await house.addTenant('contoso')
  const { secret } = await issue(house, (await house.addUser()).id)
  const keeper = await house.addOwner({ tenancy: contoso })
  const attempt = house.work(keeper, (work) => openClaim(work, { claim: secret?.code ?? '' }))
  await expect(attempt).rejects.toMatchObject({ code: 'claim-invalid' })
})

staged('one claim spent twice at once: the second is refused', async ({ house }) => {
  const kim = await house.addUser()
  const { claim } = await issue(house, kim.id)
  const second = await house.work(null, async (work) => {
    await spendClaim(work, { claimId: claim.id })
    const other = house.work(null, (late) => spendClaim(late, { claimId: claim.id }))
    const refused = expect(other).rejects.toMatchObject({ code: 'claim-invalid' })
    await house.untilBlocked()
    return { refused }
  })
  await second.refused
})
