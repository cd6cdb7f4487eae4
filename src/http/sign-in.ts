import { getCookie, setCookie } from 'hono/cookie'
import * as z from 'zod/mini'
import { SignInId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import {
  browserCookieName,
  cookieAttributes,
  sessionCookieName,
  signInCookieName,
} from '#domain/sessions/session-cookie.ts'
import { beginSignIn } from '#domain/sign-in/begin-sign-in.ts'
import type { BrowserCookies, NewCookie } from '#domain/sign-in/browser.ts'
import { finishSignIn } from '#domain/sign-in/finish-sign-in.ts'
import { askAgain, identify, type Step } from '#domain/sign-in/identify.ts'
import { restartSignIn } from '#domain/sign-in/restart-sign-in.ts'
import { consolePath, type Resume } from '#domain/sign-in/resume.ts'
import { noteEnding, type SignInView, viewSignIn } from '#domain/sign-in/view-sign-in.ts'
import { nobody, transact, type Work } from '#domain/work.ts'
import { emailPage, endedPage, finishedPage, refusedPage, waitingPage } from '#pages/sign-in.ts'
import { limitedPage, messagePage } from '#pages/trouble.ts'
import { consoleSessionOf, sessionOf } from './authenticate.ts'
import type { Door } from './create-app.ts'
import type { Call, Edge } from './edge.ts'
import { requireOwnOrigin } from './own-origin.ts'
import { answerOnBeat, pageRoute, readForm, sendPage, siteOf } from './serve-page.ts'
import { type Standing, waitStream } from './wait-stream.ts'
import { createWatch } from './watch.ts'

/** After this long, for everybody alike, the page offers more than to wait. */
const otherWaysAfterSeconds = 20

/**
 * The sign-in pages. A step is a form and leads back to `/sign-in/{id}`, which shows how the sign-in stands; the cookie of the browser
 * that began it is all that opens it.
 */
export const signInDoor: Door = (app, edge) => {
  const watch = createWatch(edge.ground.database.hub, 'approval-request')

  app.get(
    '/sign-in',
    pageRoute(edge, (c) => enterConsole(edge, c)),
  )
  app.get(
    '/sign-in/:id',
    pageRoute(edge, (c) => show(edge, c)),
  )
  app.post(
    '/sign-in/:id',
    pageRoute(edge, (c) =>
      step(edge, c, (work, id, form) =>
        identify(work, {
          id,
          cookies: cookiesOf(c),
          address: form.get('address') ?? '',
          place: placeOf(edge, c),
        }),
      ),
    ),
  )
  app.post(
    '/sign-in/:id/again',
    pageRoute(edge, (c) =>
      step(edge, c, (work, id, form) =>
        askAgain(work, {
          id,
          cookies: cookiesOf(c),
          seen: form.get('request') ?? '',
          place: placeOf(edge, c),
        }),
      ),
    ),
  )
  app.post(
    '/sign-in/:id/restart',
    pageRoute(edge, (c) => restart(edge, c)),
  )
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
      const link = { href: `${site.base}/sign-in`, label: 'Sign in again' }
      return sendPage(
        c,
        messagePage({
          site,
          title: 'You’re signed out',
          text: `You’re signed out of ${site.organisation} in this browser.`,
          link,
        }),
      )
    }),
  )
}

/** Opens the console for a session that may, and begins a sign-in for whoever has none. */
async function enterConsole(edge: Edge, c: Call): Promise<Response> {
  const { base } = siteOf(c)
  const path = consolePath(c.req.query('to'))
  const session = c.req.query('as') === 'other' ? undefined : await consoleSessionOf(edge, c)
  if (session?.adminRole) return c.redirect(`${base}${path}`, 303)
  if (session) {
    const link = {
      href: `${base}/sign-in?as=other&to=${encodeURIComponent(path)}`,
      label: 'Sign in as somebody else',
    }
    const text = 'Your role doesn’t open the console. Ask an administrator if you need it.'
    return sendPage(
      c,
      messagePage({ site: siteOf(c), title: 'The console is for administrators', text, link }),
      403,
    )
  }
  const resume: Resume = { kind: 'console', path }
  const begun = await unit(edge, c, 'write', (work) =>
    beginSignIn(work, {
      applicationId: null,
      resume,
      cookies: cookiesOf(c),
      hint: c.req.query('login_hint'),
    }),
  )
  setCookies(c, begun.cookies)
  return c.redirect(`${base}/sign-in/${begun.id}`, 303)
}

