import { expect } from 'vitest'
import { beginProviderTest, createProvider, getProvider, type NewProvider } from '#contract/providers.ts'
import { beginTrip } from '#domain/providers/begin-trip.ts'
import { nobody } from '#domain/work.ts'
import {
  addKim,
  change,
  comeIn,
  contoso,
  headingOf,
  kim,
  leave,
  linksIn,
  sessionOf,
  signIn,
  test,
} from '../../test/company.ts'
import { createBrowser } from '../../test/page-client.ts'

test('another browser cannot finish the trip, and does not use it up', async ({ company }) => {
  const { house, upstream } = company
  await addKim(house)
  upstream.present(kim)
  const { browser, signInId } = await comeIn(company)
  const path = await upstream.visit(await leave(company, signInId))

  const thief = await comeIn(company)
  for (const other of [thief.browser, createBrowser(house)]) {
    const response = await other.send(path)
    expect([response.status, await headingOf(response)]).toEqual([
      403,
      'This sign-in belongs to another browser',
    ])
    expect(sessionOf(other, company)).toBeUndefined()
  }
  expect((await browser.send(path)).status).toBe(303)
  await browser.send(`/sign-in/${signInId}`)
  expect(sessionOf(browser, company)).toBeDefined()
})

test('a state counts once, for ten minutes, and at its own provider', async ({ company }) => {
  const { house, upstream, owner } = company
  await addKim(house)
  upstream.present(kim)
  const { browser, signInId } = await comeIn(company)
  const path = await upstream.visit(await leave(company, signInId))
  expect((await browser.send(path)).status).toBe(303)
  expect((await browser.send(path)).status).toBe(410)

  const elsewhere = await house.as(owner)(createProvider, {
    params: {},
    body: { ...contoso(upstream), name: 'Other' },
  })
  const swapped = (await upstream.visit(await leave(company, signInId))).replace(
    company.providerId,
    elsewhere.id,
  )
  expect((await browser.send(swapped)).status).toBe(410)

  const late = await upstream.visit(await leave(company, signInId))
  house.advance(601)
  expect((await browser.send(late)).status).toBe(410)

  expect((await browser.send(`/providers/${company.providerId}/callback?state=guess&code=x`)).status).toBe(
    410,
  )
})

test('a code of another trip is worth nothing: verifier and nonce are the trip’s own', async ({
  company,
}) => {
  const { house, upstream } = company
  await addKim(house)
  upstream.present({ sub: 'mallory', email: 'mallory@contoso.example', email_verified: true })
  const mallory = await comeIn(company)
  const theirs = new URL(await upstream.visit(await leave(company, mallory.signInId)), 'http://localhost')

  upstream.present(kim)
  const { browser, signInId } = await comeIn(company)
  const own = new URL(await upstream.visit(await leave(company, signInId)), 'http://localhost')
  own.searchParams.set('code', theirs.searchParams.get('code') ?? '')
  const response = await browser.send(own.pathname + own.search)
  expect([response.status, await headingOf(response)]).toEqual([403, 'Contoso didn’t sign you in'])
  await browser.send(`/sign-in/${signInId}`)
  expect(sessionOf(browser, company)).toBeUndefined()
})

test('an answer that names another issuer is refused before its code is used', async ({ company }) => {
  const { house, upstream, owner, providerId } = company
  await addKim(house)
  upstream.present(kim)
  const { browser, signInId } = await comeIn(company)
  for (const issuer of ['https://evil.example', null]) {
    const back = new URL(await upstream.visit(await leave(company, signInId)), 'http://localhost')
    if (issuer) back.searchParams.set('iss', issuer)
    // This provider says that it always names itself: without, it is not its answer.
    else back.searchParams.delete('iss')
    expect((await browser.send(back.pathname + back.search)).status).toBe(403)
  }
  const { lastFailure } = await house.as(owner)(getProvider, { params: { providerId }, body: {} })
  expect(lastFailure).toContain('iss')
})

test('somebody who says no at the provider is told in words, and so is the administrator', async ({
  company,
}) => {
  const { house, upstream, owner, providerId } = company
  upstream.decline()
  const { browser, signInId } = await comeIn(company)
  const response = await signIn(company, browser, signInId)
  const html = await response.text()
  expect(html).toContain('Contoso didn’t sign you in')
  expect(html).toContain(`href="/sign-in/${signInId}"`)
  expect(html).not.toContain('The person said no')
  const provider = await house.as(owner)(getProvider, { params: { providerId }, body: {} })
  expect(provider).toMatchObject({
    lastFailure: 'The provider declined: access_denied',
    lastFailureAt: house.now,
    lastSuccessAt: null,
  })
})

