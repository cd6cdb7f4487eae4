import { html } from 'hono/html'
import type { PasswordFailure, PasswordRules } from '#contract/passwords.ts'
import type { Texts } from '#contract/settings.ts'
import { type Html, layout } from './layout.ts'
import { newPasswordField } from './new-password.ts'
import { type Step, whoPart } from './sign-in.ts'
import { passwordsTexts } from './texts/passwords.ts'

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
  readonly because: 'required' | 'temporary'
  readonly address: string
  readonly rules: PasswordRules
  readonly failures: readonly PasswordFailure[]
  readonly texts: Texts['forceReset']
  readonly endOthers: boolean
}): Html {
  const { language } = step.site
  const words = passwordsTexts(language).reset
  const title = texts.title ?? words.title
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
<p class="lines">${texts.text ?? words.because[because]}</p>
<form method="post" action="${step.path}/reset">
${newPasswordField({ language, rules, failures, email: address })}
<p class="tick"><label><input type="checkbox" name="end_others" value="yes"${endOthers ? html` checked` : ''}> ${words.endOthers}</label></p>
<button>${texts.button ?? words.action}</button>
</form>
${whoPart(step, address)}`,
  })
}
