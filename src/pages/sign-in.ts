import { html } from 'hono/html'
import type { SignInMethod } from '#contract/settings.ts'
import { type Html, layout, type Site } from './layout.ts'
import { passkeyPart } from './passkey.ts'
import { qrSvg } from './qr-svg.ts'
import { type EndingName, endings, passkeyTexts, refusals, wayLabels } from './sign-in-texts.ts'

export interface Step {
  readonly site: Site
  /** Path of this sign-in, below the host. */
  readonly path: string
  readonly reference: string
  /** Name of the application, or of the console. */
  readonly target: string
  /** A provider's name: the person shows whose account its identity is to be linked to. */
  readonly linking: string | null
}

/** The ways that are offered, in order, and those behind them. */
export interface Ways {
  readonly order: readonly SignInMethod[]
  readonly fallbacks: readonly SignInMethod[]
  readonly providers: readonly { readonly id: string; readonly name: string }[]
  /** Whether to ask "Keep me signed in". */
  readonly keep: boolean
}

/** The first question: who are you? */
export function emailPage({
  address,
  wrong,
  passkeyWrong,
  ways,
  ...step
}: Step & {
  readonly address: string | null
  readonly wrong: boolean
  /** Why the passkey that was just used did not count, in words. */
  readonly passkeyWrong: string | null
  readonly ways: Ways
}): Html {
  const title = `Sign in to ${step.target}`
  const { order, providers } = ways
  const asksAddress = order.some((way) => way !== 'provider') || providers.length === 0
  const isFirst = order[0] === 'provider' && asksAddress
  const field = html`<div class="field"><label for="address">Email</label>
<input id="address" name="address" type="email" autocomplete="username webauthn" autocapitalize="none" spellcheck="false" maxlength="254" required autofocus value="${address ?? ''}"${wrong ? html` aria-invalid="true" aria-describedby="wrong"` : ''}>
${wrong ? html`<p class="wrong" id="wrong">Enter your work email, like name@example.com.</p>` : ''}</div>
<button class="${isFirst ? 'second' : ''}">Continue</button>`
  const keep = html`<p class="tick"><label><input type="checkbox" name="keep" value="yes"> Keep me signed in on this browser</label></p>`
  const or = html`<p class="or"><span>or</span></p>`
  const buttons = providerButtons(step, ways, { second: asksAddress && !isFirst })
  const passkey = order.includes('passkey')
    ? passkeyPart({
        path: step.path,
        wrong: passkeyWrong,
        isFirst: order[0] === 'passkey',
        autofill: asksAddress,
        or: providers.length > 0 ? '' : or,
      })
    : ''
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
<form method="post" action="${step.path}" class="stack">
${isFirst ? html`<button class="sr" tabindex="-1" aria-hidden="true">Continue</button>${buttons}${or}` : ''}
${asksAddress ? field : ''}
${ways.keep ? keep : ''}
${!isFirst && providers.length > 0 ? html`${asksAddress ? or : ''}${buttons}` : ''}
</form>
${passkey}`,
  })
}

/** One button for each provider, in the form that asks for the address: it leaves without one. */
function providerButtons(
  { path }: Step,
  { providers }: Ways,
  { second }: { readonly second: boolean },
): Html[] {
  return providers.map(
    ({ id, name }) =>
      html`<button formaction="${path}/provider" formnovalidate name="provider" value="${id}"${second ? html` class="second"` : ''}>Continue with ${name}</button>`,
  )
}

/** The providers alone, for whoever comes by one first. */
export function providersPage({
  address,
  ways,
  ...step
}: Step & { readonly address: string; readonly ways: Ways }): Html {
  const title = 'Choose how to sign in'
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
<p>To sign in to <b>${step.target}</b>.</p>
<form method="post" action="${step.path}/provider" class="stack">${providerButtons(step, ways, { second: false })}</form>
${otherWays(step, ways, 'provider')}
${whoPart(step, address)}`,
  })
}

export interface PasswordPage extends Step {
  readonly address: string
  readonly ways: Ways
  /** The last one was not right. */
  readonly wrong: boolean
}

