import { describe, expect } from 'vitest'
import * as z from 'zod/mini'
import { surfaceRoots } from '#contract/client.ts'
import type { Operation } from '#contract/operation.ts'
import { operations } from '#contract/operations.ts'
import { adminRoles, permissionsOf } from '#contract/permissions.ts'
import { newId } from '#platform/id.ts'
import { type House, type TestUser, test } from './harness.ts'

/** Every operation of the API, called by those who may not: the list is the contract's own, so that none is forgotten. */
const ofApi = [...operations].filter(([, operation]) => (operation.surface ?? 'api') === 'api')
const named = ofApi.filter(([, operation]) => !['public', 'device', 'self'].includes(operation.permission))

const provider = {
  name: 'Okta',
  enabled: true,
  trusted: false,
  createsUsers: false,
  settings: { protocol: 'oidc', issuer: 'https://id.example.com', clientId: 'latchkey' },
}

/** Bodies that each operation takes; what an empty one suits is not here. */
const bodies: Record<string, object> = {
  createUser: { firstName: 'Kim', lastName: 'Lee', email: 'new@example.com', sendWelcomeEmail: false },
  deactivateUser: { kind: 'suspension' },
  endAccount: { deactivateIfLast: true },
  issueClaim: { kind: 'screen' },
  removeDevice: { confirmation: 'remove device' },
  renameDevice: { name: 'Old phone' },
  issueOverride: { reason: 'No phone today' },
  confirmDevice: { shortCode: '123 456' },
  unregisterAllDevices: { confirmation: 'unregister all devices', reason: 'No backup' },
  reportLostPhone: {
    path: 'unregister',
    deviceId: null,
    confirmation: 'unregister all devices',
    evidence: 'Called back',
    next: 'nothing',
  },
  createApplication: { name: 'Wiki', kind: 'web' },
  updateApplication: {
    name: 'Wiki',
    redirectUris: [],
    postLogoutRedirectUris: [],
    access: 'everyone',
    unknownAddress: 'neutral',
    sessionSeconds: 3600,
    approvalDigits: 2,
    passkeyRequired: false,
    enabled: true,
  },
  deleteApplication: { confirmation: 'Wiki' },
  changeEmail: { email: 'other@example.com', kind: 'primary' },
  removeEmail: { email: 'other@example.com' },
  requirePasswordReset: { required: true },
  allowPassword: { allowed: true },
  deleteUser: { confirmation: 'kim@example.com' },
  terminateUser: { confirmation: 'kim@example.com' },
  previewMerge: { targetId: newId() },
  mergeUsers: { targetId: newId(), stamp: 'stamp', confirmation: 'kim@example.com' },
  diagnoseSignIn: { reference: 'LK-0000-00' },
  previewJob: { act: { act: 'revoke-sessions' }, selection: { filter: {} } },
  createJob: { act: { act: 'revoke-sessions' }, selection: { filter: {} } },
  steerJob: { state: 'paused' },
  saveView: { name: 'Locked', query: 'status=locked' },
  createProvider: { kind: 'oidc', ...provider },
  updateProvider: provider,
  deleteProvider: { confirmation: 'Okta' },
  updateSignInPolicy: { order: ['phone'] },
  revokeEverySession: { confirmation: 'Northwind' },
  changeOwnEmail: { email: 'other@example.com', kind: 'alias' },
  removeOwnEmail: { email: 'other@example.com' },
  addOwnPasskey: {
    ceremonyId: newId(),
    credential: { id: 'AAAA', response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' } },
    name: 'This computer',
  },
  renameOwnPasskey: { name: 'This computer' },
  stepUpByPasskey: {
    ceremonyId: newId(),
    credential: {
      id: 'AAAA',
      response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
    },
  },
  stepUpByPassword: { password: 'correct horse battery staple' },
  setOwnPassword: { password: 'correct horse battery staple' },
  removeOwnDevice: { confirmation: 'remove device' },
  renameOwnDevice: { name: 'Old phone' },
  beginOwnLink: { providerId: newId() },
  beginStepUp: { reason: 'Remove a device' },
  closeCase: { note: 'Looked into it' },
}

interface Ids {
  readonly userId: string
  readonly sessionId: string
  readonly deviceId: string
  readonly applicationId: string
  readonly requestId: string
  readonly providerId: string
  readonly linkId: string
  readonly jobId: string
  readonly savedViewId: string
  readonly overrideId: string
  readonly passkeyId: string
  readonly caseId: string
}

const someIds = (): Ids => ({
  userId: newId(),
  sessionId: newId(),
  deviceId: newId(),
  applicationId: newId(),
  requestId: 'AAAAAAAAAAAAAAAAAAAAAA',
  providerId: newId(),
  linkId: newId(),
  jobId: newId(),
  savedViewId: newId(),
  overrideId: newId(),
  passkeyId: newId(),
  caseId: newId(),
})

function call(house: House, id: string, operation: Operation, ids: Ids, user?: TestUser, headers = {}) {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: keyof Ids) => ids[name])
  const init: RequestInit = {
    method: operation.method,
    headers: {
      ...(operation.method !== 'GET' && { 'content-type': 'application/json' }),
      ...(operation.ifMatch && { 'if-match': '"1"' }),
      ...headers,
    },
    ...(operation.method !== 'GET' && { body: JSON.stringify(bodies[id] ?? {}) }),
  }
  return house.request(`${surfaceRoots.api}${path}`, init, user)
}

const codeOf = async (response: Response) =>
  ((await response.json()) as { type: string }).type.replace('/problems/', '')

