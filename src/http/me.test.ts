import { expect } from 'vitest'
import { getMe, signOut } from '#contract/me.ts'
import { test } from '../../test/harness.ts'

test('getMe says who is signed in and what they may do', async ({ house }) => {
  const auditor = await house.addAdmin('auditor', { email: 'ada@example.com' })
  const me = await house.as(auditor)(getMe, { params: {}, body: {} })
  expect(me).toMatchObject({
    user: { id: auditor.id, email: 'ada@example.com', adminRole: 'auditor' },
    organisation: { slug: 'northwind', baseUrl: 'http://localhost:3000' },
    permissions: ['self', 'users:read', 'applications:read', 'audit:read'],
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
