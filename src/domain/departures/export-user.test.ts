import { expect } from 'vitest'
import { exportUser } from '#contract/departures.ts'
import { updateUser } from '#contract/users.ts'
import { fillPerson, tablesHolding } from '../../../test/full-person.ts'
import { test } from '../../../test/harness.ts'

test('an export holds all that is kept of the person, opened, and no secret', async ({ house }) => {
  const owner = await house.addOwner()
  const kim = await house.addUser({ firstName: 'Kim' })
  await fillPerson(house, kim, owner)
  const params = { userId: kim.id }
  await house.as(owner)(updateUser, { params, body: { firstName: 'Kimberly' }, ifMatch: 1 })
  const { fileName, data } = await house.as(owner)(exportUser, { params, body: {} })
  expect(fileName).toBe(`latchkey-${kim.id}-${house.now.toISOString().slice(0, 10)}.json`)
  expect(data).toMatchObject({
    organisation: 'Northwind',
    profile: { firstName: 'Kimberly', email: kim.email },
    furtherAddresses: [{ email: 'further@example.com' }],
    addressesToConfirm: [{ email: 'later@example.com' }],
    accounts: [{ status: 'active' }],
    devices: [{ name: 'Secret name' }],
    sessions: [{ ip: '127.0.0.1' }],
    signIns: [{ state: 'failed' }],
    requests: [{ applicationName: 'Payroll' }],
    knownBrowsers: [{}],
    setupCodes: [{ kind: 'mail' }],
    restores: [{ did: 'did:key:z', shownBy: null }],
    password: { setAt: house.now.toISOString() },
    linkedProviders: [{ provider: 'Upstream', subject: 'upstream-subject' }],
    savedViews: [{ name: 'Mine' }],
    cases: [{ kind: 'sign-in-reported', state: 'open' }],
    eventsComplete: true,
  })
  expect(data['events']).toContainEqual(
    expect.objectContaining({
      type: 'user.updated',
      personal: expect.objectContaining({ 'firstName after': 'Kimberly' }),
    }),
  )
  expect(JSON.stringify(data)).not.toMatch(/secret-hash|token_?hash|sealed|publicJwk/i)
  expect((await house.events()).at(-1)).toBe('user.exported')
  // A new table about people has to be decided upon: told to the person, or not theirs.
  const told = [
    'accounts',
    'approval_requests',
    'audit_events',
    'cases',
    'claims',
    'devices',
    'email_changes',
  ]
  told.push(
    'known_browsers',
    'overrides',
    'passkeys',
    'passwords',
    'provider_links',
    'restores',
    'saved_views',
    'sessions',
    'sign_in_codes',
    'sign_ins',
    'user_emails',
  )
  const derivedOrSecret = [
    'blocked_links',
    'deactivation_receipts',
    'job_rows',
    'oidc_items',
    'password_history',
  ]
  derivedOrSecret.push('password_links', 'user_tombstones', 'user_words', 'user_words_due')
  const tables = [...(await tablesHolding(house, kim.id)).keys()]
  expect(tables).toEqual([...told, ...derivedOrSecret].sort())
})

test('whoever ranks lower, or may not export, gets nothing', async ({ house }) => {
  const [owner, admin, desk] = [
    await house.addOwner(),
    await house.addAdmin('user-admin'),
    await house.addAdmin('help-desk'),
  ]
  const params = { userId: owner.id }
  const upwards = house.as(admin)(exportUser, { params, body: {} })
  await expect(upwards).rejects.toMatchObject({ code: 'higher-rank' })
  const byDesk = house.as(desk)(exportUser, { params, body: {} })
  await expect(byDesk).rejects.toMatchObject({ code: 'forbidden' })
  house.advance(601)
  const late = house.as(admin)(exportUser, { params: { userId: desk.id }, body: {} })
  await expect(late).rejects.toMatchObject({ code: 'step-up-required' })
  expect(await house.events()).toEqual([])
})
