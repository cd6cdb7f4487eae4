import * as z from 'zod/mini'
import { SignInId, type UserId } from '#contract/ids.ts'
import type { PasswordFailure, PasswordRules } from '#contract/passwords.ts'
import { Problem } from '#contract/problem.ts'
import { EmailAddress } from '#contract/users.ts'
import { hit } from '#domain/limits/hit.ts'
import { forgotPassword } from '#domain/passwords/forgot-password.ts'
import { type OpenLink, openPasswordLink, spendPasswordLink } from '#domain/passwords/open-password-link.ts'
import { passwordRules } from '#domain/passwords/password-allowed.ts'
import { type PreparedPassword, preparePassword } from '#domain/passwords/prepare-password.ts'
import { setPassword } from '#domain/passwords/set-password.ts'
import { viewSignIn } from '#domain/sign-in/view-sign-in.ts'
import { nobody, transact, type Work } from '#domain/work.ts'
import {
  forgotPasswordPage,
  linkOverPage,
  linkSentPage,
  noMailPage,
  passwordSetPage,
  setPasswordPage,
} from '#pages/password.ts'
import { limitedPage } from '#pages/trouble.ts'
import { addressBlock, isLoopbackAddress } from '#platform/client-address.ts'
import { cookiesOf } from './browser-cookies.ts'
import type { Door } from './create-app.ts'
import type { Call, Edge } from './edge.ts'
import { requireOwnOrigin } from './own-origin.ts'
import { answerOnBeat, pageRoute, readForm, sendPage, siteOf } from './serve-page.ts'

/**
 * "Forgot password", and the page that a link by mail leads to. Neither signs anybody in: whoever set a password goes to the sign-in,
 * where it is one of the things that are asked for.
 */
export const passwordDoor: Door = (app, edge) => {
  app.get(
    '/password/forgot',
    pageRoute(edge, async (c) => {
      const site = siteOf(c)
      if (edge.mailKind() === 'none') return sendPage(c, noMailPage({ site }))
      const signIn = signInOf(c.req.query('sign_in'))
      return sendPage(c, forgotPasswordPage({ site, address: '', wrong: false, signIn }))
    }),
  )
  app.post(
    '/password/forgot',
    pageRoute(edge, (c) => forgot(edge, c)),
  )
  app.get(
    '/password/set',
    pageRoute(edge, async (c) => {
      const token = c.req.query('token') ?? ''
      const seen = await unit(edge, c, 'read', (work) => look(work, token))
      if (!seen.link) return sendPage(c, linkOverPage({ site: siteOf(c) }), 410)
      return sendSet(c, { token, ...seen, link: seen.link, failures: [], endOthers: true })
    }),
  )
  app.post(
    '/password/set',
    pageRoute(edge, (c) => set(edge, c)),
  )
  app.get(
    '/password/done',
    pageRoute(edge, async (c) => sendPage(c, passwordSetPage({ site: siteOf(c) }))),
  )
}

async function forgot(edge: Edge, c: Call): Promise<Response> {
  requireOwnOrigin(c)
  const site = siteOf(c)
  const form = await readForm(c)
  const typed = form.get('address') ?? ''
  const signIn = signInOf(form.get('sign_in'))
  if (edge.mailKind() === 'none') return sendPage(c, noMailPage({ site }))
  const address = z.safeParse(EmailAddress, typed)
  if (!address.success)
    return sendPage(c, forgotPasswordPage({ site, address: typed.slice(0, 254), wrong: true, signIn }), 422)
  const begun = performance.now()
  const outcome = await unit(edge, c, 'write', (work) =>
    forgotPassword(work, { address: address.data, signInId: signIn }),
  )
  await answerOnBeat(begun)
  if (outcome.kind === 'limited') return sendLimited(c, outcome.retryAfterSeconds)
  return sendPage(c, linkSentPage({ site, signIn }))
}

/** Each costs some hashes, and a token of 256 bits is not found by trying. */
const setTries = { limit: 30, windowSeconds: 600 }