/** The password. Whose it is stands in the form for password managers alone: the server knows. */
export function passwordPage({ address, ways, wrong, ...step }: PasswordPage): Html {
  const { site, path } = step
  return layout({
    ...step,
    title: 'Enter your password',
    body: html`<h1>Enter your password</h1>
<p>To sign in to <b>${step.target}</b>.</p>
${linkingPart(step)}
<form method="post" action="${path}/password">
<input type="text" name="username" autocomplete="username" value="${address}" readonly hidden>
<div class="field"><label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" autocapitalize="none" spellcheck="false" maxlength="1024" required autofocus${wrong ? html` aria-invalid="true" aria-describedby="wrong"` : ''}>
${wrong ? html`<p class="wrong" id="wrong" role="alert">That email and password don’t match.</p>` : ''}
<p class="hint" hidden data-caps-of="password">Caps lock is on.</p>
<button type="button" class="link" hidden data-reveal="password">Show password</button></div>
<button>Sign in</button>
</form>
<p class="row small mid"><a href="${site.base}/password/forgot?sign_in=${path.split('/').at(-1) ?? ''}">Forgot your password?</a></p>
${otherWays(step, ways, 'password')}
${whoPart(step, address)}`,
  })
}

/** The ways that this page is not about, each a button that needs no script. */
export function otherWays(
  { path }: Step,
  { order, fallbacks, providers }: Ways,
  now: SignInMethod,
): Html | '' {
  const buttons = [...order, ...fallbacks]
    .filter((way) => way !== now)
    .flatMap((way) => {
      if (way === 'provider') {
        return providers.map(({ id, name }) =>
          button(`${path}/provider`, `Continue with ${name}`, { class: 'second', fields: { provider: id } }),
        )
      }
      return [button(`${path}/way`, wayLabels[way], { class: 'second', fields: { way } })]
    })
  return buttons.length > 0 ? html`<div class="stack others">${buttons}</div>` : ''
}

/** Asks for a passkey, of whoever it may be: the browser offers those that it has. */
export function passkeyPage({
  address,
  ways,
  passkeyWrong,
  ...step
}: Step & {
  readonly address: string
  /** Null where nothing else would do any more. */
  readonly ways: Ways | null
  readonly passkeyWrong: string | null
}): Html {
  const title = ways ? passkeyTexts.title : passkeyTexts.requiredTitle
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
${linkingPart(step)}
<p>${ways ? passkeyTexts.what(step.target) : passkeyTexts.required(step.target)}</p>
${passkeyPart({ path: step.path, wrong: passkeyWrong, isFirst: true, autofill: false })}
${ways ? otherWays(step, ways, 'passkey') : ''}
${whoPart(step, address)}`,
  })
}

export const whoPart = ({ path }: Step, address: string) =>
  html`<div class="row small mid">${address} · ${button(`${path}/restart`, 'Not you?', { class: 'link' })}</div>`

const linkingPart = ({ linking }: Step) =>
  linking
    ? html`<p class="note">There may be an account for this address already. Show that it is yours, and ${linking} becomes a way to sign in to it.</p>`
    : ''

export interface Waiting extends Step {
  readonly address: string
  readonly requestId: string
  readonly number: string
  readonly qr: string
  readonly secondsLeft: number
  /** Until the other ways are shown; 0 when it is time. */
  readonly otherWaysInSeconds: number
  readonly show: 'number' | 'qr'
  /** Where the app is, for a phone that is the browser as well. */
  readonly appUrl: string
  readonly state: string
  readonly ways: Ways
}

/** The phone was asked: here is the number to type there, or the code to scan. */
export function waitingPage(page: Waiting): Html {
  const { path, requestId } = page
  // For everybody alike: whoever has the phone at hand is not led past it.
  const later = page.otherWaysInSeconds > 0 ? html` hidden data-after="${page.otherWaysInSeconds}"` : ''
  const other =
    page.show === 'number'
      ? html`<a href="${path}?show=qr">Show a QR code</a>`
      : html`<a href="${path}">Show the number</a>`
  return layout({
    ...page,
    title: page.show === 'number' ? 'Check your phone' : 'Scan with your app',
    waits: { events: `${path}/events`, state: page.state },
    body: html`${page.show === 'number' ? numberPart(page) : qrPart(page)}
<p class="wait"><span>Waiting · expires in <span data-left="${page.secondsLeft}" data-reload="yes">${clock(page.secondsLeft)}</span></span></p>
<p class="mid">${other}</p>
<div class="row small quiet mid"${later}>Nothing on your phone? ${button(`${path}/again`, 'Send again', { class: 'link', fields: { request: requestId } })} · open the app, the request is there${page.show === 'number' ? html` · <a href="${path}?show=qr">show a QR code</a>` : ''}</div>
${otherWays(page, { ...page.ways, fallbacks: [] }, 'phone')}
<div${later}>${otherWays(page, { ...page.ways, order: [] }, 'phone')}</div>
${whoPart(page, page.address)}`,
  })
}

const numberPart = (page: Waiting) => html`<h1>Check your phone</h1>
${linkingPart(page)}
<p>Open the request for <b>${page.target}</b> on your phone and type this number.</p>
<output class="number">${page.number}</output>
<p class="key"><button type="button" class="second" hidden data-copy="${page.number}">Copy</button></p>
<a class="button second phone" href="${page.appUrl}/app/">Open the app</a>`

const qrPart = (page: Waiting) => html`<h1>Scan with your app</h1>
<p>Open the app, choose <b>Scan</b> and point it at this code. The phone’s own camera app won’t work for it.</p>
${qrSvg(page.qr, 'Sign-in code. Open the app and choose Scan.')}
<p class="small quiet mid">For ${page.target}. Works once, two minutes. No camera? Open the app: the request is there.</p>`

/** It ended without a session, and the person may try again. */
export function endedPage({
  how,
  requestId,
  ways,
  ...step
}: Step & { readonly how: EndingName; readonly requestId: string; readonly ways: Ways | null }): Html {
  const { title, body, action } = endings[how]
  // Whoever was not answered may have mistyped: they begin with their address again.
  const afresh = how === 'unanswered' || how === 'reported'
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
${body}
${how === 'unanswered' || how === 'reported' ? referencePart(step.reference) : ''}
<div class="stack">
${
  afresh
    ? button(`${step.path}/restart`, action, { fields: how === 'unanswered' ? { keep: 'yes' } : {} })
    : button(`${step.path}/again`, action, { fields: { request: requestId } })
}
${ways ? otherWays(step, ways, 'phone') : ''}
${afresh ? '' : button(`${step.path}/restart`, 'Use another address', { class: 'second' })}
</div>
<p class="row small quiet mid">For ${step.target}. <a href="${step.site.base}/help">I can’t sign in</a></p>`,
  })
}

