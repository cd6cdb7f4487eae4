import { describe, expect } from 'vitest'
import type { ProviderId } from '#contract/ids.ts'
import {
  createProvider,
  deleteProvider,
  getProvider,
  listProviders,
  type NewProvider,
  type Provider,
  prepareProvider,
  updateProvider,
} from '#contract/providers.ts'
import { makeCertificate } from '../../../test/certificate.ts'
import { createHouse, type House, type TestUser, test } from '../../../test/harness.ts'
import { farSideOf } from './far-side.ts'
import { linkUpstream } from './link-upstream.ts'
import { listSignInProviders } from './list-sign-in-providers.ts'
import { findProvider } from './providers.sql.ts'

const okta: NewProvider = {
  kind: 'okta',
  name: 'Contoso',
  enabled: true,
  trusted: false,
  createsUsers: false,
  settings: {
    protocol: 'oidc',
    issuer: 'https://contoso.okta.com',
    clientId: 'latchkey',
    scopes: ['email', 'profile'],
  },
  secret: 'the secret of Contoso',
}
const oidc = (issuer: string): NewProvider['settings'] => ({
  protocol: 'oidc',
  issuer,
  clientId: 'latchkey',
  scopes: ['email'],
})
const { certificate } = makeCertificate({ until: new Date('2031-05-01T00:00:00Z') })
const saml = (certificates = [certificate]): NewProvider['settings'] => ({
  protocol: 'saml',
  entityId: 'https://idp.contoso.example',
  signInUrl: 'https://idp.contoso.example/sso',
  certificates,
  emailAttribute: null,
})

const create = (house: House, user: TestUser, some: Partial<NewProvider> = {}) =>
  house.as(user)(createProvider, { params: {}, body: { ...okta, ...some } })
const changeOf = ({ name, enabled, trusted, createsUsers, settings }: Provider) => ({
  name,
  enabled,
  trusted,
  createsUsers,
  settings,
})

