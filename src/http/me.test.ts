import { expect } from 'vitest'
import { getMe, signOut } from '#contract/me.ts'
import { permissionsOf } from '#contract/permissions.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { sha256 } from '#platform/hash.ts'
import { type House, test } from '../../test/harness.ts'

test('getMe says who is signed in and what they may do', async ({ house }) => {
  const auditor = await house.addAdmin('auditor', { email: 'ada@example.com' })
  const me = await house.as(auditor)(getMe, { params: {}, body: {} })
  expect(me).toMatchObject({
    user: { id: auditor.id, email: 'ada@example.com', adminRole: 'auditor' },
    organisation: { slug: 'northwind', baseUrl: 'http://localhost:3000' },
    permissions: permissionsOf.auditor,
    proofs: ['sign-in'],
    mail: 'smtp',
    enrolment: 'ok',
  })
})

test('signOut ends the session at once and takes the cookie back', async ({ house }) => {
  const owner = await house.addOwner()
  const response = await house.request('/api/v1/me/session', { method: 'DELETE' }, owner)
  expect(response.status).toBe(200)
  expect(response.headers.get('set-cookie')).toMatch(/latchkey-session-northwind=;.*Max-Age=0.*HttpOnly/)
  await expect(house.as(owner)(getMe, { params: {}, body: {} })).rejects.toMatchObject({
    code: 'unauthenticated',
  })
  expect(await house.events()).toEqual(['user.session.revoked'])
  await expect(house.as(owner)(signOut, { params: {}, body: {} })).rejects.toMatchObject({
    code: 'unauthenticated',
  })
})

test('a session that an application keeps for a month opens the console for no longer than the console’s own', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const application = { lifetimeSeconds: 30 * 86_400, idleSeconds: 30 * 60 }
  const { token } = await house.addSession(owner.id, application)
  const get = async (path: string) => {
    const headers = { cookie: `${sessionCookieName(house.tenancy)}=${token}` }
    const { status } = await house.request(path, { headers })
    return status
  }
  house.advance(14 * 60)
  expect(await get('/api/v1/me')).toBe(200)
  await expect.poll(() => lastActive(house, token)).toEqual(house.now)
  house.advance(15 * 60)
  expect(await get('/api/v1/me')).toBe(401)
  // Nor does asking again help: what was refused was no activity.
  expect(await get('/api/v1/me')).toBe(401)
  expect(await get('/api/v1/live')).toBe(401)
  // The page does not lead back to a console that would refuse it.
  expect(
    (
      await house.request('/sign-in', { headers: { cookie: `${sessionCookieName(house.tenancy)}=${token}` } })
    ).headers.get('location'),
  ).toContain('/sign-in/')
})

async function lastActive(house: House, token: string): Promise<Date | undefined> {
  const row = await house.db
    .selectFrom('sessions')
    .select('lastActiveAt')
    .where('tokenHash', '=', sha256(token))
    .executeTakeFirst()
  return row?.lastActiveAt
}