/** It ended for good. `failure` is the check that failed, told only to whoever proved themselves. */
export function refusedPage({ failure, ...step }: Step & { readonly failure: string | null }): Html {
  const told = failure === null ? undefined : refusals[failure]
  if (!told) return endedPage({ ...step, how: 'unanswered', requestId: '', ways: null })
  return layout({
    ...step,
    title: told.title,
    body: html`<h1>${told.title}</h1>
<p>${told.text}</p>
${told.account ? html`<p><a class="button" href="${step.site.base}/sign-in?to=/account">Open your account page</a></p>` : ''}
${referencePart(step.reference)}
${button(`${step.path}/restart`, 'Sign in as somebody else', { class: 'second' })}`,
  })
}

/** Another tab finished it, or the person came back to it. */
export function finishedPage({ continueTo, ...step }: Step & { readonly continueTo: string | null }): Html {
  return layout({
    ...step,
    title: 'You’re signed in',
    body: html`<h1>You’re signed in</h1>
${
  continueTo
    ? html`<p>This sign-in is finished.</p><a class="button" href="${continueTo}">Open ${step.target}</a>`
    : html`<p>This sign-in to ${step.target} is finished. You can close this tab, or go back to ${step.target} and go on there.</p>`
}`,
  })
}

function referencePart(reference: string): Html {
  return html`<div class="key"><span class="code big">${reference}</span><button type="button" class="second" hidden data-copy="${reference}">Copy</button></div>
<p class="small quiet mid">Give this code to your IT administrator.</p>`
}

/** A button that is a form: it works without script, and is never sent twice by going back. */
export function button(
  action: string,
  label: string,
  options: { readonly class?: string; readonly fields?: Record<string, string> } = {},
): Html {
  const fields = Object.entries(options.fields ?? {}).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form method="post" action="${action}"${options.class === 'link' ? html` class="inline"` : ''}>${fields}<button class="${options.class ?? ''}">${label}</button></form>`
}

/** 90 → "1:30". */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
