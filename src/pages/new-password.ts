import { html } from 'hono/html'
import type { Language } from '#contract/language.ts'
import type { PasswordFailure, PasswordRules } from '#contract/passwords.ts'
import type { Html } from './layout.ts'
import { frameTexts } from './texts/frame.ts'
import { newPasswordTexts } from './texts/new-password.ts'

/**
 * The field for a new password with the rules below it. The script ticks those that can be seen by looking (`data-least`, `data-test`);
 * the server says all of them again.
 *
 * @param email whose it is, for the password manager
 */
export function newPasswordField({
  language,
  rules,
  failures,
  email,
  label,
  required = true,
}: {
  readonly language: Language
  readonly rules: PasswordRules
  readonly failures: readonly PasswordFailure[]
  readonly email: string | null
  readonly label?: string
  readonly required?: boolean
}): Html {
  const words = newPasswordTexts(language)
  const frame = frameTexts(language)
  const wrong = failures.length > 0
  const rule = (text: string, data: Html | string = '') => html`<li${data}>${text}</li>`
  const test = (pattern: string) => html` data-test="${pattern}"`
  return html`${email ? html`<input type="text" name="username" autocomplete="username" value="${email}" readonly hidden>` : ''}
<div class="field"><label for="new-password">${label ?? words.label}</label>
<input id="new-password" name="password" type="password" autocomplete="new-password" autocapitalize="none" spellcheck="false"${required ? html` required` : ''}${wrong ? html` autofocus aria-invalid="true"` : ''} aria-describedby="${wrong ? 'password-wrong ' : ''}password-rules">
<button type="button" class="link" hidden data-reveal="new-password" data-hide="${frame.hidePassword}">${frame.showPassword}</button>
${wrong ? html`<div class="wrong" id="password-wrong">${failures.map((failure) => html`<p>${words.failures[failure](rules)}</p>`)}</div>` : ''}
<ul class="rules" id="password-rules" data-rules-of="new-password" data-met="${words.rules.met}" data-all-met="${words.rules.allMet}">
${rule(words.rules.length(rules.minimumLength), html` data-least="${rules.minimumLength}"`)}
${rules.uppercase ? rule(words.rules.uppercase, test('\\p{Lu}')) : ''}
${rules.lowercase ? rule(words.rules.lowercase, test('\\p{Ll}')) : ''}
${rules.digit ? rule(words.rules.digit, test('\\p{Nd}')) : ''}
${rules.symbol ? rule(words.rules.symbol, test('[^\\p{L}\\p{N}\\p{M}\\s]')) : ''}
${rule(words.rules.context)}
${rules.blockBreached ? rule(words.rules.breached) : ''}
${rules.history > 0 ? rule(words.rules.history(rules.history)) : ''}
</ul></div>`
}
