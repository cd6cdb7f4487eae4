import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { issueClaim } from '#contract/claims.ts'
import { changeEmail } from '#contract/emails.ts'
import { sendPasswordLink } from '#contract/passwords.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { comeIn, leave, linksIn, kim as upstreamKim, test as withCompany } from '../company.ts'
import { type House, type TestUser, test } from '../harness.ts'
import { type Browser, createBrowser } from '../page-client.ts'
import { givePassword, setPolicy, tryPassword } from '../passwords.ts'
import { createPhone, openWith } from '../phone-harness.ts'
import { addPhone, answer, identify, sessionsOf } from '../sign-in.ts'

const right = 'quiet river under the bridge'
const chosen = 'seven green lamps at the harbour'

/** What lets somebody in, or could: nothing of it may change by a step out of turn. */
async function credentials(house: House): Promise<unknown> {
  const of = async (query: string) => (await sql.raw(query).execute(house.db)).rows
  return [
    await of('select id, status, email, email_verified, admin_role, version from users order by id'),
    await of('select user_id, hash, version, used_at from passwords order by user_id'),
    await of('select id, state from devices order by id'),
    await of('select user_id, provider_id, subject from provider_links order by 1, 2'),
    await of('select id, ended_at from sessions order by id'),
    await of('select id, spent_at, voided_at from claims order by id'),
    await of('select id, spent_at, voided_at from password_links order by id'),
    await of('select id, spent_at, voided_at from email_changes order by id'),
  ]
}

const post = (browser: Browser, path: string, fields: Record<string, string> = {}) =>
  browser.send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })

/** One secret of each flow that hands one out, about the same person. */
async function secretsOf(house: House, owner: TestUser, kim: TestUser) {
  const params = { userId: kim.id }
  await house.as(owner)(sendPasswordLink, { params, body: {} })
  await house.as(owner)(changeEmail, { params, body: { email: 'new@example.com', kind: 'primary' } })
  const { secret } = await house.as(owner)(issueClaim, { params, body: { kind: 'screen' } })
  const texts = (await house.mails()).map(({ text }) => text).join('\n')
  const tokenOf = (path: string) => new RegExp(`/${path}\\?token=([\\w-]+)`).exec(texts)?.[1] ?? ''
  return {
    password: tokenOf('password/set'),
    email: tokenOf('confirm-email'),
    claim: /[\w-]{43}/.exec(secret?.link.split('#')[1] ?? '')?.[0] ?? '',
    code: secret?.code ?? '',
    link: secret?.link ?? '',
  }
}

describe('the secret of one flow', () => {
  test('opens no other one: links for a password, for an address, and setup codes', async ({ house }) => {
    const owner = await house.addOwner()
    const kim = await house.addUser()
    const secrets = await secretsOf(house, owner, kim)
    for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThan(9)
    const before = await credentials(house)
    const browser = createBrowser(house)
    const phone = createPhone(house)
    for (const [name, token] of Object.entries(secrets)) {
      if (name !== 'password') {
        expect((await browser.open(`/password/set?token=${encodeURIComponent(token)}`)).status).toBe(410)
        expect((await post(browser, '/password/set', { token, password: chosen })).status).toBe(410)
      }
      if (name !== 'email') {
        expect((await browser.send(`/confirm-email?token=${encodeURIComponent(token)}`)).status).toBe(410)
        expect((await post(browser, '/confirm-email', { token })).status).toBe(410)
      }
      if (name === 'password' || name === 'email') {
        const asLink = secrets.link.replace(secrets.claim, token)
        expect(asLink).not.toBe(secrets.link)
        await expect(openWith(phone, asLink, house.tenancy)).rejects.toMatchObject({ code: 'claim-invalid' })
      }
    }
    expect(await credentials(house)).toEqual(before)
  })

  test('and the id of a sign-in, a session’s token or a state stand in for none of them', async ({
    house,
  }) => {
    const owner = await house.addOwner()
    const kim = await house.addUser()
    await givePassword(house, kim, right)
    await secretsOf(house, owner, kim)
    const { token: session } = await house.addSession(kim.id)
    const browser = createBrowser(house)
    const { path } = await identify(browser, kim.email, '/sign-in?to=/account')
    const before = await credentials(house)
    const signIn = path.split('/').at(-1) ?? ''
    const bound = [...browser.cookies.values()]
    for (const token of [signIn, session, ...bound, '', '0', 'null', '../../admin']) {
      expect((await post(browser, '/password/set', { token, password: chosen })).status).toBe(410)
      expect((await post(browser, '/confirm-email', { token })).status).toBe(410)
      const thief = createBrowser(house)
      thief.cookies.set(sessionCookieName(house.tenancy), token === session ? '' : token)
      expect((await thief.send('/api/v1/me')).status).toBe(401)
    }
    expect(await credentials(house)).toEqual(before)
  })
})

