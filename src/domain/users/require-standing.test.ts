import { expect } from 'vitest'
import type { ApplicationSettings } from '#contract/applications.ts'
import type { NewProvider } from '#contract/providers.ts'
import { test } from '../../../test/harness.ts'
import { createApplication } from '../applications/create-application.ts'
import { deleteApplication } from '../applications/delete-application.ts'
import { rotateSecret } from '../applications/rotate-secret.ts'
import { updateApplication } from '../applications/update-application.ts'
import { beginPasskey } from '../passkeys/add-passkey.ts'
import { createProvider } from '../providers/create-provider.ts'
import { deleteProvider } from '../providers/delete-provider.ts'
import { updateProvider } from '../providers/update-provider.ts'
import { endEverySession } from '../sessions/end-every-session.ts'
import { revokeEverySession } from '../sessions/revoke-every-session.ts'
import { readSetting } from '../settings/read-setting.ts'
import { updateSetting } from '../settings/update-setting.ts'
import type { Work } from '../work.ts'

const settings: Omit<ApplicationSettings, 'enabled'> = {
  name: 'Wiki',
  redirectUris: ['https://wiki.example/callback'],
  postLogoutRedirectUris: [],
  access: 'everyone',
  unknownAddress: 'neutral',
  sessionSeconds: 3600,
  approvalDigits: 2,
  passkeyRequired: false,
}
const provider: Omit<NewProvider, 'kind'> = {
  name: 'Upstream',
  enabled: true,
  trusted: false,
  createsUsers: false,
  settings: { protocol: 'oidc', issuer: 'https://up.example', clientId: 'c', scopes: ['email'] },
}

test('whoever was demoted while their call waited changes nothing for the organisation', async ({
  house,
}) => {
  const owner = await house.addOwner()
  const { applicationId, providerId } = await house.work(null, async (work) => ({
    applicationId: (await createApplication(work, { ...settings, kind: 'web' })).application.id,
    providerId: (await createProvider(work, { ...provider, kind: 'oidc' })).id,
  }))
  // As the middleware let them in, a moment before.
  await house.db.updateTable('users').set({ adminRole: 'auditor' }).where('id', '=', owner.id).execute()
  const before = await house.events()
  const acts: Record<string, (work: Work) => Promise<unknown>> = {
    revokeEverySession: (work) => revokeEverySession(work, { keepCurrent: true, confirmation: 'Northwind' }),
    updateSetting: async (work) => {
      const value = await readSetting(work, 'session')
      await updateSetting(work, { section: 'session', value, ifMatch: 0 })
    },
    createApplication: (work) => createApplication(work, { ...settings, kind: 'spa' }),
    updateApplication: (work) =>
      updateApplication(work, { applicationId, settings: { ...settings, enabled: true }, ifMatch: 1 }),
    rotateSecret: (work) => rotateSecret(work, { applicationId }),
    deleteApplication: (work) => deleteApplication(work, { applicationId, confirmation: 'Wiki' }),
    createProvider: (work) => createProvider(work, { ...provider, kind: 'oidc' }),
    updateProvider: (work) => updateProvider(work, { providerId, change: provider, ifMatch: 1 }),
    deleteProvider: (work) => deleteProvider(work, { providerId, confirmation: 'Upstream' }),
  }
  for (const [name, act] of Object.entries(acts))
    await expect(house.work(owner, act), name).rejects.toMatchObject({ code: 'forbidden' })
  expect(await house.events()).toEqual(before)
})

test('a session that was ended while its call waited leaves no passkey behind', async ({ house }) => {
  const kim = await house.addUser()
  const { id } = await house.addSession(kim.id)
  await house.work(null, (work) => endEverySession(work, { userId: kim.id, why: 'administrator' }))
  const adding = house.work(kim, (work) => {
    const actor = { ...work.actor, session: { id, provedAt: work.now } }
    return beginPasskey({ ...work, actor }, { userId: kim.id, sessionId: id })
  })
  await expect(adding).rejects.toMatchObject({ code: 'unauthenticated' })
})
