import { html } from 'hono/html'
import type { PasswordFailure, PasswordRules } from '#contract/passwords.ts'
import { type Html, layout, type Site } from './layout.ts'
import { newPasswordField } from './new-password.ts'

/** Asks for the address that a link is to be sent to. */
export function forgotPasswordPage(page: {
  readonly site: Site
  readonly address: string
  readonly wrong: boolean
  /** Of the sign-in that led here. */
  readonly signIn: string | null
}): Html {
  const { site, address, wrong, signIn } = page
  return layout({
    site,
    title: 'Forgot your password?',
    body: html`<h1>Forgot your password?</h1>
<p>Enter your work email, and we send you a link to set a new one.</p>
<form method="post" action="${site.base}/password/forgot" class="stack">
${signIn ? html`<input type="hidden" name="sign_in" value="${signIn}">` : ''}
<div class="field"><label for="address">Email</label>
<input id="address" name="address" type="email" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="254" required autofocus value="${address}"${wrong ? html` aria-invalid="true" aria-describedby="wrong"` : ''}>
${wrong ? html`<p class="wrong" id="wrong">Enter your work email, like name@example.com.</p>` : ''}</div>
<button>Send a link</button>
</form>
<p class="row mid"><a href="${backTo(site, signIn)}">Back to the sign-in</a></p>`,
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
  return layout({
    site,
    title: 'Look into your mail',
    body: html`<h1>Look into your mail</h1>
<p>If that address can reset its password, we’ve sent a link. It works once, for an hour.</p>
<p class="small quiet">Nothing there after a few minutes? Look into the folder for unwanted mail, or ask your IT administrator.</p>
<a class="button second" href="${backTo(site, signIn)}">Back to the sign-in</a>`,
  })
}

/** Here no mail can be sent, so that nobody waits for one. */
export function noMailPage({ site }: { readonly site: Site }): Html {
  return layout({
    site,
    title: 'Forgot your password?',
    body: html`<h1>Forgot your password?</h1>
<p>${site.organisation} sends no mail. Ask your IT administrator for a temporary password.</p>
<a class="button second" href="${site.base}/sign-in?to=/account">Back to the sign-in</a>`,
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
  return layout({
    site,
    title: 'Choose a new password',
    body: html`<h1>Choose a new password</h1>
<p>For ${email}.</p>
${page.busy ? html`<p class="note bad" role="alert">The server is busy. Nothing was changed: try again in a moment.</p>` : ''}
<form method="post" action="${site.base}/password/set">
<input type="hidden" name="token" value="${token}">
${newPasswordField({ rules, failures, email })}
<p class="tick"><label><input type="checkbox" name="end_others" value="yes"${page.endOthers ? html` checked` : ''}> Sign out everywhere else</label></p>
<button>Set password</button>
</form>`,
  })
}

/** Used, expired, replaced or never one: the page does not tell which. */
export function linkOverPage({ site }: { readonly site: Site }): Html {
  return layout({
    site,
    title: 'This link doesn’t work any more',
    body: html`<h1>This link doesn’t work any more</h1>
<p>It was used, it is older than an hour, or a newer one took its place.</p>
<a class="button" href="${site.base}/password/forgot">Get a new link</a>`,
  })
}

/** Whoever set one is not signed in by that. */
export function passwordSetPage({ site }: { readonly site: Site }): Html {
  return layout({
    site,
    title: 'Your password is set',
    body: html`<h1>Your password is set</h1>
<p>Sign in with it from here on.</p>
<a class="button" href="${site.base}/sign-in?to=/account">Sign in</a>`,
  })
}

const backTo = (site: Site, signIn: string | null) =>
  signIn ? `${site.base}/sign-in/${signIn}` : `${site.base}/sign-in?to=/account`
