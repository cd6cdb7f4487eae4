import * as z from 'zod/mini'
import { ProviderId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { requireOwnProof } from '#domain/passkeys/require-own-proof.ts'
import type { UpstreamError } from '#domain/ports.ts'
import { addressesOf } from '#domain/providers/addresses.ts'
import { type Arrival, finishTrip, receiveAssertion, type TripEnd } from '#domain/providers/finish-trip.ts'
import { getProvider } from '#domain/providers/get-provider.ts'
import { linkUpstream } from '#domain/providers/link-upstream.ts'
import { noteSuccess } from '#domain/providers/note-outcome.ts'
import { type Plan, planTest } from '#domain/providers/resolve-link.ts'
import type { Upstream } from '#domain/providers/upstream.ts'
import type { LiveSession } from '#domain/sessions/find-session.ts'
import { acceptUpstream } from '#domain/sign-in/accept-upstream.ts'
import { type Actor, nobody, transact, type Work } from '#domain/work.ts'
import type { Site } from '#pages/layout.ts'
import { providerTestPage } from '#pages/provider-test.ts'
import { providersTexts } from '#pages/texts/providers.ts'
import { limitedPage, messagePage } from '#pages/trouble.ts'
import { actorOf, sessionOf } from './authenticate.ts'
import { cookiesOf } from './browser-cookies.ts'
import type { Door } from './create-app.ts'
import type { Call, Edge } from './edge.ts'
import { pageRoute, readForm, sendPage, siteOf } from './serve-page.ts'

/** Where people come back from an identity provider. */
export const providerTripsDoor: Door = (app, edge) => {
  app.get(
    '/providers/:providerId/callback',
    pageRoute(edge, (c) => arrive(edge, c, new URL(c.req.url).searchParams)),
  )
  app.post(
    '/providers/:providerId/acs',
    pageRoute(edge, (c) => receive(edge, c)),
  )
  app.get(
    '/providers/:providerId/return',
    pageRoute(edge, (c) => arrive(edge, c, null)),
  )
  app.get('/providers/:providerId/metadata', (c) => sendMetadata(edge, c))
}

/** @param answer the query of an OpenID provider; null for what a SAML provider posted before */
async function arrive(edge: Edge, c: Call, answer: URLSearchParams | null): Promise<Response> {
  const providerId = idOf(c)
  const session = await sessionOf(edge, c)
  const actor = session ? actorOf(c, session) : nobody(c.var.tenancy.tenantId, c.var.origin)
  const arrival = await finishTrip(edge.ground, c.var.tenancy, actor, {
    providerId,
    state: c.req.query('state') ?? '',
    cookies: cookiesOf(c),
    sessionId: session?.id ?? null,
    answer,
  })
  if (arrival.kind !== 'arrived') return sendEnd(c, arrival)
  const { trip, upstream } = arrival
  const unit = <T>(who: Actor, run: (work: Work) => Promise<T>) =>
    transact(edge.ground, c.var.tenancy, 'write', who, async (work) => {
      await noteSuccess(work, trip)
      return run(work)
    })
  switch (trip.purpose) {
    case 'sign-in': {
      const { signInId } = trip
      if (!signInId) throw new Error('a trip of a sign-in has one')
      const place = edge.findPlace(c.var.origin.ip)
      // What somebody else's session in this browser may do has no part in who signs in.
      const step = await unit(nobody(c.var.tenancy.tenantId, c.var.origin), (work) =>
        acceptUpstream(work, { signInId, cookies: cookiesOf(c), upstream, place }),
      )
      const path = `${siteOf(c).base}/sign-in/${signInId}`
      if (step.kind !== 'limited') return c.redirect(path, 303)
      const { retryAfterSeconds } = step
      c.header('retry-after', String(retryAfterSeconds))
      return sendPage(c, limitedPage({ site: siteOf(c), secondsLeft: retryAfterSeconds, path }), 429)
    }
    case 'link':
      return finishLink(c, ownerOf(session), trip, upstream, (run) => unit(actor, run))
    case 'test':
      return sendTest(c, trip, upstream, await unit(actor, (work) => planTest(work, upstream)))
  }
}

async function finishLink(
  c: Call,
  userId: UserId,
  trip: TripEnd,
  upstream: Upstream,
  unit: <T>(run: (work: Work) => Promise<T>) => Promise<T>,
): Promise<Response> {
  const linking = await unit(async (work) => {
    // Again, as with a passkey: what was asked of them may have changed on the way.
    await requireOwnProof(work, { userId })
    return linkUpstream(work, { userId, upstream, by: 'self' })
  })
  const site = siteOf(c)
  if (linking.kind === 'linked') return c.redirect(`${site.base}/account`, 303)
  const { title, text } = providersTexts(site.language).linking[linking.why]
  const link = wayBack(site, trip)
  return sendPage(c, messagePage({ site, title, text: text(trip.providerName), link }), 409)
}

function ownerOf(session: LiveSession | undefined): UserId {
  if (!session) throw new Problem('unauthenticated')
  return session.userId
}

/** The provider's site posts here, from another site: whoever it is about comes next, with their cookies. */
async function receive(edge: Edge, c: Call): Promise<Response> {
  const providerId = idOf(c)
  const form = await readForm(c)
  const state = form.get('RelayState') ?? ''
  const actor = nobody(c.var.tenancy.tenantId, c.var.origin)
  const receipt = await receiveAssertion(edge.ground, c.var.tenancy, actor, {
    providerId,
    state,
    response: form.get('SAMLResponse') ?? '',
  })
  if (receipt.kind !== 'kept') return sendEnd(c, receipt)
  const { base } = siteOf(c)
  return c.redirect(`${base}/providers/${providerId}/return?state=${encodeURIComponent(state)}`, 303)
}

function sendEnd(c: Call, end: Exclude<Arrival, { kind: 'arrived' }>): Response | Promise<Response> {
  const site = siteOf(c)
  if (end.kind === 'not-open') {
    const { [end.why]: words } = providersTexts(site.language).notOpen
    return sendPage(c, messagePage({ site, ...words }), notOpen[end.why])
  }
  const { trip, error } = end
  return sendPage(c, messagePage({ site, ...failed(site, trip, error), link: wayBack(site, trip) }), 403)
}

const notOpen = { unknown: 410, 'other-browser': 403, 'provider-off': 403 } as const

function failed(
  { language }: Site,
  { providerName, purpose }: TripEnd,
  { code, message }: UpstreamError,
): { title: string; text: string } {
  const { failed: words, test } = providersTexts(language)
  // Administrators asked for it; to everybody else the reason says nothing, and to some it says too much.
  if (purpose === 'test') return { title: test.failed(providerName), text: sentence(message) }
  const title = words.title(providerName)
  if (code === 'declined') return { title, text: words.declined }
  return { title, text: code === 'unreachable' ? words.unreachable : words.untrusted }
}

const sentence = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`

function wayBack({ base, language }: Site, { purpose, signInId, providerId }: TripEnd) {
  const { back } = providersTexts(language)
  if (purpose === 'sign-in') return { href: `${base}/sign-in/${signInId}`, label: back.signIn }
  if (purpose === 'link') return { href: `${base}/account`, label: back.account }
  return { href: `${base}/admin/providers/${providerId}`, label: back.console }
}

function sendTest(c: Call, trip: TripEnd, upstream: Upstream, plan: Plan): Response | Promise<Response> {
  const { subject, email, emailVerified, firstName, lastName } = upstream
  const name = [firstName, lastName].filter((part) => part !== null).join(' ')
  const site = siteOf(c)
  const words = providersTexts(site.language).test
  const facts = [
    [words.subject, subject],
    [words.address, email ?? words.none],
    [words.addressVerified, email === null ? '–' : emailVerified ? words.yes : words.no],
    [words.name, name || words.none],
  ] as const
  const outcome = plan.kind === 'refused' ? words.refused[plan.why] : words[plan.kind]
  const backTo = wayBack(site, trip).href
  return sendPage(c, providerTestPage({ site, provider: trip.providerName, facts, outcome, backTo }))
}

async function sendMetadata(edge: Edge, c: Call): Promise<Response> {
  const providerId = idOf(c)
  const { tenancy, origin } = c.var
  const { kind } = await transact(edge.ground, tenancy, 'read', nobody(tenancy.tenantId, origin), (work) =>
    getProvider(work, { providerId }),
  )
  if (kind !== 'saml') throw new Problem('not-found')
  const { metadataUrl, acsUrl } = addressesOf(tenancy, providerId)
  c.header('content-type', 'application/samlmetadata+xml')
  // Ours alone, and of letters that need no escaping in XML.
  return c.body(`<?xml version="1.0" encoding="UTF-8"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${metadataUrl}">
  <SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</NameIDFormat>
    <AssertionConsumerService index="0" isDefault="true" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${acsUrl}"/>
  </SPSSODescriptor>
</EntityDescriptor>
`)
}

function idOf(c: Call): ProviderId {
  const { data } = z.safeParse(ProviderId, c.req.param('providerId'))
  if (!data) throw new Problem('not-found')
  return data
}
