import { html } from 'hono/html'
import type { SignInMethod } from '#contract/settings.ts'
import { countdown } from './countdown.ts'
import { type Html, layout, type Site } from './layout.ts'
import { passkeyPart } from './passkey.ts'
import { qrSvg } from './qr-svg.ts'
import { type EndingName, endingsTexts } from './texts/endings.ts'
import { frameTexts } from './texts/frame.ts'
import { passkeysTexts } from './texts/passkeys.ts'
import { refusalsTexts } from './texts/refusals.ts'
import { signInTexts } from './texts/sign-in.ts'
import { waitingTexts } from './texts/waiting.ts'

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
  const { language } = step.site
  const words = signInTexts(language)
  const frame = frameTexts(language)
  const title = words.title(step.target)
  const { order, providers } = ways
  const asksAddress = order.some((way) => way !== 'provider') || providers.length === 0
  const isFirst = order[0] === 'provider' && asksAddress
  const field = html`<div class="field"><label for="address">${frame.email}</label>
<input id="address" name="address" type="email" autocomplete="username webauthn" autocapitalize="none" spellcheck="false" maxlength="254" required autofocus value="${address ?? ''}"${wrong ? html` aria-invalid="true" aria-describedby="wrong"` : ''}>
${wrong ? html`<p class="wrong" id="wrong">${frame.addressWrong}</p>` : ''}</div>
<button class="${isFirst ? 'second' : ''}">${frame.continue}</button>`
  const keep = html`<p class="tick"><label><input type="checkbox" name="keep" value="yes"> ${words.keep}</label></p>`
  const or = html`<p class="or"><span>${words.or}</span></p>`
  const buttons = providerButtons(step, ways, { second: asksAddress && !isFirst })
  const passkey = order.includes('passkey')
    ? passkeyPart({
        language,
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
${isFirst ? html`<button class="sr" tabindex="-1" aria-hidden="true">${frame.continue}</button>${buttons}${or}` : ''}
${asksAddress ? field : ''}
${ways.keep ? keep : ''}
${!isFirst && providers.length > 0 ? html`${asksAddress ? or : ''}${buttons}` : ''}
</form>
${passkey}`,
  })
}

/** One button for each provider, in the form that asks for the address: it leaves without one. */
function providerButtons(
  { site, path }: Step,
  { providers }: Ways,
  { second }: { readonly second: boolean },
): Html[] {
  return providers.map(
    ({ id, name }) =>
      html`<button formaction="${path}/provider" formnovalidate name="provider" value="${id}"${second ? html` class="second"` : ''}>${signInTexts(site.language).provider(name)}</button>`,
  )
}

/** The providers alone, for whoever comes by one first. */
export function providersPage({
  address,
  ways,
  ...step
}: Step & { readonly address: string; readonly ways: Ways }): Html {
  const words = signInTexts(step.site.language)
  const title = words.providers
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
<p>${words.toSignIn(step.target)}</p>
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
  const { toSignIn, password: words } = signInTexts(site.language)
  const frame = frameTexts(site.language)
  return layout({
    ...step,
    title: words.title,
    body: html`<h1>${words.title}</h1>
<p>${toSignIn(step.target)}</p>
${linkingPart(step)}
<form method="post" action="${path}/password">
<input type="text" name="username" autocomplete="username" value="${address}" readonly hidden>
<div class="field"><label for="password">${words.label}</label>
<input id="password" name="password" type="password" autocomplete="current-password" autocapitalize="none" spellcheck="false" maxlength="1024" required autofocus${wrong ? html` aria-invalid="true" aria-describedby="wrong"` : ''}>
${wrong ? html`<p class="wrong" id="wrong" role="alert">${words.wrong}</p>` : ''}
<p class="hint" hidden data-caps-of="password">${words.capsLock}</p>
<button type="button" class="link" hidden data-reveal="password" data-hide="${frame.hidePassword}">${frame.showPassword}</button></div>
<button>${words.action}</button>
</form>
<p class="row small mid"><a href="${site.base}/password/forgot?sign_in=${path.split('/').at(-1) ?? ''}">${words.forgot}</a></p>
${otherWays(step, ways, 'password')}
${whoPart(step, address)}`,
  })
}

/** The ways that this page is not about, each a button that needs no script. */
export function otherWays(
  { site, path }: Step,
  { order, fallbacks, providers }: Ways,
  now: SignInMethod,
): Html | '' {
  const words = signInTexts(site.language)
  const buttons = [...order, ...fallbacks]
    .filter((way) => way !== now)
    .flatMap((way) => {
      if (way === 'provider') {
        return providers.map(({ id, name }) =>
          button(`${path}/provider`, words.provider(name), { class: 'second', fields: { provider: id } }),
        )
      }
      return [button(`${path}/way`, words.ways[way], { class: 'second', fields: { way } })]
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
  const { language } = step.site
  const words = passkeysTexts(language)
  const title = ways ? words.title : words.requiredTitle
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
${linkingPart(step)}
<p>${ways ? words.what(step.target) : words.required(step.target)}</p>
${passkeyPart({ language, path: step.path, wrong: passkeyWrong, isFirst: true, autofill: false })}
${ways ? otherWays(step, ways, 'passkey') : ''}
${whoPart(step, address)}`,
  })
}

