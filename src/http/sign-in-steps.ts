import * as z from 'zod/mini'
import { CeremonyId, ProviderId, type SignInId } from '#contract/ids.ts'
import { PasskeyAssertion } from '#contract/passkeys.ts'
import { Problem } from '#contract/problem.ts'
import { beginTrip } from '#domain/providers/begin-trip.ts'
import { askAgain, chooseWay, identify } from '#domain/sign-in/identify.ts'
import { resetPassword } from '#domain/sign-in/reset-password.ts'
import { restartSignIn } from '#domain/sign-in/restart-sign-in.ts'
import { sendCodeAgain } from '#domain/sign-in/send-code.ts'
import type { Step } from '#domain/sign-in/step.ts'
import { takeProvider } from '#domain/sign-in/take-provider.ts'
import { tryCode } from '#domain/sign-in/try-code.ts'
import { tryOverride } from '#domain/sign-in/try-override.ts'
import { beginPasskeySignIn, tryPasskey } from '#domain/sign-in/try-passkey.ts'
import { tryPassword } from '#domain/sign-in/try-password.ts'
import type { Work } from '#domain/work.ts'
import { providersTexts } from '#pages/texts/providers.ts'
import { limitedPage, messagePage } from '#pages/trouble.ts'
import { cookiesOf, setCookies } from './browser-cookies.ts'
import type { Door } from './create-app.ts'
import type { Call, Edge } from './edge.ts'
import { requireOwnOrigin } from './own-origin.ts'
import { answerOnBeat, pageRoute, readForm, sendPage, siteOf } from './serve-page.ts'
import { idOf, look, nobodyOf, pathOf, placeOf, unit } from './sign-in-request.ts'
import { sendNotOpen, sendView } from './sign-in-views.ts'

/** The forms of a sign-in. Each leads back to `/sign-in/{id}`, which shows how it stands: going back or reloading sends nothing twice. */
export const signInSteps: Door = (app, edge) => {
  app.post(
    '/sign-in/:id',
    pageRoute(edge, (c) =>
      step(edge, c, (id, form) =>
        inUnit(edge, c, (work) =>
          identify(work, {
            ...from(edge, c, id),
            address: form.get('address') ?? '',
            keep: form.get('keep') === 'yes',
          }),
        ),
      ),
    ),
  )
  app.post(
    '/sign-in/:id/again',
    pageRoute(edge, (c) =>
      step(edge, c, (id, form) =>
        inUnit(edge, c, (work) => askAgain(work, { ...from(edge, c, id), seen: form.get('request') ?? '' })),
      ),
    ),
  )
  app.post(
    '/sign-in/:id/way',
    pageRoute(edge, (c) =>
      step(edge, c, (id, form) =>
        inUnit(edge, c, (work) => chooseWay(work, { ...from(edge, c, id), way: form.get('way') ?? '' })),
      ),
    ),
  )
  app.post(
    '/sign-in/:id/password',
    pageRoute(edge, (c) =>
      step(edge, c, (id, form) =>
        tryPassword(edge.ground, c.var.tenancy, nobodyOf(c), {
          ...from(edge, c, id),
          password: form.get('password') ?? '',
        }),
      ),
    ),
  )
  app.post(
    '/sign-in/:id/code',
    pageRoute(edge, (c) =>
      step(edge, c, (id, form) =>
        inUnit(edge, c, (work) => tryCode(work, { ...from(edge, c, id), code: form.get('code') ?? '' })),
      ),
    ),
  )
  app.post(
    '/sign-in/:id/code/again',
    pageRoute(edge, (c) =>
      step(edge, c, (id, form) =>
        inUnit(edge, c, (work) =>
          sendCodeAgain(work, { ...from(edge, c, id), seen: form.get('seen') ?? '' }),
        ),
      ),
    ),
  )
  app.post(
    '/sign-in/:id/passcode',
    pageRoute(edge, (c) =>
      step(edge, c, (id, form) =>
        inUnit(edge, c, (work) => tryOverride(work, { ...from(edge, c, id), code: form.get('code') ?? '' })),
      ),
    ),
  )
  app.post('/sign-in/:id/passkey/begin', async (c) => {
    requireOwnOrigin(c)
    const id = idOf(c)
    const ceremony =
      id && (await unit(edge, c, 'write', (work) => beginPasskeySignIn(work, { id, cookies: cookiesOf(c) })))
    if (!ceremony) throw new Problem('not-found')
    c.header('cache-control', 'no-store')
    return c.json(ceremony)
  })
  app.post(
    '/sign-in/:id/passkey',
    pageRoute(edge, (c) =>
      step(edge, c, (id, form) => {
        const sent = z.safeParse(SentPasskey, readSent(form))
        // Nothing that our page sends.
        if (!sent.success) return Promise.resolve({ kind: 'wrong-passkey', why: 'wrong' })
        const { ceremony: ceremonyId, credential } = sent.data
        const keep = form.get('keep') === 'yes'
        return inUnit(edge, c, (work) =>
          tryPasskey(work, { ...from(edge, c, id), ceremonyId, credential, keep }),
        )
      }),
    ),
  )
  app.post(
    '/sign-in/:id/reset',
    pageRoute(edge, (c) =>
      step(edge, c, (id, form) =>
        resetPassword(edge.ground, c.var.tenancy, nobodyOf(c), {
          ...from(edge, c, id),
          password: form.get('password') ?? '',
          endOthers: form.get('end_others') === 'yes',
        }),
      ),
    ),
  )
  app.post(
    '/sign-in/:id/provider',
    pageRoute(edge, (c) => leaveFor(edge, c)),
  )
  app.post(
    '/sign-in/:id/restart',
    pageRoute(edge, (c) => restart(edge, c)),
  )
}

