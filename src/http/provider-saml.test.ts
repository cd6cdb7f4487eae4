import { test as base, expect } from 'vitest'
import type { ProviderId, SignInId } from '#contract/ids.ts'
import { createProvider, getProvider } from '#contract/providers.ts'
import { receiveAssertion } from '#domain/providers/finish-trip.ts'
import { nobody } from '#domain/work.ts'
import { newId } from '#platform/id.ts'
import { comeIn, headingOf, leave, sessionOf } from '../../test/company.ts'
import { createHouse, type House, type TestUser } from '../../test/harness.ts'
import type { Browser } from '../../test/page-client.ts'
import { startUpstreamSaml, type UpstreamSamlServer } from '../../test/upstream-saml.ts'

interface Company {
  readonly house: House
  readonly idp: UpstreamSamlServer
  readonly providerId: ProviderId
  readonly owner: TestUser
}

const test = base.extend<{ company: Company }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that are needed from it
  company: async ({}, use) => {
    // A new id carries its brand from here on.
    const providerId = newId() as ProviderId
    const idp = await startUpstreamSaml(`http://localhost:3000/providers/${providerId}/acs`)
    const { house, close } = await createHouse()
    const owner = await house.addOwner()
    const { entityId, signInUrl, certificate } = idp
    await house.as(owner)(createProvider, {
      params: {},
      body: {
        id: providerId,
        kind: 'saml',
        name: 'Contoso',
        enabled: true,
        trusted: true,
        createsUsers: true,
        settings: {
          protocol: 'saml',
          entityId,
          signInUrl,
          certificates: [certificate],
          emailAttribute: 'mail',
        },
      },
    })
    await use({ house, idp, providerId, owner })
    await close()
    await idp.stop()
  },
})

const kim = { nameId: 'kim-at-contoso', email: 'kim@contoso.example' }

/** What the browser posts from the provider's site: no cookie of ours goes with it. */
const post = ({ house, providerId }: Company, form: URLSearchParams) =>
  Promise.resolve(
    house.app.request(`${house.tenancy.baseUrl}/providers/${providerId}/acs`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'https://idp.contoso.example',
        'sec-fetch-site': 'cross-site',
      },
      body: form.toString(),
    }),
  )

async function visit(company: Company, signInId: SignInId): Promise<URLSearchParams> {
  return company.idp.visit(await leave(company, signInId))
}

const follow = (browser: Browser, response: Response) => browser.send(response.headers.get('location') ?? '')

test('a person comes in through SAML: the post is kept, and counts in the browser that asked', async ({
  company,
}) => {
  const { house, idp, providerId } = company
  idp.present(kim)
  const { browser, signInId } = await comeIn(company)
  const form = await visit(company, signInId)
  const posted = await post(company, form)
  expect(posted.status).toBe(303)
  expect(posted.headers.get('location')).toMatch(`/providers/${providerId}/return?state=`)
  expect(posted.headers.getSetCookie()).toEqual([])

  const thief = await comeIn(company)
  const stolen = await follow(thief.browser, posted)
  expect([stolen.status, await headingOf(stolen)]).toEqual([403, 'This sign-in belongs to another browser'])

  const back = await follow(browser, posted)
  expect(back.headers.get('location')).toBe(`/sign-in/${signInId}`)
  await browser.send(`/sign-in/${signInId}`)
  expect(sessionOf(browser, company)).toBeDefined()
  expect(sessionOf(thief.browser, company)).toBeUndefined()
  expect(await house.db.selectFrom('users').select('name').where('email', '=', kim.email).execute()).toEqual([
    { name: 'Kim Park' },
  ])
  expect((await follow(browser, posted)).status).toBe(410)
})

test('an assertion counts once', async ({ company }) => {
  const { house, idp } = company
  idp.present(kim)
  const { browser, signInId } = await comeIn(company)
  const form = await visit(company, signInId)
  const [first, second] = await Promise.all([post(company, form), post(company, form)])
  expect([first.status, second.status].sort()).toEqual([303, 403])
  expect(await house.db.selectFrom('seenAssertions').select('providerId').execute()).toHaveLength(1)
  await follow(browser, first.status === 303 ? first : second)
  expect((await post(company, form)).status).toBe(410)

  // In another sign-in it answers another request.
  const again = await comeIn(company)
  const other = await visit(company, again.signInId)
  form.set('RelayState', other.get('RelayState') ?? '')
  expect((await post(company, form)).status).toBe(403)
  await again.browser.send(`/sign-in/${again.signInId}`)
  expect(sessionOf(again.browser, company)).toBeUndefined()
})

