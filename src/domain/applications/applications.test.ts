import { expect } from 'vitest'
import {
  type ApplicationSettings,
  beginTestSignIn,
  createApplication,
  deleteApplication,
  getApplication,
  listApplications,
  type NewApplication,
  rotateSecret,
  updateApplication,
} from '#contract/applications.ts'
import type { Client } from '#contract/client.ts'
import type { ApplicationId } from '#contract/ids.ts'
import { test } from '../../../test/harness.ts'
import { findApplicationByClientId } from './find-application-by-client-id.ts'
import { verifySecret } from './verify-secret.ts'

const settings: ApplicationSettings = {
  name: 'Wiki',
  redirectUris: ['https://wiki.example/callback'],
  postLogoutRedirectUris: [],
  access: 'everyone',
  unknownAddress: 'neutral',
  sessionSeconds: 3600,
  approvalDigits: 2,
  passkeyRequired: false,
  enabled: true,
}
const create = (call: Client, some: Partial<NewApplication> = {}) => {
  const { enabled: _enabled, ...rest } = settings
  return call(createApplication, { params: {}, body: { ...rest, kind: 'web', ...some } })
}
const nobody = crypto.randomUUID() as ApplicationId

test('an application has a client id and a secret that is shown once and stored hashed', async ({
  house,
}) => {
  const call = house.as(await house.addOwner())
  const { application, secret } = await create(call)
  expect(application).toMatchObject({
    ...settings,
    kind: 'web',
    issuer: 'http://localhost:3000',
    accounts: 0,
    version: 1,
  })
  expect(application.secrets).toMatchObject([{ hint: secret?.slice(-4), expiresAt: null }])
  const read = await call(getApplication, { params: { applicationId: application.id }, body: {} })
  expect(read).toEqual(application)
  const stored = await house.db.selectFrom('applicationSecrets').selectAll().execute()
  expect(JSON.stringify(stored)).not.toContain(secret)
  const verify = (offered: string) =>
    house.work(null, (work) => verifySecret(work, { applicationId: application.id, secret: offered }))
  expect(await verify(secret ?? '')).toBe(true)
  expect(await verify(`${secret}x`)).toBe(false)
  expect((await create(call, { kind: 'spa' })).secret).toBeNull()
  expect(await house.events()).toEqual(['application.created', 'application.created'])
})

test('a repeated creation shows the same secret again, which lies sealed meanwhile', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const { enabled: _enabled, ...rest } = settings
  const again = () =>
    call(createApplication, { params: {}, body: { ...rest, kind: 'web' } }, { idempotencyKey: 'once' })
  const first = await again()
  expect(await again()).toEqual(first)
  const [kept] = await house.db.selectFrom('idempotencyKeys').selectAll().execute()
  expect(kept?.responseSealed.toString('latin1')).not.toContain(first.secret)
  house.advance(601)
  await expect(again()).rejects.toMatchObject({ code: 'step-up-required' })
  expect(await house.events()).toEqual(['application.created'])
})

test('a rotated secret goes on for a day beside the new one', async ({ house }) => {
  const owner = await house.addOwner()
  const { application, secret: old } = await create(house.as(owner))
  const params = { applicationId: application.id }
  const { secret, application: rotated } = await house.as(owner)(rotateSecret, { params, body: {} })
  expect(rotated.secrets).toHaveLength(2)
  const verify = (offered: string | null) =>
    house.work(null, (work) => verifySecret(work, { ...params, secret: offered ?? '' }))
  expect([await verify(old), await verify(secret)]).toEqual([true, true])
  house.advance(24 * 3600 + 1)
  expect([await verify(old), await verify(secret)]).toEqual([false, true])
})

