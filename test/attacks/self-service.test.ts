import { describe, expect } from 'vitest'
import type { LiveHint } from '#contract/live.ts'
import { getMe, stepUpByPassword } from '#contract/me.ts'
import { permissionsOf } from '#contract/permissions.ts'
import { beginOwnLink } from '#contract/self.ts'
import { revokeAllSessions } from '#contract/sessions.ts'
import { getUser, updateUser } from '#contract/users.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { addKim, headingOf, linksIn, kim as upstreamKim, test as withCompany } from '../company.ts'
import { type House, type TestUser, test } from '../harness.ts'
import { addPhone, merge } from '../holdings.ts'
import { createBrowser } from '../page-client.ts'
import { givePassword, setPolicy } from '../passwords.ts'
import { identify } from '../sign-in.ts'
import { call, codeOf, equip, ofApi, operationOf } from './world.ts'

const right = 'quiet river under the bridge'
const none = { params: {}, body: {} }

/** What anybody may do to themselves in a session that somebody else may have found open: it gives nothing away. */
const harmless = new Set([
  'beginStepUp',
  'finishStepUp',
  'stepUpByPassword',
  'beginPasskeyProof',
  'stepUpByPasskey',
  'signOut',
  'endOwnSession',
  'endOwnOtherSessions',
  'renameOwnDevice',
  'renameOwnPasskey',
  'sendOwnTestAlert',
])
/** The same of administrators, about themselves. */
const harmlessToSelf = new Set([
  'previewMerge',
  'revokeSession',
  'revokeAllSessions',
  'requirePasswordReset',
  'allowPassword',
  'sendPasswordLink',
  'unlockUser',
  'verifyEmail',
  'updateUser',
  'renameDevice',
  'sendTestAlert',
  'revokeOverride',
])

async function unprove(house: House, user: TestUser): Promise<void> {
  await house.as(user)(getMe, none)
  await house.db
    .updateTable('sessions')
    .set({ provedAt: new Date(0) })
    .where('userId', '=', user.id)
    .execute()
}

describe('without a proof of one’s own', () => {
  test('whatever one can change about oneself asks for one, but what only shuts doors', () => {
    const open = ofApi
      .filter(([, { permission, method, stepUp }]) => permission === 'self' && method !== 'GET' && !stepUp)
      .map(([id]) => id)
    expect(new Set(open)).toEqual(harmless)
  })

  test('an administrator gets around none of that by the administrators’ way to the same thing', async ({
    house,
  }) => {
    const owner = await house.addOwner()
    for (const role of ['owner', 'user-admin', 'help-desk'] as const) {
      const admin = await house.addAdmin(role, { email: `${role}@example.com` })
      const of = await equip(house, admin, owner)
      await house.db.updateTable('devices').set({ pushState: 'ok' }).where('userId', '=', admin.id).execute()
      await house.db
        .updateTable('userEmails')
        .set({ emailKey: `further-${role}@example.com`, email: `further-${role}@example.com` })
        .where('userId', '=', admin.id)
        .execute()
      await unprove(house, admin)
      const open: string[] = []
      for (const [id, operation] of ofApi) {
        const isAct = operation.method !== 'GET' && operation.path.startsWith('/users/{userId}')
        if (!isAct || operation.stepUp || !permissionsOf[role].includes(operation.permission)) continue
        if (harmlessToSelf.has(id)) continue
        const body = id === 'removeEmail' ? { email: `further-${role}@example.com` } : undefined
        const answer = await codeOf(
          await call(house, [id, operation], of, { by: admin, ...(body && { body }) }),
        )
        if (answer !== 'step-up-required') open.push(`${role}: ${id}: ${answer}`)
      }
      expect(open).toEqual([])
    }
  })

  test('an administrator changes neither their own contact data nor where somebody’s setup codes are mailed to', async ({
    house,
  }) => {
    const admin = await house.addAdmin('user-admin')
    const kim = await house.addUser()
    await unprove(house, admin)
    const tries: [TestUser, object][] = [
      [admin, { mobile: '+49 170 7654321' }],
      [admin, { personalEmail: 'thief@example.com' }],
      [kim, { personalEmail: 'thief@example.com' }],
      [kim, { mobile: '+49 170 7654321' }],
    ]
    for (const [{ id: userId }, body] of tries) {
      const { version } = await house.as(admin)(getUser, { params: { userId }, body: {} })
      const changed = house.as(admin)(updateUser, { params: { userId }, body, ifMatch: version })
      await expect(changed).rejects.toMatchObject({ code: 'step-up-required' })
    }
    // A name of somebody else is day-to-day work.
    const named = await house.as(admin)(updateUser, {
      params: { userId: kim.id },
      body: { firstName: 'Kimberly' },
      ifMatch: (await house.as(admin)(getUser, { params: { userId: kim.id }, body: {} })).version,
    })
    expect(named.firstName).toBe('Kimberly')
  })
})

