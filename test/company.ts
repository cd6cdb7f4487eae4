import { test as base } from 'vitest'
import type { ProviderId, SignInId } from '#contract/ids.ts'
import { createProvider, getProvider, type NewProvider, updateProvider } from '#contract/providers.ts'
import { beginTrip } from '#domain/providers/begin-trip.ts'
import { sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { nobody } from '#domain/work.ts'
import { newId } from '#platform/id.ts'
import { createOutgoingFetch } from '#platform/outgoing.ts'
import { createHouse, type House, type TestUser } from './harness.ts'
import { type Browser, createBrowser } from './page-client.ts'
import { startUpstreamOidc, type UpstreamOidcServer } from './upstream-oidc.ts'

export interface Company {
  readonly house: House
  readonly upstream: UpstreamOidcServer
  readonly providerId: ProviderId
  readonly owner: TestUser
}

/** A house with its company's provider, which is trusted. */
export const test = base.extend<{ company: Company }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that are needed from it
  company: async ({}, use) => {
    // A new id carries its brand from here on.
    const providerId = newId() as ProviderId
    const callbacks = [`http://localhost:3000/providers/${providerId}/callback`]
    const upstream = await startUpstreamOidc({ callbacks })
    const upstreamFetch = createOutgoingFetch({ allowedHosts: [upstream.host] })
    const { house, close } = await createHouse({ upstreamFetch })
    const owner = await house.addOwner({ email: 'owner@contoso.example' })
    await house.as(owner)(createProvider, { params: {}, body: { ...contoso(upstream), id: providerId } })
    await use({ house, upstream, providerId, owner })
    await close()
    await upstreamFetch.close()
    await upstream.stop()
  },
})

export const contoso = ({ issuer, clientId, clientSecret }: UpstreamOidcServer): NewProvider => ({
  kind: 'oidc',
  name: 'Contoso',
  enabled: true,
  trusted: true,
  createsUsers: false,
  settings: { protocol: 'oidc', issuer, clientId, scopes: ['email', 'profile'] },
  secret: clientSecret,
})

export async function change({ house, owner, providerId, upstream }: Company, some: Partial<NewProvider>) {
  const { version } = await house.as(owner)(getProvider, { params: { providerId }, body: {} })
  const { kind: _, secret: __, id: ___, ...body } = { ...contoso(upstream), ...some }
  await house.as(owner)(updateProvider, { params: { providerId }, body, ifMatch: version })
}

export const kim = {
  sub: 'kim-at-contoso',
  email: 'kim@contoso.example',
  email_verified: true,
  given_name: 'Kim',
  family_name: 'Park',
}

export async function addKim(house: House, verified = true): Promise<TestUser> {
  const user = await house.addUser({ firstName: 'Kim', lastName: 'Park', email: kim.email })
  await house.db.updateTable('users').set({ emailVerified: verified }).where('id', '=', user.id).execute()
  return user
}

/** A browser on its way into the account page, and its sign-in. */
export async function comeIn({
  house,
}: Pick<Company, 'house'>): Promise<{ browser: Browser; signInId: SignInId }> {
  const browser = createBrowser(house)
  const { path } = await browser.open('/sign-in?to=/account')
  return { browser, signInId: /[0-9a-f-]{36}/.exec(path)?.[0] as SignInId }
}

export async function leave(
  { house, providerId }: Pick<Company, 'house' | 'providerId'>,
  signInId: SignInId,
): Promise<string> {
  const { tenancy, ground } = house
  const origin = { ip: '127.0.0.1', userAgent: 'test', requestId: 'test' }
  const actor = nobody(tenancy.tenantId, origin)
  return (await beginTrip(ground, tenancy, actor, { providerId, purpose: 'sign-in', signInId })).url
}

/** Through the provider and back; the answer of the callback itself. */
export async function signIn(company: Company, browser: Browser, signInId: SignInId): Promise<Response> {
  return browser.send(await company.upstream.visit(await leave(company, signInId)))
}

export const sessionOf = (browser: Browser, { house }: Pick<Company, 'house'>) =>
  browser.cookies.get(sessionCookieName(house.tenancy))
export const linksIn = ({ house }: Company) =>
  house.db.selectFrom('providerLinks').select(['userId', 'subject', 'linkedBy', 'lastUsedAt']).execute()
export const headingOf = async (response: Response) => /<h1>([^<]*)/.exec(await response.text())?.[1]