const SentPasskey = z.object({ ceremony: CeremonyId, credential: PasskeyAssertion })

function readSent(form: URLSearchParams): unknown {
  try {
    return { ceremony: form.get('ceremony'), credential: JSON.parse(form.get('credential') ?? '') as unknown }
  } catch {
    // It is no JSON: whoever checks it says so.
    return undefined
  }
}

const from = (edge: Edge, c: Call, id: SignInId) => ({
  id,
  cookies: cookiesOf(c),
  place: placeOf(edge, c),
})

const inUnit = (edge: Edge, c: Call, run: (work: Work) => Promise<Step>) => unit(edge, c, 'write', run)

async function step(
  edge: Edge,
  c: Call,
  run: (id: SignInId, form: URLSearchParams) => Promise<Step>,
): Promise<Response> {
  requireOwnOrigin(c)
  const form = await readForm(c)
  const id = idOf(c)
  if (!id) return sendNotOpen(c, 'unknown')
  const begun = performance.now()
  const outcome = await run(id, form)
  await answerOnBeat(begun)
  const path = pathOf(c, id)
  switch (outcome.kind) {
    case 'limited':
      return sendLimited(c, path, outcome.retryAfterSeconds)
    case 'weak-password': {
      // Shown at once: what is wrong with it follows from what was typed, and that goes into no address.
      const { failures } = outcome
      return sendView(c, id, await look(edge, c, id), {
        failures,
        endOthers: form.get('end_others') === 'yes',
      })
    }
    case 'not-an-address':
      return c.redirect(`${path}?wrong=address`, 303)
    case 'wrong-password':
      return c.redirect(`${path}?wrong=password`, 303)
    case 'wrong-code':
      return c.redirect(`${path}?wrong=code`, 303)
    case 'wrong-passkey':
      return c.redirect(`${path}?wrong=passkey-${outcome.why}`, 303)
    case 'moved':
      return c.redirect(path, 303)
  }
}

function sendLimited(c: Call, path: string, secondsLeft: number): Response | Promise<Response> {
  c.header('retry-after', String(secondsLeft))
  return sendPage(c, limitedPage({ site: siteOf(c), secondsLeft, path }), 429)
}

/** Sends the browser to a provider; what comes back belongs to this sign-in and to no other. */
async function leaveFor(edge: Edge, c: Call): Promise<Response> {
  requireOwnOrigin(c)
  const form = await readForm(c)
  const id = idOf(c)
  if (!id) return sendNotOpen(c, 'unknown')
  const provider = z.safeParse(ProviderId, form.get('provider'))
  const cookies = cookiesOf(c)
  const taken = provider.success
    ? await unit(edge, c, 'write', (work) =>
        takeProvider(work, { id, cookies, providerId: provider.data, keep: form.get('keep') === 'yes' }),
      )
    : undefined
  if (!provider.success || !taken) return c.redirect(pathOf(c, id), 303)
  try {
    const { url } = await beginTrip(edge.ground, c.var.tenancy, nobodyOf(c), {
      providerId: provider.data,
      purpose: 'sign-in',
      signInId: id,
      loginHint: taken.address ?? undefined,
      fresh: taken.fresh,
    })
    return c.redirect(url, 303)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { code, members } = error
    if (code === 'rate-limited') return sendLimited(c, pathOf(c, id), Number(members['retryAfterSeconds']))
    if (code !== 'provider-unreachable') throw error
    const site = siteOf(c)
    const { silent, back } = providersTexts(site.language)
    const link = { href: pathOf(c, id), label: back.signIn }
    return sendPage(c, messagePage({ site, ...silent, link }), 502)
  }
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