test('of two posts of one assertion at once, one is kept', async ({ company }) => {
  const { house, idp, providerId } = company
  idp.present(kim)
  const { signInId } = await comeIn(company)
  const form = await visit(company, signInId)
  const { ground, tenancy } = house
  // Both have read the assertion before either keeps it.
  let waiting = 0
  let release = () => {}
  const both = new Promise<void>((resolve) => {
    release = resolve
  })
  const { saml } = ground.upstream
  const finish: typeof saml.finish = async (...asked) => {
    const assertion = await saml.finish(...asked)
    waiting += 1
    if (waiting === 2) release()
    await both
    return assertion
  }
  const slow = { ...ground, upstream: { ...ground.upstream, saml: { ...saml, finish } } }
  const actor = nobody(tenancy.tenantId, { ip: '', userAgent: '', requestId: 'test' })
  const back = { providerId, state: form.get('RelayState') ?? '', response: form.get('SAMLResponse') ?? '' }
  const receipts = await Promise.all([1, 2].map(() => receiveAssertion(slow, tenancy, actor, back)))
  expect(receipts.map(({ kind }) => kind).sort()).toEqual(['failed', 'kept'])
})

test('one trip takes five posts, and no more', async ({ company }) => {
  const { idp } = company
  idp.present(kim, { audience: 'https://other.example' })
  const { signInId } = await comeIn(company)
  const form = await visit(company, signInId)
  for (let n = 0; n < 5; n++) expect((await post(company, form)).status).toBe(403)
  expect((await post(company, form)).status).toBe(410)
})

test('a post that was not asked for, or is not what it should be, leads nowhere', async ({ company }) => {
  const { house, idp, owner, providerId } = company
  const unasked = await idp.issue(kim, {
    audience: `${house.tenancy.baseUrl}/providers/${providerId}/metadata`,
  })
  const form = new URLSearchParams({ SAMLResponse: Buffer.from(unasked).toString('base64') })
  expect((await post(company, form)).status).toBe(410)

  idp.present(kim, { audience: 'https://other.example' })
  const { browser, signInId } = await comeIn(company)
  const response = await post(company, await visit(company, signInId))
  const html = await response.text()
  expect([response.status, html.includes('could not be trusted')]).toEqual([403, true])
  await browser.send(`/sign-in/${signInId}`)
  expect(sessionOf(browser, company)).toBeUndefined()
  const provider = await house.as(owner)(getProvider, { params: { providerId }, body: {} })
  expect(provider.lastFailure).toBe('the assertion is meant for another audience')
})

test('a name that changes at every sign-in is nobody’s', async ({ company }) => {
  const { house, idp, owner, providerId } = company
  idp.present({ ...kim, format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' })
  const { signInId } = await comeIn(company)
  expect((await post(company, await visit(company, signInId))).status).toBe(403)
  const provider = await house.as(owner)(getProvider, { params: { providerId }, body: {} })
  expect(provider.lastFailure).toContain('transient')
})

test('the return without a post before it leads nowhere', async ({ company }) => {
  const { idp, providerId } = company
  idp.present(kim)
  const { browser, signInId } = await comeIn(company)
  const state = (await visit(company, signInId)).get('RelayState') ?? ''
  const response = await browser.send(`/providers/${providerId}/return?state=${state}`)
  expect(response.status).toBe(403)
  const asOidc = await browser.send(`/providers/${providerId}/callback?state=${state}&code=x`)
  expect(asOidc.status).toBe(410)
})

test('our metadata says who we are and where to post', async ({ company }) => {
  const { house, providerId } = company
  const base = `${house.tenancy.baseUrl}/providers/${providerId}`
  const response = await house.request(`/providers/${providerId}/metadata`)
  const xml = await response.text()
  expect(xml).toContain(`entityID="${base}/metadata"`)
  expect(xml).toContain(`Location="${base}/acs"`)
  expect(xml).toContain('WantAssertionsSigned="true"')
  expect((await house.request(`/providers/${newId()}/metadata`)).status).toBe(404)
})
