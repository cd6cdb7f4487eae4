import { getCookie, setCookie } from 'hono/cookie'
import { errors, type Provider } from 'oidc-provider'
import { SignInId } from '#contract/ids.ts'
import { findApplicationByClientId } from '#domain/applications/find-application-by-client-id.ts'
import { record } from '#domain/audit/record.ts'
import { findSession } from '#domain/sessions/find-session.ts'
import {
  browserCookieName,
  cookieAttributes,
  sessionCookieName,
  signInCookieName,
} from '#domain/sessions/session-cookie.ts'
import { beginSignIn } from '#domain/sign-in/begin-sign-in.ts'
import type { BrowserCookies, NewCookie } from '#domain/sign-in/browser.ts'
import { decideSignIn } from '#domain/sign-in/decide-sign-in.ts'
import { findFinishedSignIn } from '#domain/sign-in/find-finished-sign-in.ts'
import type { Resume } from '#domain/sign-in/resume.ts'
import { type Ground, nobody, transact, type Work } from '#domain/work.ts'
import type { Html } from '#pages/layout.ts'
import { pagePolicy } from '#pages/policy.ts'
import { askedAcr } from './asked-acr.ts'
import { type OidcCall, raw } from './hand-over.ts'
import { authTimeOf } from './live-session.ts'
import { expiredPage, refusedPage, siteOf } from './pages.ts'
import { actorOf, factsOf } from './request-facts.ts'

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/**
 * Where the library sends a browser that it has a question about: who is this, or may they enter? The question waits in a cookie of
 * this address alone, so that two tabs do not answer each other's.
 */
export async function showInteraction(ground: Ground, c: OidcCall, provider: Provider): Promise<Response> {
  const interaction = await findInteraction(c, provider)
  if (!interaction) return expired(c)
  const session = await sessionOf(ground, c)
  switch (interaction.prompt.name) {
    case 'consent':
      return answer(c, provider, { consent: {} })
    case 'admission':
      return session ? refuse(ground, c, interaction, session) : answer(c, provider, {})
    default:
      // Signed in elsewhere in the meantime, and nothing but a session was missing: ask again.
      if (session && interaction.prompt.reasons.every((reason) => reason === 'no_session'))
        return answer(c, provider, {})
      return begin(ground, c, provider, interaction)
  }
}

/** Where the sign-in pages send the browser once the sign-in is finished. */
export async function resumeInteraction(ground: Ground, c: OidcCall, provider: Provider): Promise<Response> {
  const interaction = await findInteraction(c, provider)
  if (!interaction) return expired(c)
  const { tenancy, origin } = c.var
  const again = `${tenancy.baseUrl}/oidc/interaction/${interaction.uid}`
  const session = await sessionOf(ground, c)
  // The sign-in pages say which; without their word it is the one that was begun last.
  const begun = SignInId.safeParse(c.req.query('sign_in') ?? interaction.result?.['signIn'])
  if (!session || !begun.success) return c.redirect(again, 303)
  const finished = await transact(ground, tenancy, 'read', nobody(tenancy.tenantId, origin), (work) =>
    findFinishedSignIn(work, { id: begun.data, resume: resumeOf(interaction), cookies: cookiesOf(c) }),
  )
  // It has to be this interaction's own sign-in that made the session of this browser: one that was there before proves nothing new.
  if (finished?.sessionId !== session.id) return c.redirect(again, 303)
  return answer(c, provider, {
    login: {
      accountId: session.userId,
      ts: authTimeOf(session),
      amr: [...session.amr],
      acr: session.acr,
    },
  })
}

/** "Back to the application", which hears that the person was not let in. */
export async function declineInteraction(c: OidcCall, provider: Provider): Promise<Response> {
  if (!(await findInteraction(c, provider))) return expired(c)
  return answer(c, provider, {
    error: 'access_denied',
    error_description: 'this person may not use this application',
  })
}