describe('every step of a sign-in', () => {
  const steps = ['', '/again', '/way', '/password', '/reset', '/provider', '/restart']
  const fields = {
    address: 'thief@example.com',
    way: 'password',
    password: right,
    request: 'x',
    provider: crypto.randomUUID(),
    keep: 'yes',
    end_others: 'yes',
  }

  test('does nothing in a browser that did not begin it, however far it has come', async ({ house }) => {
    await setPolicy(house, { order: ['password', 'phone'], secondFactor: 'none' }, 'sign-in')
    const kim = await house.addUser()
    await givePassword(house, kim, right)
    const deviceId = await addPhone(house, kim)
    const mine = createBrowser(house)
    const begun = await mine.open('/sign-in?to=/account')
    const rows = () =>
      house.db
        .selectFrom('signIns')
        .selectAll()
        .where('id', '=', begun.path.slice(9) as never)
        .execute()
    const thieves = [createBrowser(house), createBrowser(house)]
    // One of them has a sign-in of its own.
    await thieves[1]?.open('/sign-in?to=/account')
    const untouched = async () => {
      const before = [await rows(), await credentials(house)]
      for (const thief of thieves) {
        for (const step of steps) {
          const response = await post(thief, `${begun.path}${step}`, fields)
          expect([step, response.status < 500]).toEqual([step, true])
        }
        expect((await thief.open(begun.path)).status).toBe(403)
        expect(thief.cookies.has(sessionCookieName(house.tenancy))).toBe(false)
      }
      expect([await rows(), await credentials(house)]).toEqual(before)
    }
    await untouched()
    const asked = await mine.press(begun, 'Continue', { address: kim.email })
    await untouched()
    const waiting = await mine.press(asked, 'Use your phone')
    await untouched()
    await answer(house, waiting, 'approved', { deviceId })
    // Approved, and not taken up yet: the moment that a thief waits for.
    await untouched()
    expect((await mine.open(begun.path)).location).toBe('/account')
    await untouched()
    expect(await sessionsOf(house, kim.id)).toHaveLength(1)
  })

  test('a restart in one’s own browser carries nothing over of what was shown', async ({ house }) => {
    await setPolicy(house, { order: ['password', 'phone'], secondFactor: 'everyone' }, 'sign-in')
    const kim = await house.addUser()
    await givePassword(house, kim, right)
    const deviceId = await addPhone(house, kim)
    const browser = createBrowser(house)
    const waiting = await browser.press(
      await identify(browser, kim.email, '/sign-in?to=/account'),
      'Sign in',
      {
        password: right,
      },
    )
    expect(waiting.heading).toBe('Check your phone')
    const again = await post(browser, `${waiting.path}/restart`, { keep: 'yes' })
    const next = await browser.open(again.headers.get('location') ?? '')
    expect(next.path).not.toBe(waiting.path)
    await answer(house, waiting, 'approved', { deviceId })
    // The yes belongs to the earlier one, and so does the password.
    expect((await browser.open(next.path)).location).toBe(null)
    expect(await sessionsOf(house, kim.id)).toEqual([])
  })

  test('a link that somebody else asked for signs nobody in there, nor here', async ({ house }) => {
    const kim = await house.addUser()
    await house.db.updateTable('users').set({ emailVerified: true }).where('id', '=', kim.id).execute()
    const thief = createBrowser(house)
    const theirs = await thief.open('/sign-in?to=/account')
    const signIn = theirs.path.split('/').at(-1) ?? ''
    await thief.press(theirs, 'Continue', { address: kim.email })
    await post(thief, '/password/forgot', { address: kim.email, sign_in: signIn })
    const mail = (await house.mails()).find(({ text }) => text.includes('/password/set'))
    const link = /\/password\/set\?token=[\w-]+/.exec(mail?.text ?? '')?.[0] ?? ''
    const mine = createBrowser(house)
    const done = await mine.press(await mine.open(link), 'Set password', { password: chosen })
    expect(done.path).toBe('/password/done')
    expect(await tryPassword(house, kim, chosen)).toMatchObject({ right: true })
    expect((await thief.open(theirs.path)).location).toBe(null)
    for (const browser of [thief, mine]) expect((await browser.send('/api/v1/me')).status).toBe(401)
    expect(await sessionsOf(house, kim.id)).toEqual([])
  })
})

withCompany(
  'an answer of the provider counts in the sign-in that asked, and in no other of the same browser',
  async ({ company }) => {
    const { house, upstream } = company
    upstream.present({ ...upstreamKim, sub: 'thief', email: 'thief@contoso.example' })
    const victim = await house.addUser()
    const { browser, signInId } = await comeIn(company)
    const back = await upstream.visit(await leave(company, signInId))
    // Named somebody in another tab meanwhile.
    const other = await identify(browser, victim.email, '/sign-in?to=/account&as=other')
    await browser.send(back)
    expect((await browser.open(other.path)).location).toBe(null)
    expect(await linksIn(company)).toEqual([])
    // The address of another sign-in, or of another provider, in the answer changes nothing: its state is used up.
    expect((await browser.send(back)).status).toBe(410)
    expect(await sessionsOf(house, victim.id)).toEqual([])
  },
)