test('an edit is of the version that was seen: without one, or of another, nothing changes', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const call = house.as(owner)
  const { application } = await create(call)
  const params = { applicationId: application.id }
  const body = { ...settings, name: 'Wiki 2', approvalDigits: 6 as const }
  const changed = await call(updateApplication, { params, body, ifMatch: 1 })
  expect(changed).toMatchObject({ name: 'Wiki 2', approvalDigits: 6, version: 2 })
  await expect(call(updateApplication, { params, body: settings, ifMatch: 1 })).rejects.toMatchObject({
    code: 'version-mismatch',
  })
  await expect(call(updateApplication, { params, body: settings })).rejects.toMatchObject({
    code: 'precondition-required',
  })
  const same = await call(updateApplication, { params, body, ifMatch: 2 })
  expect(same.version).toBe(2)
  expect(await house.events()).toEqual(['application.created', 'application.updated'])
  const response = await house.request(`/api/v1/applications/${application.id}`, {}, owner)
  expect(response.headers.get('etag')).toBe('"2"')
})

test('a test sign-in opens the console’s callback for ten minutes', async ({ house }) => {
  const { application } = await create(house.as(await house.addOwner()))
  const params = { applicationId: application.id }
  const run = await house.as(await house.addOwner())(beginTestSignIn, { params, body: {} })
  const find = () => house.work(null, (work) => findApplicationByClientId(work, application.clientId))
  const verify = () =>
    house.work(null, (work) => verifySecret(work, { ...params, secret: run.clientSecret ?? '' }))
  expect(run.redirectUri).toBe('http://localhost:3000/admin/test-sign-in')
  expect((await find())?.redirectUris).toEqual([...settings.redirectUris, run.redirectUri])
  expect(await verify()).toBe(true)
  house.advance(601)
  expect((await find())?.redirectUris).toEqual(settings.redirectUris)
  expect(await verify()).toBe(false)
})

test('deleting asks for the name and takes secrets and accounts along', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const { application } = await create(call)
  const params = { applicationId: application.id }
  const wrong = call(deleteApplication, { params, body: { confirmation: 'Wikis' } })
  await expect(wrong).rejects.toMatchObject({ code: 'confirmation-mismatch' })
  await call(deleteApplication, { params, body: { confirmation: ' wiki ' } })
  await expect(call(getApplication, { params, body: {} })).rejects.toMatchObject({
    code: 'application-not-found',
  })
  expect(await house.db.selectFrom('applicationSecrets').select('id').execute()).toEqual([])
  for (const operation of [rotateSecret, beginTestSignIn]) {
    const attempt = call(operation, { params: { applicationId: nobody }, body: {} })
    await expect(attempt).rejects.toMatchObject({ code: 'application-not-found' })
  }
})

test('applications are listed by name, in pages', async ({ house }) => {
  const call = house.as(await house.addOwner())
  const keys = Array.from({ length: 53 }, (_, at) => `App ${String(at).padStart(2, '0')}`)
  for (const name of keys.toReversed()) {
    await house.work(null, async (work) => {
      const inside = await import('./create-application.ts')
      const { enabled: _enabled, ...rest } = settings
      await inside.createApplication(work, { ...rest, name, kind: 'spa' })
    })
  }
  const first = await call(listApplications, { params: {}, body: {} })
  const second = await call(listApplications, { params: {}, body: { after: first.next ?? '' } })
  expect([...first.items, ...second.items].map((application) => application.name)).toEqual(keys)
  expect(second.next).toBeNull()
  const forged = call(listApplications, { params: {}, body: { after: 'e30' } })
  await expect(forged).rejects.toMatchObject({ code: 'invalid-request' })
})

test.for([
  'http://wiki.example/callback',
  'https://wiki.example/#part',
  'javascript:alert(1)',
  '//wiki.example',
  'https://wiki.example/ callback',
])('a redirect URI that codes must not go to is refused: %s', async (uri, { house }) => {
  const owner = await house.addOwner()
  const { enabled: _enabled, ...rest } = settings
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...rest, kind: 'web', redirectUris: [uri] }),
  }
  expect((await house.request('/api/v1/applications', init, owner)).status).toBe(400)
})