describe('a provider', () => {
  test('is added with addresses to enter there; its secret is sealed and never shown', async ({ house }) => {
    const owner = await house.addOwner()
    const prepared = await house.as(owner)(prepareProvider, { params: {}, body: {} })
    const made = await create(house, owner, { id: prepared.id })
    expect(made).toMatchObject({
      id: prepared.id,
      kind: 'okta',
      hasSecret: true,
      callbackUrl: prepared.callbackUrl,
      metadataUrl: null,
      people: 0,
      version: 1,
    })
    expect(prepared.callbackUrl).toBe(`http://localhost:3000/providers/${prepared.id}/callback`)
    const stored = await house.db.selectFrom('providers').selectAll().executeTakeFirstOrThrow()
    expect(
      JSON.stringify({ ...stored, secretSealed: stored.secretSealed?.toString('latin1') }),
    ).not.toContain('the secret of')
    const seen = await house.as(owner)(listProviders, { params: {}, body: {} })
    expect(JSON.stringify(seen)).not.toContain('the secret of')
    const events = await house.db.selectFrom('auditEvents').select(['type', 'data']).execute()
    expect(events).toEqual([{ type: 'provider.created', data: { providerId: made.id, kind: 'okta' } }])
    const farSide = await house.work(owner, async (work) =>
      farSideOf(work, await findProvider(work, made.id), 'sign-in'),
    )
    expect(farSide).toMatchObject({
      client: { clientSecret: okta.secret, callbackUrl: prepared.callbackUrl },
    })
    await expect(create(house, owner, { id: prepared.id })).rejects.toMatchObject({ code: 'invalid-request' })
  })

  test('of SAML has our metadata, and says when its certificates end', async ({ house }) => {
    const owner = await house.addOwner()
    const bare = certificate.replace(/-----[A-Z ]+-----|\s/g, '')
    const made = await house.as(owner)(createProvider, {
      params: {},
      body: {
        kind: 'saml',
        name: 'ADFS',
        enabled: true,
        trusted: true,
        createsUsers: false,
        settings: saml([bare, makeCertificate({ until: new Date('2030-01-01T00:00:00Z') }).certificate]),
      },
    })
    expect(made).toMatchObject({
      hasSecret: false,
      certificateExpiresAt: new Date('2031-05-01T00:00:00Z'),
      callbackUrl: `http://localhost:3000/providers/${made.id}/acs`,
      metadataUrl: `http://localhost:3000/providers/${made.id}/metadata`,
    })
    expect(made.settings).toMatchObject({ certificates: [certificate, expect.stringContaining('BEGIN')] })
  })

  test('is refused with settings that are not of its kind', async ({ house }) => {
    const owner = await house.addOwner()
    const wrong: Record<string, Partial<NewProvider>> = {
      'another issuer for Google': {
        kind: 'google',
        settings: oidc('https://accounts.google.com.evil.example'),
      },
      'everybody’s directory': {
        kind: 'microsoft',
        settings: oidc('https://login.microsoftonline.com/common/v2.0'),
      },
      'a directory by its name': {
        kind: 'microsoft',
        settings: oidc('https://login.microsoftonline.com/contoso.example/v2.0'),
      },
      'a query': { settings: oidc('https://contoso.okta.com/?x=1') },
      'SAML for OpenID': { settings: saml() },
      'OpenID for SAML': { kind: 'saml' },
      'a SAML secret': { kind: 'saml', settings: saml() },
      'no certificate': { kind: 'saml', settings: saml(['hello']) },
      'a broken certificate': { kind: 'saml', settings: saml(['aGVsbG8=']) },
      'a weak key': { kind: 'saml', settings: saml([makeCertificate({ bits: 1024 }).certificate]) },
    }
    for (const [what, some] of Object.entries(wrong)) {
      await expect(create(house, owner, some), what).rejects.toMatchObject({ code: 'invalid-request' })
    }
    await create(house, owner, { kind: 'google', settings: oidc('https://accounts.google.com') })
    const directory = 'https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/v2.0'
    await create(house, owner, { kind: 'microsoft', settings: oidc(directory) })
  })

  test('is one of at most fifty', async ({ house }) => {
    const owner = await house.addOwner()
    for (let n = 0; n < 50; n++) await create(house, owner, { name: `Provider ${n}` })
    await expect(create(house, owner)).rejects.toMatchObject({ code: 'too-many-providers' })
  })

  test('is changed at the version that was seen, and its event says what, but no secret', async ({
    house,
  }) => {
    const owner = await house.addOwner()
    const made = await create(house, owner)
    const params = { providerId: made.id }
    const body = { ...changeOf(made), trusted: true, secret: 'another secret' }
    const changed = await house.as(owner)(updateProvider, { params, body, ifMatch: 1 })
    expect(changed).toMatchObject({ trusted: true, version: 2, hasSecret: true })
    await expect(house.as(owner)(updateProvider, { params, body, ifMatch: 1 })).rejects.toMatchObject({
      code: 'version-mismatch',
    })
    const same = await house.as(owner)(updateProvider, { params, body: changeOf(changed), ifMatch: 2 })
    expect(same.version).toBe(2)
    const events = await house.db.selectFrom('auditEvents').select('data').orderBy('id').execute()
    expect(events.map(({ data }) => data)).toEqual([
      { providerId: made.id, kind: 'okta' },
      {
        providerId: made.id,
        changes: { trusted: { before: false, after: true }, secret: { before: null, after: 'replaced' } },
      },
    ])
    const farSide = await house.work(owner, async (work) =>
      farSideOf(work, await findProvider(work, made.id), 'sign-in'),
    )
    expect(farSide).toMatchObject({ client: { clientSecret: 'another secret' } })
  })

  test('keeps its issuer while people are linked: the same subjects elsewhere are other people', async ({
    house,
  }) => {
    const owner = await house.addOwner()
    const made = await create(house, owner)
    const params = { providerId: made.id }
    const body = { ...changeOf(made), settings: oidc('https://evil.example') }
    await house.work(null, (work) =>
      linkUpstream(work, { userId: owner.id, upstream: aPerson(made.id), by: 'self' }),
    )
    await expect(house.as(owner)(updateProvider, { params, body, ifMatch: 1 })).rejects.toMatchObject({
      code: 'invalid-request',
    })
    await house.db.deleteFrom('providerLinks').execute()
    const moved = await house.as(owner)(updateProvider, { params, body, ifMatch: 1 })
    expect(moved.settings).toMatchObject({ issuer: 'https://evil.example' })
  })

  test('is deleted with its links by typing its name', async ({ house }) => {
    const owner = await house.addOwner()
    const made = await create(house, owner)
    const params = { providerId: made.id }
    await house.work(null, (work) =>
      linkUpstream(work, { userId: owner.id, upstream: aPerson(made.id), by: 'self' }),
    )
    expect((await house.as(owner)(getProvider, { params, body: {} })).people).toBe(1)
    await expect(
      house.as(owner)(deleteProvider, { params, body: { confirmation: 'Contos' } }),
    ).rejects.toMatchObject({ code: 'confirmation-mismatch' })
    await house.as(owner)(deleteProvider, { params, body: { confirmation: 'Contoso' } })
    await expect(house.as(owner)(getProvider, { params, body: {} })).rejects.toMatchObject({
      code: 'provider-not-found',
    })
    const links = await house.db
      .selectFrom('users')
      .select('providerLinks')
      .where('id', '=', owner.id)
      .execute()
    expect(links).toEqual([{ providerLinks: 0 }])
    expect(await house.events()).toContain('provider.deleted')
  })

  test('is changed by owners who proved themselves; others may look', async ({ house }) => {
    const owner = await house.addOwner()
    const made = await create(house, owner)
    const admin = await house.addAdmin('user-admin')
    expect((await house.as(admin)(listProviders, { params: {}, body: {} })).items).toHaveLength(1)
    await expect(create(house, admin)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      house.as(admin)(deleteProvider, { params: { providerId: made.id }, body: { confirmation: 'Contoso' } }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    house.advance(601)
    await expect(create(house, owner)).rejects.toMatchObject({ code: 'step-up-required' })
  })

  test('is offered to people while it is on, by name', async ({ house }) => {
    const owner = await house.addOwner()
    await create(house, owner, { name: 'Zeta' })
    await create(house, owner, { name: 'alpha' })
    await create(house, owner, { name: 'Off', enabled: false })
    const offered = await house.work(null, (work) => listSignInProviders(work), 'read')
    expect(offered.map(({ name }) => name)).toEqual(['alpha', 'Zeta'])
  })
})

test('providers of another organisation are not there', async () => {
  const { house, close } = await createHouse()
  const there = await house.addTenant('contoso')
  const theirs = await create(house, await house.addOwner({ tenancy: there }))
  const owner = await house.addOwner()
  await expect(
    house.as(owner)(getProvider, { params: { providerId: theirs.id }, body: {} }),
  ).rejects.toMatchObject({ code: 'provider-not-found' })
  expect((await house.as(owner)(listProviders, { params: {}, body: {} })).items).toEqual([])
  await close()
})

const aPerson = (providerId: ProviderId) => ({
  providerId,
  subject: 'somebody',
  email: null,
  emailVerified: false,
  firstName: null,
  lastName: null,
})
