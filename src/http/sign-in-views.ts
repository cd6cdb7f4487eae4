import type { SignInId } from '#contract/ids.ts'
import type { PasswordFailure } from '#contract/passwords.ts'
import type { SignInView } from '#domain/sign-in/view-sign-in.ts'
import { codePage, passcodePage } from '#pages/code.ts'
import { forceResetPage } from '#pages/force-reset.ts'
import type { Site } from '#pages/layout.ts'
import {
  emailPage,
  endedPage,
  finishedPage,
  passkeyPage,
  passwordPage,
  providersPage,
  refusedPage,
  waitingPage,
} from '#pages/sign-in.ts'
import { passkeysTexts } from '#pages/texts/passkeys.ts'
import { signInTexts } from '#pages/texts/sign-in.ts'
import { troubleTexts } from '#pages/texts/trouble.ts'
import { messagePage } from '#pages/trouble.ts'
import type { Call } from './edge.ts'
import { sendPage, siteOf } from './serve-page.ts'
import { pathOf } from './sign-in-request.ts'
import type { Standing } from './wait-stream.ts'

/** After this long, for everybody alike, the page says what to do when nothing comes. */
const otherWaysAfterSeconds = 20

/** What was wrong with the form that led here; a reload says it again, and nothing else comes of it. */
export interface Wrong {
  readonly failures?: readonly PasswordFailure[]
  readonly endOthers?: boolean
}

/** The page of a sign-in as it stands. */
export function sendView(
  c: Call,
  id: SignInId,
  view: SignInView,
  { failures = [], endOthers = true }: Wrong = {},
): Response | Promise<Response> {
  if (isNotOpen(view)) return sendNotOpen(c, view.kind)
  const { reference, opens, linking } = view
  const site = siteOf(c)
  const target = opens === 'application' ? view.target : signInTexts(site.language).targets[opens]
  const about = { site, path: pathOf(c, id), reference, target, linking }
  const wrong = c.req.query('wrong')
  const passkeyWrong = passkeyWords(about.site, wrong)
  switch (view.kind) {
    case 'email':
      return sendPage(c, emailPage({ ...view, ...about, wrong: wrong === 'address', passkeyWrong }))
    case 'password':
      return sendPage(c, passwordPage({ ...view, ...about, wrong: wrong === 'password' }))
    case 'passkey':
      return sendPage(c, passkeyPage({ ...view, ...about, passkeyWrong }))
    case 'code':
      return sendPage(c, codePage({ ...view, ...about, wrong: wrong === 'code' }))
    case 'passcode':
      return sendPage(c, passcodePage({ ...view, ...about, wrong: wrong === 'code' }))
    case 'providers':
      return sendPage(c, providersPage({ ...view, ...about }))
    case 'reset':
      return sendPage(
        c,
        forceResetPage({ ...view, ...about, failures, endOthers }),
        failures.length > 0 ? 422 : 200,
      )
    case 'waiting': {
      const { now } = c.var
      return sendPage(
        c,
        waitingPage({
          ...view,
          ...about,
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
      return sendPage(c, endedPage({ ...view, ...about }))
    case 'failed':
      return sendPage(
        c,
        refusedPage({ ...about, failure: view.proved ? view.failure : null }),
        view.proved ? 403 : 200,
      )
    case 'approved':
    case 'finished': {
      // An application's interaction is taken up once; the console and the account page can be opened any time.
      const resume = view.kind === 'finished' ? view.resume : null
      const continueTo = resume && 'path' in resume ? `${about.site.base}${resume.path}` : null
      return sendPage(c, finishedPage({ ...about, continueTo }))
    }
  }
}

/** Whatever else stands in the address is not ours. */
function passkeyWords({ language }: Site, wrong: string | undefined): string | null {
  const { refused } = passkeysTexts(language)
  const why = /^passkey-(\w+)$/.exec(wrong ?? '')?.[1]
  return why !== undefined && Object.hasOwn(refused, why) ? (refused[why] ?? null) : null
}

const notOpen = { unknown: 404, 'other-browser': 403, over: 410 } as const

type Closed = Extract<SignInView, { kind: keyof typeof notOpen }>
export const isNotOpen = (view: SignInView): view is Closed => view.kind in notOpen

export function sendNotOpen(c: Call, kind: keyof typeof notOpen): Response | Promise<Response> {
  const site = siteOf(c)
  const words = troubleTexts(site.language).notOpen
  const link = { href: `${site.base}/sign-in`, label: words.link }
  return sendPage(c, messagePage({ site, ...words[kind], link }), notOpen[kind])
}

/** What a page waits for; undefined where nothing comes any more. */
export function standingOf(view: SignInView): Standing | undefined {
  if (isNotOpen(view)) return undefined
  if (view.kind === 'waiting') return { state: `waiting.${view.requestId}`, changesAt: view.expiresAt }
  return { state: view.kind === 'ended' ? `ended.${view.requestId}` : view.kind, changesAt: null }
}