test('a provider that is switched off or deleted meanwhile lets nobody in', async ({ company }) => {
  const { house, upstream, providerId } = company
  await addKim(house)
  upstream.present(kim)
  const { browser, signInId } = await comeIn(company)
  const path = await upstream.visit(await leave(company, signInId))
  await change(company, { enabled: false })
  const response = await browser.send(path)
  expect([response.status, await headingOf(response)]).toEqual([403, 'This way to sign in was switched off'])
  await expect(leave(company, signInId)).rejects.toMatchObject({ code: 'provider-not-found' })
  await house.db.deleteFrom('providers').where('id', '=', providerId).execute()
  expect((await browser.send(path)).status).toBe(410)
})

test('one sign-in makes twenty trips in ten minutes, and no mill of them', async ({ company }) => {
  const { signInId } = await comeIn(company)
  for (let n = 0; n < 20; n++) await leave(company, signInId)
  await expect(leave(company, signInId)).rejects.toMatchObject({ code: 'rate-limited' })
})

test('an administrator tests a provider, also one that is off, and nobody is signed in by it', async ({
  company,
}) => {
  const { house, upstream, owner, providerId } = company
  await change(company, { enabled: false })
  await addKim(house)
  upstream.present(kim)
  const begun = await house.as(owner)(beginProviderTest, { params: { providerId }, body: {} })
  const path = await upstream.visit(begun.url)
  const stranger = await house.addOwner()
  expect((await house.request(path, {}, stranger)).status).toBe(403)
  const page = await house.request(path, {}, owner)
  const html = await page.text()
  expect([page.status, html.includes(kim.sub), html.includes(kim.email)]).toEqual([200, true, true])
  expect(html).toContain('would be linked to the person with this address')
  expect(await linksIn(company)).toEqual([])
  expect(await house.events()).toContain('provider.tested')

  upstream.decline()
  const second = await house.as(owner)(beginProviderTest, { params: { providerId }, body: {} })
  const failed = await house.request(await upstream.visit(second.url), {}, owner)
  expect(await failed.text()).toContain('Contoso doesn’t work yet')
})

test('a test of a provider that does not answer says so', async ({ company }) => {
  const { house, upstream, owner } = company
  const issuer = 'https://127.0.0.1:1'
  const settings: NewProvider['settings'] = { protocol: 'oidc', issuer, clientId: 'x', scopes: ['email'] }
  const { id } = await house.as(owner)(createProvider, {
    params: {},
    body: { ...contoso(upstream), settings },
  })
  const params = { providerId: id }
  await expect(house.as(owner)(beginProviderTest, { params, body: {} })).rejects.toMatchObject({
    code: 'provider-unreachable',
  })
  const { lastFailure } = await house.as(owner)(getProvider, { params, body: {} })
  expect(lastFailure).toBe('the address is refused: 127.0.0.1 is not a public address')
})

test('who is to be asked again is asked again, and an old sign-in there does not pass for it', async ({
  company,
}) => {
  const { house, upstream, providerId } = company
  await addKim(house)
  upstream.present(kim)
  const { browser, signInId } = await comeIn(company)
  const { ground, tenancy } = house
  const actor = nobody(tenancy.tenantId, { ip: '', userAgent: '', requestId: 'test' })
  const begin = async () => {
    const trip = { providerId, purpose: 'sign-in', signInId, fresh: true } as const
    return new URL((await beginTrip(ground, tenancy, actor, trip)).url)
  }
  const asked = await begin()
  expect(asked.searchParams.get('prompt')).toBe('login')
  expect((await browser.send(await upstream.visit(asked.href))).status).toBe(303)

  // A trip of tomorrow's, answered with the sign-in of today.
  house.advance(3600)
  const later = await comeIn(company)
  const second = await beginTrip(ground, tenancy, actor, {
    providerId,
    purpose: 'sign-in',
    signInId: later.signInId,
    fresh: true,
  })
  const response = await later.browser.send(await upstream.visit(second.url))
  expect([response.status, await headingOf(response)]).toEqual([403, 'Contoso didn’t sign you in'])
})
