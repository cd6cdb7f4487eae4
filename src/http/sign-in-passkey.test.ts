import { expect } from 'vitest'
import { passkeyAcr } from '#domain/sign-in/methods.ts'
import { type House, staged, test } from '../../test/harness.ts'
import { createBrowser } from '../../test/page-client.ts'
import { addPasskey, answerOn, beginOn, signOn } from '../../test/passkeys.ts'
import { givePassword, setPolicy } from '../../test/passwords.ts'
import { addPhone, failures, identify, masked, sessionsOf, signInRow } from '../../test/sign-in.ts'
import { createSoftPasskey, type Quirks } from '../../test/soft-authenticator.ts'

const origin = 'http://localhost:3000'
const account = '/sign-in?to=/account'

test('a passkey signs in without an address, and counts as two factors', async ({ house }) => {
  const owner = await house.addOwner()
  await addPhone(house, owner)
  const { key, passkey } = await addPasskey(house, owner)
  const browser = createBrowser(house)
  const page = await browser.open('/sign-in')
  expect(page.html).toContain('autocomplete="username webauthn"')
  const begun = await beginOn(browser, page)
  // Nobody is named: whoever looks learns nothing.
  expect(Object.keys(begun.options).sort()).toEqual(['challenge', 'rpId', 'timeout', 'userVerification'])
  expect(begun.options).toMatchObject({ rpId: 'localhost', userVerification: 'required' })
  const done = await answerOn(browser, page, begun.id, key.get(begun.options))
  expect(done.location).toBe('/admin')
  const [, session] = (await sessionsOf(house, owner.id)).toSorted((a) => (a.acr === passkeyAcr ? 1 : -1))
  expect(session).toMatchObject({
    acr: passkeyAcr,
    amr: ['pop', 'user', 'mfa', 'hwk'],
    provedAt: house.now,
    deviceId: null,
  })
  expect(await house.db.selectFrom('passkeys').select(['counter', 'lastUsedAt']).execute()).toEqual([
    { counter: 1, lastUsedAt: house.now },
  ])
  expect((await signInRow(house, page)).passkeyId).toBe(passkey.id)
  expect(await house.events()).toContain('user.signin.succeeded')

  // The browser remembers the way.
  const again = await identify(browser, owner.email, '/sign-in?as=other')
  expect(again.heading).toBe('Use your passkey')
})

test('one that is synced says so, and leads where its person was going', async ({ house }) => {
  const kim = await house.addUser()
  const { key } = await addPasskey(house, kim, createSoftPasskey(origin, { synced: true }))
  const browser = createBrowser(house)
  const page = await identify(browser, kim.email, account)
  const chosen = await browser.press(page, 'Use a passkey')
  expect(chosen.heading).toBe('Use your passkey')
  const done = await signOn(browser, chosen, key)
  expect(done.location).toBe('/account')
  const sessions = await sessionsOf(house, kim.id)
  expect(sessions.find(({ acr }) => acr === passkeyAcr)?.amr).toEqual(['pop', 'user', 'mfa', 'swk'])
})

test('known and unknown addresses are asked alike', async ({ house }) => {
  await setPolicy(house, { order: ['passkey', 'phone'] }, 'sign-in')
  const kim = await house.addUser({ email: 'kim@example.com' })
  await addPasskey(house, kim)
  await house.addUser({ email: 'lee@example.com' })
  const pages = []
  for (const address of ['kim@example.com', 'lee@example.com', 'nobody@example.com']) {
    const browser = createBrowser(house)
    const page = await identify(browser, address, account)
    expect(Object.keys((await beginOn(browser, page)).options)).toEqual([
      'challenge',
      'rpId',
      'userVerification',
      'timeout',
    ])
    pages.push(masked(page))
  }
  expect(new Set(pages).size).toBe(1)
})

