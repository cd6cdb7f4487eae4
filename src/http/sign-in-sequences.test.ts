import fc from 'fast-check'
import { expect } from 'vitest'
import { UserId } from '#contract/ids.ts'
import { requirePasswordReset } from '#contract/passwords.ts'
import { Problem } from '#contract/problem.ts'
import { revokeAllSessions } from '#contract/sessions.ts'
import { deactivateUser, reactivateUser, updateUser } from '#contract/users.ts'
import { findSession } from '#domain/sessions/find-session.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import type { Tenancy } from '#domain/work.ts'
import { type House, type TestUser, test } from '../../test/harness.ts'
import { merge } from '../../test/holdings.ts'
import { type Browser, createBrowser } from '../../test/page-client.ts'
import { givePassword, setPolicy } from '../../test/passwords.ts'
import { addPhone } from '../../test/sign-in.ts'

const password = 'quiet river under the bridge'

const Step = fc.record({
  what: fc.constantFrom(
    ...(['begin', 'password', 'choose phone', 'approve', 'go on', 'sign in', 'set anew', 'use'] as const),
    ...([
      'suspend',
      'reactivate',
      'require reset',
      'revoke',
      'promote',
      'demote',
      'merge',
      'lose phone',
    ] as const),
  ),
  who: fc.nat(2),
})
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never

/** Played first, so that there is somebody to look at whatever is drawn after it. */
const everybodyComesIn: Step[] = [0, 1, 2].map((who) => ({ what: 'sign in', who }))

/** Somebody at their browser, with the sign-in that it is in. */
interface Person {
  readonly user: TestUser
  readonly browser: Browser
  path: string
}

/** Every session that a browser was ever given. */
interface Given {
  readonly token: string
  readonly userId: string
}

test('whatever people and administrators do in whatever order: a session is of whoever signed in, of nobody who is not active, and of one organisation', async ({
  house,
}) => {
  const elsewhere = await house.addTenant()
  const owner = await house.addOwner()
  await setPolicy(house, { order: ['password', 'phone'], secondFactor: 'admins' }, 'sign-in')
  const given: Given[] = []
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 10, maxLength: 24 }), async (steps) => {
      const people: Person[] = []
      for (let n = 0; n < 3; n++) people.push(await arrive(house))
      for (const step of steps) {
        await play(house, owner, people, step)
        for (const { browser, user } of people) {
          const token = browser.cookies.get(sessionCookieName(house.tenancy))
          if (token && !given.some((one) => one.token === token)) given.push({ token, userId: user.id })
        }
        await expectSound(house, elsewhere, given.slice(-6), JSON.stringify(step))
      }
    }),
    { numRuns: 12, endOnFailure: true, examples: [[everybodyComesIn]] },
  )
  await expectSound(house, elsewhere, given, 'in the end')
  // Nothing is shown by sequences in which nobody came in.
  expect(given.length).toBeGreaterThanOrEqual(everybodyComesIn.length)
}, 120_000)

async function arrive(house: House): Promise<Person> {
  const user = await house.addUser()
  await givePassword(house, user, password)
  await addPhone(house, user)
  return { user, browser: createBrowser(house), path: '' }
}

