import { html } from 'hono/html'
import type { PasswordFailure, PasswordRules } from '#contract/passwords.ts'
import { type Html, layout, type Site } from './layout.ts'
import { newPasswordField } from './new-password.ts'
import { frameTexts } from './texts/frame.ts'
import { passwordsTexts } from './texts/passwords.ts'

/** Asks for the address that a link is to be sent to. */
export function forgotPasswordPage(page: {
  readonly site: Site
  readonly address: string
  readonly wrong: boolean
  /** Of the sign-in that led here. */
  readonly signIn: string | null
}): Html {
  const { site, address, wrong, signIn } = page
  const { forgot: words, back } = passwordsTexts(site.language)
  const frame = frameTexts(site.language)
  return layout({
    site,
    title: words.title,
    body: html`<h1>${words.title}</h1>
<p>${words.what}</p>
<form method="post" action="${site.base}/password/forgot" class="stack">
${signIn ? html`<input type="hidden" name="sign_in" value="${signIn}">` : ''}
<div class="field"><label for="address">${frame.email}</label>
<input id="address" name="address" type="email" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="254" required autofocus value="${address}"${wrong ? html` aria-invalid="true" aria-describedby="wrong"` : ''}>
${wrong ? html`<p class="wrong" id="wrong">${frame.addressWrong}</p>` : ''}</div>
<button>${words.action}</button>
</form>
<p class="row mid"><a href="${backTo(site, signIn)}">${back}</a></p>`,
  })
}

/** The same for every address, whether somebody has it or not. */
export function linkSentPage({
  site,
  signIn,
}: {
  readonly site: Site
  readonly signIn: string | null
}): Html {
  const { sent: words, back } = passwordsTexts(site.language)
  return layout({
    site,
    title: words.title,
    body: html`<h1>${words.title}</h1>
<p>${words.what}</p>
<p class="small quiet">${words.nothing}</p>
<a class="button second" href="${backTo(site, signIn)}">${back}</a>`,
  })
}

/** Here no mail can be sent, so that nobody waits for one. */
export function noMailPage({ site }: { readonly site: Site }): Html {
  const { forgot, noMail, back } = passwordsTexts(site.language)
  return layout({
    site,
    title: forgot.title,
    body: html`<h1>${forgot.title}</h1>
<p>${noMail(site.organisation)}</p>
<a class="button second" href="${site.base}/sign-in?to=/account">${back}</a>`,
  })
}

/** The page that a link by mail leads to. */
export function setPasswordPage(page: {
  readonly site: Site
  readonly token: string
  readonly email: string
  readonly rules: PasswordRules
  readonly failures: readonly PasswordFailure[]
  readonly endOthers: boolean
  /** Too many are being set at this moment. */
  readonly busy: boolean
}): Html {
  const { site, token, email, rules, failures } = page
  const { language } = site
  const words = passwordsTexts(language).set
  return layout({
    site,
    title: words.title,
    body: html`<h1>${words.title}</h1>
<p>${words.whose(email)}</p>
${page.busy ? html`<p class="note bad" role="alert">${words.busy}</p>` : ''}
<form method="post" action="${site.base}/password/set">
<input type="hidden" name="token" value="${token}">
${newPasswordField({ language, rules, failures, email })}
<p class="tick"><label><input type="checkbox" name="end_others" value="yes"${page.endOthers ? html` checked` : ''}> ${words.endOthers}</label></p>
<button>${words.action}</button>
</form>`,
  })
}

/** Used, expired, replaced or never one: the page does not tell which. */
export function linkOverPage({ site }: { readonly site: Site }): Html {
  const words = passwordsTexts(site.language).over
  return layout({
    site,
    title: words.title,
    body: html`<h1>${words.title}</h1>
<p>${words.what}</p>
<a class="button" href="${site.base}/password/forgot">${words.again}</a>`,
  })
}

/** Whoever set one is not signed in by that. */
export function passwordSetPage({ site }: { readonly site: Site }): Html {
  const words = passwordsTexts(site.language).done
  return layout({
    site,
    title: words.title,
    body: html`<h1>${words.title}</h1>
<p>${words.what}</p>
<a class="button" href="${site.base}/sign-in?to=/account">${words.action}</a>`,
  })
}

const backTo = (site: Site, signIn: string | null) =>
  signIn ? `${site.base}/sign-in/${signIn}` : `${site.base}/sign-in?to=/account`