/** Each of them is all that is wrong with the answer. */
const wrong: Record<string, Quirks> = {
  'another challenge': { challenge: Buffer.alloc(32) },
  'another origin': { origin: 'https://localhost.evil.example' },
  'a port of this host': { origin: 'http://localhost:3001' },
  'the host of another': { rpId: 'evil.example' },
  'nobody verified': { userVerified: false },
  'nobody present': { userPresent: false },
  'what is for making one': { type: 'webauthn.create' },
  'another person’s handle': { userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' },
  'no handle': { userHandle: null },
  'a passkey that became one that syncs': { backupEligible: true },
}
test('an answer that anything is wrong with signs nobody in', async ({ house }) => {
  const kim = await house.addUser()
  const { key } = await addPasskey(house, kim)
  const browser = createBrowser(house)
  let page = await browser.open(account)
  for (const [what, quirks] of Object.entries(wrong)) {
    page = await signOn(browser, page, key, quirks)
    expect([what, page.text]).toEqual([what, expect.stringContaining('couldn’t be verified')])
  }
  expect(await failures(house)).toEqual(Object.keys(wrong).map(() => 'wrong-passkey'))
  expect((await house.db.selectFrom('passkeys').select('counter').execute())[0]?.counter).toBe(0)
  // The same page takes a right one.
  expect((await signOn(browser, page, key)).location).toBe('/account')
})

test('one answer for each question: a second time, late, of another sign-in or of another tab it is nothing', async ({
  house,
}) => {
  const kim = await house.addUser()
  const { key } = await addPasskey(house, kim)
  const [browser, other] = [createBrowser(house), createBrowser(house)]
  const [page, elsewhere] = [await browser.open(account), await other.open(account)]
  const begun = await beginOn(browser, page)
  const late = 'That took too long'
  // Caught on its way and sent from elsewhere.
  expect((await answerOn(other, elsewhere, begun.id, key.get(begun.options))).text).toContain(late)
  const outOfDate = await beginOn(browser, page)
  house.advance(301)
  expect((await answerOn(browser, page, outOfDate.id, key.get(outOfDate.options))).text).toContain(late)
  expect(await failures(house)).toEqual([])

  const spent = await beginOn(browser, page)
  const answer = key.get(spent.options, { challenge: Buffer.alloc(32) })
  await answerOn(browser, page, spent.id, answer)
  expect((await answerOn(browser, page, spent.id, key.get(spent.options))).text).toContain(late)
  expect(await sessionsOf(house, kim.id)).toHaveLength(1)

  const used = await beginOn(browser, page)
  const right = key.get(used.options)
  expect((await answerOn(browser, page, used.id, right)).location).toBe('/account')
  const fresh = await other.open(account)
  expect((await answerOn(other, fresh, used.id, right)).text).toContain(late)
  expect(await sessionsOf(house, kim.id)).toHaveLength(2)
})

test('nobody else’s browser asks or answers, and another site’s form does nothing', async ({ house }) => {
  const kim = await house.addUser()
  const { key } = await addPasskey(house, kim)
  const [browser, stranger] = [createBrowser(house), createBrowser(house)]
  const page = await browser.open(account)
  await stranger.open(account)
  await expect(beginOn(stranger, page)).rejects.toThrow('404')
  const { id, options } = await beginOn(browser, page)
  expect((await answerOn(stranger, page, id, key.get(options))).heading).toContain('another browser')
  const forged = await browser.send(`${page.path}/passkey`, {
    method: 'POST',
    headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ceremony: id, credential: JSON.stringify(key.get(options)) }).toString(),
  })
  expect(forged.status).toBe(403)
  const nonsense = await answerOn(browser, page, 'nothing', { id: 1 })
  expect(nonsense.text).toContain('couldn’t be verified')
})

test('a passkey of another organisation, of nobody, and what the app made sign nobody in', async ({
  house,
}) => {
  const there = await house.addTenant('contoso')
  const theirs = await addPasskey(house, await house.addUser({ tenancy: there }))
  const kim = await house.addUser()
  const device = await addPhone(house, kim)
  const app = createSoftPasskey(origin)
  await house.db
    .updateTable('devices')
    .set({ waCredentialId: app.id, waPublicKey: Buffer.alloc(1), waCounter: 0 })
    .where('id', '=', device)
    .execute()
  const browser = createBrowser(house)
  const page = await browser.open(account)
  expect((await signOn(browser, page, theirs.key)).text).toContain('Nobody here knows that passkey')
  expect((await signOn(browser, page, createSoftPasskey(origin))).text).toContain('Nobody here knows')
  expect((await signOn(browser, page, app)).text).toContain('belongs to the Latchkey app')
  expect(await failures(house)).toEqual([])
  expect(await house.db.selectFrom('sessions').select('id').where('acr', '=', passkeyAcr).execute()).toEqual(
    [],
  )
})

test('a counter that does not rise refuses the passkey for good, and everybody hears of it', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const kim = await house.addUser()
  const { key } = await addPasskey(house, kim)
  const sign = async (counter: number) => {
    const browser = createBrowser(house)
    return signOn(browser, await browser.open(account), key, { counter })
  }
  expect((await sign(7)).location).toBe('/account')
  expect((await sign(7)).text).toContain('isn’t accepted any more')
  expect((await sign(9)).text).toContain('isn’t accepted any more')
  expect(await failures(house)).toEqual(['passkey-copied', 'passkey-copied'])
  const copied = await house.db
    .selectFrom('auditEvents')
    .select('data')
    .where('type', '=', 'passkey.copied')
    .execute()
  expect(copied.map(({ data }) => data)).toMatchObject([{ userId: kim.id, stored: 7, received: 7 }])
  const told = (await house.mails()).map(({ to, subject }) => [to, subject])
  expect(told).toContainEqual([kim.email, 'A passkey of yours is refused at Northwind'])
  expect(told).toContainEqual([owner.email, 'A passkey may have been copied at Northwind'])
})