describe('every operation of the API', () => {
  test('takes the bodies that are used here', () => {
    for (const [id, operation] of ofApi) {
      const parsed = z.safeParse(operation.body, bodies[id] ?? {})
      expect(parsed.success, `${id}: ${parsed.error && z.prettifyError(parsed.error)}`).toBe(true)
    }
  })

  test('refuses strangers with 401 before it looks at anything else', async ({ house }) => {
    for (const [id, operation] of ofApi) {
      const response = await call(house, id, operation, someIds())
      expect([id, response.status, await codeOf(response)]).toEqual([id, 401, 'unauthenticated'])
      expect(response.headers.get('www-authenticate')).toBe('Session')
    }
  })

  test('refuses everyone whose role lacks the permission', async ({ house }) => {
    const roles = [null, ...adminRoles]
    for (const role of roles) {
      const user = role ? await house.addAdmin(role) : await house.addUser()
      const held = new Set<string>(role ? permissionsOf[role] : ['self'])
      for (const [id, operation] of named) {
        if (held.has(operation.permission)) continue
        const response = await call(house, id, operation, { ...someIds(), userId: user.id }, user)
        expect([role, id, await codeOf(response)]).toEqual([role, id, 'forbidden'])
      }
    }
    expect(await house.events()).toEqual([])
  })

  test('lets those through whose role has it: no declared operation is without a route', async ({
    house,
  }) => {
    const owner = await house.addOwner()
    for (const [id, operation] of named) {
      const response = await call(house, id, operation, someIds(), owner)
      const code = response.ok ? 'ok' : await codeOf(response)
      expect(
        ['forbidden', 'not-found', 'method-not-allowed', 'internal-error', 'invalid-request'],
        id,
      ).not.toContain(code)
    }
  })

  test('asks for a fresh proof before anything that is risky, and before it looks at what it is about', async ({
    house,
  }) => {
    const owner = await house.addOwner()
    await house.request('/api/v1/me', {}, owner)
    await house.db
      .updateTable('sessions')
      .set({ provedAt: new Date(house.now.getTime() - 601_000) })
      .execute()
    const risky = ofApi.filter(([, operation]) => operation.stepUp)
    expect(risky.length).toBeGreaterThan(30)
    for (const [id, operation] of risky) {
      const response = await call(house, id, operation, someIds(), owner)
      expect([id, await codeOf(response)]).toEqual([id, 'step-up-required'])
    }
    expect(await house.events()).toEqual([])
  })

  test('finds nothing of another organisation, and changes nothing there', async ({ house }) => {
    const there = await house.addTenant('contoso')
    const owner = await house.addOwner()
    const [victim, keeper] = [
      await house.addUser({ tenancy: there }),
      await house.addOwner({ tenancy: there }),
    ]
    const session = await house.addSession(victim.id, { tenancy: there })
    const made = await call(house, 'createApplication', operationOf('createApplication'), someIds(), keeper)
    const { application } = (await made.json()) as { application: { id: string } }
    await house.db.deleteFrom('auditEvents').execute()
    await call(house, 'getMe', operationOf('getMe'), someIds(), owner)
    const before = await snapshot(house)
    const theirs: Ids = {
      ...someIds(),
      userId: victim.id,
      sessionId: session.id,
      applicationId: application.id,
    }
    for (const [id, operation] of named) {
      if (!operation.path.includes('{')) continue
      const response = await call(house, id, operation, theirs, owner)
      expect([id, response.status]).toEqual([id, 404])
    }
    expect(await snapshot(house)).toEqual(before)
    expect(await house.events()).toEqual([])
  })

  test('refuses changes that come from another site, whatever the cookie', async ({ house }) => {
    const owner = await house.addOwner()
    for (const [id, operation] of ofApi) {
      if (operation.method === 'GET') continue
      const response = await call(house, id, operation, someIds(), owner, { origin: 'https://evil.example' })
      expect([id, await codeOf(response)]).toEqual([id, 'wrong-origin'])
    }
  })

  test('refuses a field that it does not know', async ({ house }) => {
    const owner = await house.addOwner()
    for (const [id, operation] of named) {
      if (operation.method === 'GET') continue
      const body = { ...bodies[id], surprise: true }
      expect(z.safeParse(operation.body, body).success, id).toBe(false)
    }
    const response = await house.request(
      '/api/v1/users',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...bodies['createUser'], status: 'active' }),
      },
      owner,
    )
    expect(response.status).toBe(400)
  })
})

function operationOf(id: string): Operation {
  const operation = operations.get(id)
  if (!operation) throw new Error(`there is no operation ${id}`)
  return operation
}

async function snapshot(house: House) {
  const { db } = house
  return {
    users: await db.selectFrom('users').selectAll().orderBy('id').execute(),
    sessions: await db
      .selectFrom('sessions')
      .select(['id', 'endedAt'])
      .where('userId', 'is not', null)
      .orderBy('id')
      .execute(),
    applications: await db.selectFrom('applications').selectAll().orderBy('id').execute(),
    secrets: await db.selectFrom('applicationSecrets').selectAll().orderBy('id').execute(),
    claims: await db.selectFrom('claims').selectAll().orderBy('id').execute(),
    passwords: await db.selectFrom('passwords').selectAll().execute(),
    providers: await db.selectFrom('providers').selectAll().execute(),
    links: await db.selectFrom('providerLinks').selectAll().execute(),
    settings: await db.selectFrom('tenantSettings').selectAll().execute(),
    jobs: await db.selectFrom('jobs').selectAll().execute(),
  }
}