async function show(edge: Edge, c: Call): Promise<Response> {
  const id = idOf(c)
  if (!id) return sendNotOpen(c, 'unknown')
  const begun = performance.now()
  let view = await look(edge, c, id)
  // Asking what a page would be like uses nothing up.
  if (view.kind === 'approved' && c.req.method === 'GET') {
    const finished = await finish(edge, c, id)
    if (finished) return finished
    view = await look(edge, c, id)
  }
  if (view.kind === 'ended') {
    const { how } = view
    await unit(edge, c, 'write', (work) => noteEnding(work, { id, cookies: cookiesOf(c), how }))
    await answerOnBeat(begun)
  }
  return sendView(c, id, view)
}

/** Turns the approval into a session, sets its cookie and goes on; undefined where there was nothing to finish after all. */
async function finish(edge: Edge, c: Call, id: SignInId): Promise<Response | undefined> {
  const previous = await sessionOf(edge, c)
  const place = placeOf(edge, c)
  try {
    const done = await unit(edge, c, 'write', (work) =>
      finishSignIn(work, { id, cookies: cookiesOf(c), place, previous }),
    )
    if (done.kind !== 'finished') return undefined
    setCookie(c, sessionCookieName(c.var.tenancy), done.token, cookieAttributes(c.var.tenancy))
    return c.redirect(resumeAt(siteOf(c).base, id, done.resume), 303)
  } catch (error) {
    // Withdrawn or redeemed in this very moment: the page says how it stands now.
    if (error instanceof Problem && error.code === 'request-ended') return undefined
    throw error
  }
}

const resumeAt = (base: string, id: SignInId, resume: Resume) =>
  resume.kind === 'console'
    ? `${base}${resume.path}`
    : `${base}/oidc/interaction/${encodeURIComponent(resume.uid)}/resume?sign_in=${id}`

async function step(
  edge: Edge,
  c: Call,
  run: (work: Work, id: SignInId, form: URLSearchParams) => Promise<Step>,
): Promise<Response> {
  requireOwnOrigin(c)
  const form = await readForm(c)
  const id = idOf(c)
  if (!id) return sendNotOpen(c, 'unknown')
  const begun = performance.now()
  const outcome = await unit(edge, c, 'write', (work) => run(work, id, form))
  await answerOnBeat(begun)
  const path = pathOf(c, id)
  if (outcome.kind === 'limited') {
    const { retryAfterSeconds } = outcome
    c.header('retry-after', String(retryAfterSeconds))
    return sendPage(c, limitedPage({ site: siteOf(c), secondsLeft: retryAfterSeconds, path }), 429)
  }
  return c.redirect(outcome.kind === 'not-an-address' ? `${path}?wrong=address` : path, 303)
}

async function restart(edge: Edge, c: Call): Promise<Response> {
  requireOwnOrigin(c)
  const keepAddress = (await readForm(c)).get('keep') === 'yes'
  const id = idOf(c)
  const begun =
    id &&
    (await unit(edge, c, 'write', (work) => restartSignIn(work, { id, cookies: cookiesOf(c), keepAddress })))
  if (!id || !begun) return c.redirect(id ? pathOf(c, id) : `${siteOf(c).base}/sign-in`, 303)
  setCookies(c, begun.cookies)
  return c.redirect(pathOf(c, begun.id), 303)
}

