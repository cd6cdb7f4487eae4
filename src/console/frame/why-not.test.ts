import { expect, test } from 'vitest'
import type { Me } from '#contract/me.ts'
import { type AdminRole, permissionsOf } from '#contract/permissions.ts'
import { whyNotOn } from './why-not.ts'

const me = (adminRole: AdminRole) =>
  ({ user: { adminRole }, permissions: permissionsOf[adminRole] }) as unknown as Me // all that is read of it

test('why not is said by what one lacks: the permission, or the rank', () => {
  const on = (mine: AdminRole, theirs: AdminRole | null) =>
    whyNotOn(me(mine), 'sessions:write', { adminRole: theirs })
  expect(on('auditor', null)).toBe('You need the Help desk role for this')
  expect(on('help-desk', 'user-admin')).toBe('Only someone with the User admin role or higher can do this')
  expect(on('user-admin', 'owner')).toBe('Only an owner can do this')
  expect(on('help-desk', null)).toBeUndefined()
  expect(on('user-admin', 'user-admin')).toBeUndefined()
})
