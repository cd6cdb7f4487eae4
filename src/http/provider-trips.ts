import * as z from 'zod/mini'
import { ProviderId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
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
import { providerTestPage } from '#pages/provider-test.ts'
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
  const linking = await unit((work) => linkUpstream(work, { userId, upstream, by: 'self' }))
  const { base } = siteOf(c)
  if (linking.kind === 'linked') return c.redirect(`${base}/account`, 303)
  const { title, text } = refusedLink(trip.providerName)[linking.why]
  const link = { href: `${base}/account`, label: 'Back to your account' }
  return sendPage(c, messagePage({ site: siteOf(c), title, text, link }), 409)
}

const refusedLink = (provider: string) => ({
  blocked: {
    title: 'This account can’t be added',
    text: `An administrator has blocked it. Use another account at ${provider}, or ask them.`,
  },
  taken: {
    title: 'Somebody else uses this account',
    text: `This account at ${provider} already signs somebody else in here. If both are you, ask your administrator to merge them.`,
  },
  gone: {
    title: 'This didn’t work',
    text: `${provider} was switched off in the meantime. Nothing was added.`,
  },
})

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
    const { title, text, status } = notOpen[end.why]
    return sendPage(c, messagePage({ site, title, text }), status)
  }
  const { trip, error } = end
  const { title, text } = failed(trip, error)
  return sendPage(c, messagePage({ site, title, text, link: wayBack(site.base, trip) }), 403)
}

const notOpen = {
  unknown: {
    status: 410,
    title: 'This sign-in is over',
    text: 'It took longer than ten minutes, or this page was opened twice. Go back to where you came from and sign in again.',
  },
  'other-browser': {
    status: 403,
    title: 'This sign-in belongs to another browser',
    text: 'It can only be finished where it was begun. If nobody sent you here, go back and sign in again; if somebody did, tell your IT administrator.',
  },
  'provider-off': {
    status: 403,
    title: 'This way to sign in was switched off',
    text: 'Go back and choose another one, or ask your IT administrator.',
  },
} as const

function failed({ providerName, purpose }: TripEnd, { code, message }: UpstreamError) {
  const title = `${providerName} didn’t sign you in`
  // Administrators asked for it; to everybody else the reason says nothing, and to some it says too much.
  if (purpose === 'test') return { title: `${providerName} doesn’t work yet`, text: sentence(message) }
  if (code === 'declined')
    return {
      title,
      text: 'You cancelled there, or you may not use it. Try again or choose another way to sign in.',
    }
  if (code === 'unreachable')
    return { title, text: 'It didn’t answer as it should. Try again in a moment or choose another way.' }
  return {
    title,
    text: 'Its answer could not be trusted, so nothing was done. Try again; if it stays, tell your IT administrator.',
  }
}

const sentence = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`

function wayBack(base: string, { purpose, signInId, providerId }: TripEnd) {
  if (purpose === 'sign-in') return { href: `${base}/sign-in/${signInId}`, label: 'Back to the sign-in' }
  if (purpose === 'link') return { href: `${base}/account`, label: 'Back to your account' }
  return { href: `${base}/admin/providers/${providerId}`, label: 'Back to the console' }
}

function sendTest(c: Call, trip: TripEnd, upstream: Upstream, plan: Plan): Response | Promise<Response> {
  const { subject, email, emailVerified, firstName, lastName } = upstream
  const name = [firstName, lastName].filter((part) => part !== null).join(' ')
  const facts = [
    ['Subject', subject],
    ['Address', email ?? 'none'],
    ['Address verified', email === null ? '–' : emailVerified ? 'yes' : 'no'],
    ['Name', name || 'none'],
  ] as const
  const site = siteOf(c)
  const backTo = wayBack(site.base, trip).href
  return sendPage(
    c,
    providerTestPage({ site, provider: trip.providerName, facts, outcome: outcomeOf(plan), backTo }),
  )
}

function outcomeOf(plan: Plan): string {
  switch (plan.kind) {
    case 'linked':
      return 'In a sign-in, somebody would be recognised: this account is linked.'
    case 'link':
      return 'In a sign-in, this account would be linked to the person with this address.'
    case 'create':
      return 'In a sign-in, a new person would be added.'
    case 'prove':
      return 'In a sign-in, the person with this address would be asked to prove their account here first.'
    case 'refused':
      return refusedOutcome[plan.why]
  }
}

const refusedOutcome = {
  unknown: 'In a sign-in, this person would be refused: nobody here has this address.',
  blocked: 'In a sign-in, this person would be refused: this account was unlinked and blocked.',
  'email-unverified':
    'In a sign-in, this person would be refused: nobody is added without a verified address of a trusted provider.',
  'provider-off': 'In a sign-in, this person would be refused: the provider is switched off.',
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