export const whoPart = ({ site, path }: Step, address: string) =>
  html`<div class="row small mid">${address} · ${button(`${path}/restart`, frameTexts(site.language).notYou, { class: 'link' })}</div>`

const linkingPart = ({ site, linking }: Step) =>
  linking ? html`<p class="note">${signInTexts(site.language).linking(linking)}</p>` : ''

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
  const { site, path, requestId } = page
  const words = waitingTexts(site.language)
  const { nothing } = words
  // For everybody alike: whoever has the phone at hand is not led past it.
  const later = page.otherWaysInSeconds > 0 ? html` hidden data-after="${page.otherWaysInSeconds}"` : ''
  const other =
    page.show === 'number'
      ? html`<a href="${path}?show=qr">${words.qr.other}</a>`
      : html`<a href="${path}">${words.number.other}</a>`
  return layout({
    ...page,
    title: words[page.show].title,
    waits: { events: `${path}/events`, state: page.state },
    body: html`${page.show === 'number' ? numberPart(page) : qrPart(page)}
<p class="wait"><span>${words.left(countdown(site, page.secondsLeft, { reload: true }))}</span></p>
<p class="mid">${other}</p>
<div class="row small quiet mid"${later}>${nothing.what(button(`${path}/again`, nothing.again, { class: 'link', fields: { request: requestId } }))}${page.show === 'number' ? html` · <a href="${path}?show=qr">${nothing.qr}</a>` : ''}</div>
${otherWays(page, { ...page.ways, fallbacks: [] }, 'phone')}
<div${later}>${otherWays(page, { ...page.ways, order: [] }, 'phone')}</div>
${whoPart(page, page.address)}`,
  })
}

function numberPart(page: Waiting): Html {
  const words = waitingTexts(page.site.language).number
  return html`<h1>${words.title}</h1>
${linkingPart(page)}
<p>${words.what(page.target)}</p>
<output class="number">${page.number}</output>
<p class="key">${copyButton(page.site, page.number)}</p>
<a class="button second phone" href="${page.appUrl}/app/">${words.openApp}</a>`
}

function qrPart(page: Waiting): Html {
  const words = waitingTexts(page.site.language).qr
  return html`<h1>${words.title}</h1>
<p>${words.what}</p>
${qrSvg(page.qr, words.alternative)}
<p class="small quiet mid">${words.about(page.target)}</p>`
}

/** It ended without a session, and the person may try again. */
export function endedPage({
  how,
  requestId,
  ways,
  ...step
}: Step & { readonly how: EndingName; readonly requestId: string; readonly ways: Ways | null }): Html {
  const words = endingsTexts(step.site.language)
  const { title, text, action } = words.endings[how]
  // Whoever was not answered may have mistyped: they begin with their address again.
  const afresh = how === 'unanswered' || how === 'reported'
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
<p>${text}</p>
${how === 'unanswered' || how === 'reported' ? referencePart(step) : ''}
<div class="stack">
${
  afresh
    ? button(`${step.path}/restart`, action, { fields: how === 'unanswered' ? { keep: 'yes' } : {} })
    : button(`${step.path}/again`, action, { fields: { request: requestId } })
}
${ways ? otherWays(step, ways, 'phone') : ''}
${afresh ? '' : button(`${step.path}/restart`, words.another, { class: 'second' })}
</div>
<p class="row small quiet mid">${words.about(step.target)} <a href="${step.site.base}/help">${words.cannot}</a></p>`,
  })
}

/** It ended for good. `failure` is the check that failed, told only to whoever proved themselves. */
export function refusedPage({ failure, ...step }: Step & { readonly failure: string | null }): Html {
  const words = refusalsTexts(step.site.language)
  const told = failure === null ? undefined : words.refusals[failure]
  if (!told) return endedPage({ ...step, how: 'unanswered', requestId: '', ways: null })
  return layout({
    ...step,
    title: told.title,
    body: html`<h1>${told.title}</h1>
<p>${told.text}</p>
${told.account ? html`<p><a class="button" href="${step.site.base}/sign-in?to=/account">${words.account}</a></p>` : ''}
${referencePart(step)}
${button(`${step.path}/restart`, words.other, { class: 'second' })}`,
  })
}

/** Another tab finished it, or the person came back to it. */
export function finishedPage({ continueTo, ...step }: Step & { readonly continueTo: string | null }): Html {
  const words = signInTexts(step.site.language).finished
  return layout({
    ...step,
    title: words.title,
    body: html`<h1>${words.title}</h1>
${
  continueTo
    ? html`<p>${words.text}</p><a class="button" href="${continueTo}">${words.open(step.target)}</a>`
    : html`<p>${words.close(step.target)}</p>`
}`,
  })
}

function referencePart({ site, reference }: Step): Html {
  return html`<div class="key"><span class="code big">${reference}</span>${copyButton(site, reference)}</div>
<p class="small quiet mid">${endingsTexts(site.language).give}</p>`
}

/** Only the script shows it: without one nothing is copied. */
export function copyButton({ language }: Site, what: string): Html {
  const { copy, copied } = frameTexts(language)
  return html`<button type="button" class="second" hidden data-copy="${what}" data-copied="${copied}">${copy}</button>`
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