describe('whoever lost a factor', () => {
  test('a password alone renews no proof while there is a phone, and never for somebody else', async ({
    house,
  }) => {
    await setPolicy(house, { order: ['password', 'phone'], secondFactor: 'none' }, 'sign-in')
    const kim = await house.addUser()
    await givePassword(house, kim, right)
    await addPhone(house, kim)
    await unprove(house, kim)
    const proof = house.as(kim)(stepUpByPassword, { params: {}, body: { password: right } })
    await expect(proof).rejects.toMatchObject({ code: 'step-up-required' })
    expect((await house.as(kim)(getMe, none)).proofs).toEqual(['phone'])
  })

  test('a proof by password is worth no more after a merge than before: the survivor has a phone', async ({
    house,
  }) => {
    await setPolicy(house, { order: ['password', 'phone'], secondFactor: 'none' }, 'sign-in')
    const owner = await house.addOwner()
    const [old, kim] = [await house.addUser(), await house.addUser()]
    await givePassword(house, old, right)
    await addPhone(house, kim)
    const browser = createBrowser(house)
    await browser.press(await identify(browser, old.email, '/sign-in?to=/account'), 'Sign in', {
      password: right,
    })
    await merge(house, owner, old, kim)
    const me = (await (await browser.send('/api/v1/me')).json()) as { user: { id: string }; proofs: string[] }
    expect(me).toMatchObject({ user: { id: kim.id }, proofs: ['phone'] })
    const changed = await browser.send('/api/v1/me/password', {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        origin: new URL(house.tenancy.baseUrl).origin,
      },
      body: JSON.stringify({ password: 'seven green lamps at the harbour' }),
    })
    expect(await codeOf(changed)).toBe('step-up-required')
  })

  withCompany(
    'a link that was begun in a session is finished in no other, nor once that ended',
    async ({ company }) => {
      const { house, upstream, providerId, owner } = company
      const user = await addKim(house)
      upstream.present({ ...upstreamKim, sub: 'thief', email: 'thief@example.com' })
      const cookie = sessionCookieName(house.tenancy)
      const first = createBrowser(house)
      first.cookies.set(cookie, (await house.addSession(user.id)).token)
      const { url } = await house.as(user)(beginOwnLink, { params: {}, body: { providerId } })
      const back = await upstream.visit(url)
      // Another session of the same person, as a thief's would be.
      expect([await headingOf(await first.send(back)), await linksIn(company)]).toEqual([
        'This sign-in belongs to another browser',
        [],
      ])
      await house.as(owner)(revokeAllSessions, { params: { userId: user.id }, body: { keepCurrent: false } })
      expect((await house.request(back, {}, user)).status).toBe(403)
      expect(await linksIn(company)).toEqual([])
    },
  )
})

test('who is no administrator any more hears nothing more of what the console hears', async ({ house }) => {
  const owner = await house.addOwner()
  const admin = await house.addAdmin('user-admin')
  const kim = await house.addUser()
  const response = await house.request('/api/v1/live', {}, admin)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new Error('a stream has a body')
  const heard: string[] = []
  const listening = (async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      heard.push(value)
    }
  })()
  const { version } = await house.as(owner)(getUser, { params: { userId: admin.id }, body: {} })
  await house.as(owner)(updateUser, {
    params: { userId: admin.id },
    body: { adminRole: null },
    ifMatch: version,
  })
  await listening
  expect(heard.join('')).toContain('event: ended')
  house.database.hub.publish([
    { topic: 'user' satisfies LiveHint['topic'], tenantId: house.tenancy.tenantId, id: kim.id },
  ])
  expect(heard.join('')).not.toContain(kim.id)
  expect(await codeOf(await call(house, operationOf('getUser'), { userId: kim.id }, { by: admin }))).toBe(
    'forbidden',
  )
}, 20_000)
