import { setCookie } from 'hono/cookie'
import type { SignInId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { cookieAttributes, sessionCookieName } from '#domain/sessions/session-cookie.ts'
import { beginSignIn } from '#domain/sign-in/begin-sign-in.ts'
import { finishSignIn } from '#domain/sign-in/finish-sign-in.ts'
import { type Resume, resumeAt } from '#domain/sign-in/resume.ts'
import { noteEnding, type SignInView, viewSignIn } from '#domain/sign-in/view-sign-in.ts'
import { getUser } from '#domain/users/get-user.ts'
import { troubleTexts } from '#pages/texts/trouble.ts'
import { messagePage } from '#pages/trouble.ts'
import { consoleSessionOf, sessionOf } from './authenticate.ts'
import { cookiesOf, setCookies } from './browser-cookies.ts'
import type { Door } from './create-app.ts'
import type { Call, Edge } from './edge.ts'
import { answerOnBeat, pageRoute, sendPage, siteOf } from './serve-page.ts'
import { idOf, look, placeOf, unit } from './sign-in-request.ts'
import { signInSteps } from './sign-in-steps.ts'
import { isNotOpen, sendNotOpen, sendView, standingOf } from './sign-in-views.ts'
import { waitStream } from './wait-stream.ts'
import { createWatch } from './watch.ts'

/**
 * The sign-in pages. A step is a form and leads back to `/sign-in/{id}`, which shows how the sign-in stands; the cookie of the browser
 * that began it is all that opens it.
 */
export const signInDoor: Door = (app, edge) => {
  const watch = createWatch(edge.ground.database.hub, 'approval-request')

  app.get(
    '/sign-in',
    pageRoute(edge, (c) => enter(edge, c)),
  )
  app.get(
    '/sign-in/:id',
    pageRoute(edge, (c) => show(edge, c)),
  )
  signInSteps(app, edge)
  app.get('/sign-in/:id/events', async (c) => {
    const id = idOf(c)
    const view = id && (await look(edge, c, id))
    if (!id || !view || isNotOpen(view)) throw new Problem('not-found')
    // A page of another request than the present one hears at once that it is out of date.
    const watched = view.kind === 'waiting' ? view.requestId : id
    return waitStream(edge, c, {
      watch,
      id: watched,
      look: async () => standingOf(await look(edge, c, id)),
    })
  })
  app.get(
    '/signed-out',
    pageRoute(edge, async (c) => {
      const site = siteOf(c)
      const words = troubleTexts(site.language).signedOut
      const { title } = words
      const text = words.text(site.organisation)
      const link = { href: `${site.base}/sign-in`, label: words.again }
      return sendPage(c, messagePage({ site, title, text, link }))
    }),
  )
}

/**
 * Opens the console or the account page for a session that may, and begins a sign-in for whoever has none.
 *
 * `as=other` begins one in any case; so does `prove=1`, with the address of whoever is signed in: for an act that asks for a fresh proof.
 */
async function enter(edge: Edge, c: Call): Promise<Response> {
  const { base } = siteOf(c)
  const resume = resumeAt(c.req.query('to'))
  const proves = c.req.query('prove') === '1'
  // The account page changes credentials: it is held to the console's limits as well.
  const held = c.req.query('as') === 'other' ? undefined : await consoleSessionOf(edge, c)
  // A session that opens the account page alone is no reason to turn somebody away: they may have more to show.
  const opens = held && !(held.accountOnly && resume.kind === 'console')
  if (opens && !proves) {
    if (resume.kind === 'account' || held.adminRole) return c.redirect(`${base}${resume.path}`, 303)
    return sendNoConsole(c, resume.path)
  }
  const begun = await unit(edge, c, 'write', async (work) =>
    beginSignIn(work, {
      applicationId: null,
      resume,
      cookies: cookiesOf(c),
      hint: held ? (await getUser(work, { userId: held.userId })).email : c.req.query('login_hint'),
      fresh: proves,
    }),
  )
  setCookies(c, begun.cookies)
  return c.redirect(`${base}/sign-in/${begun.id}`, 303)
}

function sendNoConsole(c: Call, path: string): Response | Promise<Response> {
  const site = siteOf(c)
  const { title, text, other } = troubleTexts(site.language).noConsole
  const link = { href: `${site.base}/sign-in?as=other&to=${encodeURIComponent(path)}`, label: other }
  return sendPage(c, messagePage({ site, title, text, link }), 403)
}

async function show(edge: Edge, c: Call): Promise<Response> {
  const id = idOf(c)
  if (!id) return sendNotOpen(c, 'unknown')
  const begun = performance.now()
  // Asking what a page would be like uses nothing up.
  const seen = c.req.method === 'GET' ? await lookAndFinish(edge, c, id) : await look(edge, c, id)
  if (seen.kind === 'went-on') return seen.response
  if (seen.kind === 'ended') {
    const { how } = seen
    await unit(edge, c, 'write', (work) => noteEnding(work, { id, cookies: cookiesOf(c), how }))
    await answerOnBeat(begun)
  }
  return sendView(c, id, seen)
}

/** How a sign-in stands; where it has shown enough, it becomes a session in the same unit, its cookie is set, and the browser goes on. */
async function lookAndFinish(
  edge: Edge,
  c: Call,
  id: SignInId,
): Promise<SignInView | { readonly kind: 'went-on'; readonly response: Response }> {
  const place = placeOf(edge, c)
  const cookies = cookiesOf(c)
  const previous = await sessionOf(edge, c, { touch: false })
  try {
    const { view, done } = await unit(edge, c, 'write', async (work) => {
      const view = await viewSignIn(work, { id, cookies })
      if (view.kind !== 'approved') return { view }
      return { view, done: await finishSignIn(work, { id, cookies, place, previous }) }
    })
    if (!done) return view
    if (done.kind === 'finished') {
      setCookie(c, sessionCookieName(c.var.tenancy), done.token, {
        ...cookieAttributes(c.var.tenancy),
        ...(done.maxAgeSeconds !== null && { maxAge: done.maxAgeSeconds }),
      })
      return { kind: 'went-on', response: c.redirect(goOn(siteOf(c).base, id, done.resume), 303) }
    }
  } catch (error) {
    // Withdrawn or redeemed in this very moment: the page says how it stands now.
    if (!(error instanceof Problem && error.code === 'request-ended')) throw error
  }
  return look(edge, c, id)
}

const goOn = (base: string, id: SignInId, resume: Resume) =>
  resume.kind === 'oidc'
    ? `${base}/oidc/interaction/${encodeURIComponent(resume.uid)}/resume?sign_in=${id}`
    : `${base}${resume.path}`