async function set(edge: Edge, c: Call): Promise<Response> {
  requireOwnOrigin(c)
  const form = await readForm(c)
  const token = form.get('token') ?? ''
  const password = form.get('password') ?? ''
  const endOthers = form.get('end_others') === 'yes'
  const { ip } = c.var.origin
  const counted = await unit(edge, c, 'write', (work) =>
    hit(work, { key: `password-set:${addressBlock(ip)}`, ...setTries }),
  )
  // Behind a proxy that is not named everybody comes from this computer.
  if (!counted.allowed && !isLoopbackAddress(ip)) return sendLimited(c, counted.retryAfterSeconds)

  const over = () => sendPage(c, linkOverPage({ site: siteOf(c) }), 410)
  const { link, rules } = await unit(edge, c, 'read', (work) => look(work, token))
  if (!link) return over()
  const { userId } = link
  const outcome = await preparePassword(edge.ground, c.var.tenancy, actorOf(c), {
    userId,
    password,
    words: [],
  }).catch((error: unknown) => {
    // The link stays good: the form is there for another try.
    if (error instanceof Problem && error.code === 'unavailable') return 'busy' as const
    throw error
  })
  if (outcome === 'busy') {
    c.header('retry-after', '2')
    return sendSet(c, { token, link, rules, failures: [], endOthers, busy: true })
  }
  if (outcome.kind === 'refused')
    return sendSet(c, { token, link, rules, failures: outcome.failures, endOthers })
  const { prepared } = outcome
  const done = await unit(edge, c, 'write', (work) => spendAndSet(work, { ...link, prepared, endOthers }))
  if (!done) return over()
  const goOn = await signInToGoOnWith(edge, c, link.signInId)
  return c.redirect(goOn ?? `${siteOf(c).base}/password/done`, 303)
}

async function spendAndSet(
  work: Work,
  input: { linkId: string; userId: UserId; prepared: PreparedPassword; endOthers: boolean },
): Promise<boolean> {
  const { linkId, userId, prepared, endOthers } = input
  if (!(await spendPasswordLink(work, { linkId }))) return false
  await setPassword(work, { userId, prepared, by: 'link', because: 'link', endOthers })
  return true
}

const look = async (work: Work, token: string) => ({
  link: await openPasswordLink(work, { token }),
  rules: await passwordRules(work),
})

/** The sign-in that asked for the link, where this browser is the one that it belongs to and it goes on. */
async function signInToGoOnWith(edge: Edge, c: Call, id: SignInId | null): Promise<string | undefined> {
  if (!id) return undefined
  const view = await unit(edge, c, 'read', (work) => viewSignIn(work, { id, cookies: cookiesOf(c) }))
  const goesOn = !['unknown', 'other-browser', 'over', 'finished'].includes(view.kind)
  return goesOn ? `${siteOf(c).base}/sign-in/${id}` : undefined
}

function sendSet(
  c: Call,
  page: {
    token: string
    link: OpenLink
    rules: PasswordRules
    failures: readonly PasswordFailure[]
    endOthers: boolean
    busy?: boolean
  },
): Response | Promise<Response> {
  const { token, link, rules, failures, endOthers, busy = false } = page
  const { email } = link
  const sent = setPasswordPage({ site: siteOf(c), token, email, rules, failures, endOthers, busy })
  if (busy) return sendPage(c, sent, 503)
  return sendPage(c, sent, failures.length > 0 ? 422 : 200)
}

function sendLimited(c: Call, secondsLeft: number): Response | Promise<Response> {
  c.header('retry-after', String(secondsLeft))
  const site = siteOf(c)
  return sendPage(c, limitedPage({ site, secondsLeft, path: `${site.base}/password/forgot` }), 429)
}

const signInOf = (text: string | null | undefined): SignInId | null =>
  z.safeParse(SignInId, text).data ?? null

const actorOf = (c: Call) => nobody(c.var.tenancy.tenantId, c.var.origin)

const unit = <T>(
  edge: Edge,
  c: Call,
  access: 'read' | 'write',
  run: (work: Work) => Promise<T>,
): Promise<T> => transact(edge.ground, c.var.tenancy, access, actorOf(c), run)
