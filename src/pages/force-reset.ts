import { html } from 'hono/html'
import type { PasswordFailure, PasswordRules } from '#contract/passwords.ts'
import type { Texts } from '#contract/settings.ts'
import { type Html, layout } from './layout.ts'
import { newPasswordField } from './new-password.ts'
import { button, type Step } from './sign-in.ts'

/** Why a new password is asked for, where the organisation has no words of its own. */
const reasons = {
  required:
    'Your administrator asked for this. Choose a new password, and you go on to where you were going.',
  temporary:
    'The password that you typed was a temporary one. Choose one that only you know, and you go on to where you were going.',
}

/** A new password before anything else: shown once everything else that this sign-in needs was. */
export function forceResetPage({
  because,
  address,
  rules,
  failures,
  texts,
  endOthers,
  ...step
}: Step & {
  readonly because: keyof typeof reasons
  readonly address: string
  readonly rules: PasswordRules
  readonly failures: readonly PasswordFailure[]
  readonly texts: Texts['forceReset']
  readonly endOthers: boolean
}): Html {
  const title = texts.title ?? 'Choose a new password'
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
<p class="lines">${texts.text ?? reasons[because]}</p>
<form method="post" action="${step.path}/reset">
${newPasswordField({ rules, failures, email: address })}
<p class="tick"><label><input type="checkbox" name="end_others" value="yes"${endOthers ? html` checked` : ''}> Sign out my other sessions</label></p>
<button>${texts.button ?? 'Save and sign in'}</button>
</form>
<div class="row small mid">${address} · ${button(`${step.path}/restart`, 'Not you?', { class: 'link' })}</div>`,
  })
}