async function begin(
  ground: Ground,
  c: OidcCall,
  provider: Provider,
  interaction: Interaction,
): Promise<Response> {
  const { tenancy, origin } = c.var
  const { login_hint: hint, client_id: clientId, acr_values: acrs } = interaction.params
  const begun = await transact(ground, tenancy, 'write', nobody(tenancy.tenantId, origin), async (work) =>
    beginSignIn(work, {
      applicationId: await applicationOf(work, clientId),
      resume: resumeOf(interaction),
      hint: typeof hint === 'string' ? hint : undefined,
      askedAcr: askedAcr(acrs),
      // Somebody is signed in, and that is not enough, or too long ago: a provider is to ask anew as well.
      fresh: interaction.prompt.reasons.some((reason) => reason !== 'no_session'),
      cookies: cookiesOf(c),
    }),
  )
  setCookies(c, begun.cookies)
  const { incoming, outgoing } = raw(c, tenancy)
  await provider.interactionResult(incoming, outgoing, { signIn: begun.id })
  return c.redirect(`${tenancy.baseUrl}/sign-in/${begun.id}`, 303)
}

/** Says so, with a code that an administrator finds the reason by, and writes down that it happened. */
async function refuse(
  ground: Ground,
  c: OidcCall,
  interaction: Interaction,
  session: NonNullable<Awaited<ReturnType<typeof sessionOf>>>,
): Promise<Response> {
  const { tenancy } = c.var
  const { incoming } = raw(c, tenancy)
  const actor = actorOf(tenancy, { ...factsOf(incoming), session })
  const { userId } = session
  const refused = await transact(ground, tenancy, 'write', actor, async (work) => {
    const clientId = interaction.params['client_id']
    const application =
      typeof clientId === 'string' ? await findApplicationByClientId(work, clientId) : undefined
    const applicationId = application?.id ?? null
    const verdict = await decideSignIn(work, { userId, applicationId, purpose: 'refresh' })
    const begun = await beginSignIn(work, {
      applicationId,
      resume: resumeOf(interaction),
      cookies: cookiesOf(c),
    })
    const reason = verdict.failed ?? 'application-available'
    await record(work, 'user.signin.failed', { userId, signInId: begun.id, applicationId, reason })
    return { ...begun, application: application?.name ?? null, ended: reason === 'account-not-ended' }
  })
  setCookies(c, refused.cookies)
  const { application, ended, reference } = refused
  const back = `${tenancy.baseUrl}/oidc/interaction/${interaction.uid}/decline`
  return respond(c, 403, refusedPage(siteFor(c), { application, ended, reference, back }))
}

/** Undefined where this browser has no such interaction, or not any more. */
async function findInteraction(c: OidcCall, provider: Provider): Promise<Interaction | undefined> {
  const { incoming, outgoing } = raw(c, c.var.tenancy)
  try {
    const interaction = await provider.interactionDetails(incoming, outgoing)
    return interaction.uid === c.req.param('uid') ? interaction : undefined
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined
    throw error
  }
}

async function answer(
  c: OidcCall,
  provider: Provider,
  result: Parameters<Provider['interactionResult']>[2],
): Promise<Response> {
  const { incoming, outgoing } = raw(c, c.var.tenancy)
  return c.redirect(await provider.interactionResult(incoming, outgoing, result), 303)
}

const expired = (c: OidcCall) => respond(c, 400, expiredPage(siteFor(c), c.var.origin.requestId))

const siteFor = (c: OidcCall) => siteOf(c.var.tenancy, c.req.header('accept-language'))

function respond(c: OidcCall, status: 400 | 403, page: Html): Response | Promise<Response> {
  c.header('content-security-policy', pagePolicy)
  c.header('cache-control', 'no-store')
  return c.html(page, status)
}

async function sessionOf(ground: Ground, c: OidcCall) {
  const token = getCookie(c, sessionCookieName(c.var.tenancy))
  return token ? findSession(ground, c.var.tenancy.tenantId, token) : undefined
}

const resumeOf = ({ uid }: Interaction): Resume => ({ kind: 'oidc', uid })

async function applicationOf(work: Work, clientId: unknown) {
  const application =
    typeof clientId === 'string' ? await findApplicationByClientId(work, clientId) : undefined
  // The library has found it a moment ago; where it is gone now, no sign-in leads anywhere.
  if (!application) throw new errors.InvalidClient('client not found')
  return application.id
}

const cookiesOf = (c: OidcCall): BrowserCookies => ({
  signIn: getCookie(c, signInCookieName(c.var.tenancy)),
  browser: getCookie(c, browserCookieName(c.var.tenancy)),
})

function setCookies(c: OidcCall, cookies: readonly NewCookie[]): void {
  for (const { name, value, maxAgeSeconds } of cookies) {
    setCookie(c, name, value, {
      ...cookieAttributes(c.var.tenancy),
      ...(maxAgeSeconds !== null && { maxAge: maxAgeSeconds }),
    })
  }
}