function sendView(c: Call, id: SignInId, view: SignInView): Response | Promise<Response> {
  if (isNotOpen(view)) return sendNotOpen(c, view.kind)
  const about = { site: siteOf(c), path: pathOf(c, id), reference: view.reference, target: view.target }
  switch (view.kind) {
    case 'email':
      return sendPage(
        c,
        emailPage({ ...about, address: view.address, wrong: c.req.query('wrong') === 'address' }),
      )
    case 'waiting': {
      const { now } = c.var
      return sendPage(
        c,
        waitingPage({
          ...about,
          ...view,
          secondsLeft: Math.max(0, Math.ceil((view.expiresAt.getTime() - now.getTime()) / 1000)),
          otherWaysInSeconds: Math.max(
            0,
            otherWaysAfterSeconds - Math.floor((now.getTime() - view.issuedAt.getTime()) / 1000),
          ),
          show: c.req.query('show') === 'qr' ? 'qr' : 'number',
          appUrl: c.var.tenancy.appUrl,
          state: standingOf(view)?.state ?? '',
        }),
      )
    }
    case 'ended':
      return sendPage(c, endedPage({ ...about, how: view.how, requestId: view.requestId }))
    case 'failed':
      return sendPage(
        c,
        refusedPage({ ...about, failure: view.proved ? view.failure : null }),
        view.proved ? 403 : 200,
      )
    case 'approved':
    case 'finished': {
      // An application's interaction is taken up once; the console can be opened any time.
      const resume = view.kind === 'finished' ? view.resume : null
      const continueTo = resume?.kind === 'console' ? `${about.site.base}${resume.path}` : null
      return sendPage(c, finishedPage({ ...about, continueTo }))
    }
  }
}

const notOpen = {
  unknown: {
    status: 404,
    title: 'There is no such sign-in',
    text: 'The link is incomplete or very old. Go back to the application and sign in from there.',
  },
  'other-browser': {
    status: 403,
    title: 'This sign-in belongs to another browser',
    text: 'It can only be finished where it was begun. If nobody sent you here, go back to the application and sign in from there; if somebody did, tell your IT administrator.',
  },
  over: {
    status: 410,
    title: 'This sign-in took too long',
    text: 'It was open for more than an hour. Go back to the application and sign in again.',
  },
} as const

type Closed = Extract<SignInView, { kind: keyof typeof notOpen }>
const isNotOpen = (view: SignInView): view is Closed => view.kind in notOpen

function sendNotOpen(c: Call, kind: keyof typeof notOpen): Response | Promise<Response> {
  const { status, title, text } = notOpen[kind]
  const site = siteOf(c)
  const link = { href: `${site.base}/sign-in`, label: 'Sign in to the console' }
  return sendPage(c, messagePage({ site, title, text, link }), status)
}

/** What a page waits for; undefined where nothing comes any more. */
function standingOf(view: SignInView): Standing | undefined {
  if (isNotOpen(view)) return undefined
  if (view.kind === 'waiting') return { state: `waiting.${view.requestId}`, changesAt: view.expiresAt }
  return { state: view.kind === 'ended' ? `ended.${view.requestId}` : view.kind, changesAt: null }
}

const look = (edge: Edge, c: Call, id: SignInId): Promise<SignInView> =>
  unit(edge, c, 'read', (work) => viewSignIn(work, { id, cookies: cookiesOf(c) }))

const unit = <T>(
  edge: Edge,
  c: Call,
  access: 'read' | 'write',
  run: (work: Work) => Promise<T>,
): Promise<T> =>
  transact(edge.ground, c.var.tenancy, access, nobody(c.var.tenancy.tenantId, c.var.origin), run)

function idOf(c: Call): SignInId | undefined {
  return z.safeParse(SignInId, c.req.param('id')).data
}

const pathOf = (c: Call, id: SignInId) => `${siteOf(c).base}/sign-in/${id}`

const placeOf = (edge: Edge, c: Call) => edge.findPlace(c.var.origin.ip)

export function cookiesOf(c: Call): BrowserCookies {
  const { tenancy } = c.var
  return {
    signIn: getCookie(c, signInCookieName(tenancy)),
    browser: getCookie(c, browserCookieName(tenancy)),
  }
}

export function setCookies(c: Call, cookies: readonly NewCookie[]): void {
  for (const { name, value, maxAgeSeconds } of cookies) {
    setCookie(c, name, value, {
      ...cookieAttributes(c.var.tenancy),
      ...(maxAgeSeconds !== null && { maxAge: maxAgeSeconds }),
    })
  }
}