test('a name that was typed is not exchanged for another’s', async ({ house }) => {
  const [kim, lee] = [await house.addUser(), await house.addUser()]
  const { key } = await addPasskey(house, kim)
  const browser = createBrowser(house)
  for (const address of [lee.email, 'nobody@example.com']) {
    const page = await browser.press(await identify(browser, address, account), 'Use a passkey')
    expect((await signOn(browser, page, key)).text).toContain('belongs to another account')
  }
  expect(await sessionsOf(house, lee.id)).toEqual([])
  expect((await failures(house)).filter((why) => why === 'passkey-other')).toHaveLength(2)
})

test('whoever is deactivated between the two steps hears the truth, and gets no session', async ({
  house,
}) => {
  const kim = await house.addUser()
  const { key } = await addPasskey(house, kim)
  const browser = createBrowser(house)
  const page = await browser.open(account)
  const { id, options } = await beginOn(browser, page)
  await deactivate(house, kim.id)
  const refused = await answerOn(browser, page, id, key.get(options))
  expect(refused.heading).toBe('Your account is deactivated')
  expect(await failures(house)).toEqual(['not-deactivated'])
})

staged('a passkey that is removed before the sign-in is finished finishes none', async ({ house }) => {
  const kim = await house.addUser()
  await addPhone(house, kim)
  const { key, passkey } = await addPasskey(house, kim)
  const browser = createBrowser(house)
  const page = await browser.open(account)
  const { id, options } = await beginOn(browser, page)
  const at = page.path.split('?')[0] ?? ''
  await browser.send(`${at}/passkey`, {
    method: 'POST',
    body: new URLSearchParams({ ceremony: id, credential: JSON.stringify(key.get(options)) }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  await house.db.deleteFrom('passkeys').where('id', '=', passkey.id).execute()
  const finished = await browser.open(at)
  expect(finished.heading).toBe('You need a passkey to go on')
  expect(await failures(house)).toEqual(['passkey-registered'])
})

staged('of two answers at once one counts', async ({ house }) => {
  const kim = await house.addUser()
  const { key } = await addPasskey(house, kim)
  const browser = createBrowser(house)
  const page = await browser.open(account)
  const { id, options } = await beginOn(browser, page)
  const answer = key.get(options)
  const both = await Promise.all([answerOn(browser, page, id, answer), answerOn(browser, page, id, answer)])
  expect(both.some(({ location }) => location === '/account')).toBe(true)
  expect((await sessionsOf(house, kim.id)).filter(({ acr }) => acr === passkeyAcr)).toHaveLength(1)
  expect(await house.db.selectFrom('passkeys').select('counter').execute()).toEqual([{ counter: 1 }])
})

test('a password and then a passkey: the password’s delays do not stand in its way', async ({ house }) => {
  await setPolicy(house, { order: ['password', 'passkey'], secondFactor: 'none' }, 'sign-in')
  const kim = await house.addUser()
  await givePassword(house, kim, 'quiet river under the bridge')
  await house.db
    .updateTable('users')
    .set({ lockedUntil: new Date(house.now.getTime() + 3_600_000) })
    .where('id', '=', kim.id)
    .execute()
  const { key } = await addPasskey(house, kim)
  const browser = createBrowser(house)
  const page = await browser.press(await identify(browser, kim.email, account), 'Use a passkey')
  expect((await signOn(browser, page, key)).location).toBe('/account')
})

test('where passkeys cannot be used, or are not offered, none is asked for', async ({ house }) => {
  await setPolicy(house, { order: ['phone'] }, 'sign-in')
  const browser = createBrowser(house)
  const page = await browser.open('/sign-in')
  expect(page.html).not.toContain('data-passkey="')
  await expect(beginOn(browser, page)).rejects.toThrow('404')
})

const deactivate = (house: House, userId: Parameters<typeof sessionsOf>[1]) =>
  house.db
    .updateTable('users')
    .set({
      status: 'deactivated',
      deactivatedAt: house.now,
      deactivationKind: 'suspension',
      statusBefore: 'active',
    })
    .where('id', '=', userId)
    .execute()