async function play(house: House, owner: TestUser, people: Person[], { what, who }: Step): Promise<void> {
  const person = people[who]
  const other = people[(who + 1) % people.length]
  if (!person || !other) throw new Error('a step names one of three people')
  const { user, browser } = person
  const post = (path: string, form: Record<string, string>) =>
    browser.send(path, { method: 'POST', body: new URLSearchParams(form) })
  const administer = (act: Promise<unknown>) =>
    act.catch((error: unknown) => {
      // Who is merged, or is not what the act is for, is refused; nothing else goes wrong.
      if (!(error instanceof Problem) || error.code === 'internal-error') throw error
    })
  const params = { userId: user.id }
  switch (what) {
    case 'begin': {
      const begun = await browser.send('/sign-in?as=other&to=/account')
      person.path = begun.headers.get('location') ?? ''
      await post(person.path, { address: user.email })
      return
    }
    case 'sign in':
      for (const each of ['begin', 'password', 'approve', 'go on'] as const)
        await play(house, owner, people, { what: each, who })
      return
    case 'password':
      if (person.path) await post(`${person.path}/password`, { password })
      return
    case 'set anew':
      if (person.path) await post(`${person.path}/reset`, { password: `${password}, ${people.length}` })
      return
    case 'choose phone':
      if (person.path) await post(`${person.path}/way`, { way: 'phone' })
      return
    case 'go on':
      if (person.path) await browser.send(person.path)
      return
    case 'approve':
      await approve(house, user)
      return
    case 'use':
      await browser.send('/api/v1/me')
      return
    case 'suspend':
      await administer(house.as(owner)(deactivateUser, { params, body: { kind: 'suspension' } }))
      return
    case 'reactivate':
      await administer(house.as(owner)(reactivateUser, { params, body: {} }))
      return
    case 'require reset':
      await administer(house.as(owner)(requirePasswordReset, { params, body: { required: true } }))
      return
    case 'revoke':
      await administer(house.as(owner)(revokeAllSessions, { params, body: { keepCurrent: false } }))
      return
    case 'promote':
    case 'demote':
      await administer(setRole(house, owner, user, what === 'promote' ? 'help-desk' : null))
      return
    case 'merge':
      await administer(merge(house, owner, user, other.user))
      return
    case 'lose phone':
      await house.db
        .updateTable('devices')
        .set({ state: 'removed', removedAt: house.now })
        .where('userId', '=', user.id)
        .execute()
  }
}

/** What a phone's yes leaves behind, also that of a phone which should not have been let say it: what follows decides again. */
async function approve(house: House, { id }: TestUser): Promise<void> {
  const device = await house.db.selectFrom('devices').select('id').where('userId', '=', id).executeTakeFirst()
  await house.db
    .updateTable('approvalRequests')
    .set({ state: 'approved', verification: 'pin', answeredAt: house.now, deviceId: device?.id ?? null })
    .where('userId', '=', id)
    .where('state', '=', 'pending')
    .execute()
}

async function setRole(house: House, owner: TestUser, { id }: TestUser, adminRole: 'help-desk' | null) {
  const row = await house.db.selectFrom('users').select('version').where('id', '=', id).executeTakeFirst()
  return house.as(owner)(updateUser, {
    params: { userId: id },
    body: { adminRole },
    ifMatch: row?.version ?? 1,
  })
}

async function expectSound(house: House, elsewhere: Tenancy, given: readonly Given[], after: string) {
  expect(await openOfOthers(house), after).toEqual([])
  for (const { token, userId } of given) {
    expect(await findSession(house.ground, elsewhere.tenantId, token), after).toBeUndefined()
    const session = await findSession(house.ground, house.tenancy.tenantId, token)
    if (!session) continue
    // A merge hands the sessions of ordinary people on to whoever they are now.
    expect(session.userId, after).toBe(await whoIsNow(house, userId))
    const user = await house.db
      .selectFrom('users')
      .select('status')
      .where('id', '=', session.userId)
      .executeTakeFirst()
    expect(user?.status, after).toBe('active')
  }
}

/** Sessions that are open although their person is not active. */
const openOfOthers = (house: House) =>
  house.db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.userId')
    .select(['sessions.id', 'users.status'])
    .where('sessions.endedAt', 'is', null)
    .where('users.status', '!=', 'active')
    .execute()

async function whoIsNow(house: House, userId: string): Promise<string> {
  const tombstone = await house.db
    .selectFrom('userTombstones')
    .select('survivorId')
    .where('userId', '=', UserId.parse(userId))
    .executeTakeFirst()
  return tombstone?.survivorId ? whoIsNow(house, tombstone.survivorId) : userId
}
