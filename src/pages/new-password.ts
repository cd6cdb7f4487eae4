import { html } from 'hono/html'
import type { PasswordFailure, PasswordRules } from '#contract/passwords.ts'
import type { Html } from './layout.ts'

/** What is wrong with a new password, in words. */
export function failureText(failure: PasswordFailure, rules: PasswordRules): string {
  switch (failure) {
    case 'too-short':
      return `Use at least ${rules.minimumLength} characters.`
    case 'too-long':
      return 'That is too long. Use fewer than 250 characters.'
    case 'uppercase':
      return 'Add an uppercase letter.'
    case 'lowercase':
      return 'Add a lowercase letter.'
    case 'digit':
      return 'Add a digit.'
    case 'symbol':
      return 'Add a symbol.'
    case 'breached':
      return 'This password is known from a data breach, so others will try it. Choose another one.'
    case 'common':
      return 'This is one of the passwords that people choose most. Choose another one.'
    case 'context':
      return 'It contains your name, your address or the name of the organisation. Leave that out.'
    case 'reused':
      return 'You have used this password before. Choose a new one.'
  }
}

/**
 * The field for a new password with the rules below it. The script ticks those that can be seen by looking (`data-least`, `data-test`);
 * the server says all of them again.
 *
 * @param email whose it is, for the password manager
 */
export function newPasswordField({
  rules,
  failures,
  email,
  label = 'New password',
  required = true,
}: {
  readonly rules: PasswordRules
  readonly failures: readonly PasswordFailure[]
  readonly email: string | null
  readonly label?: string
  readonly required?: boolean
}): Html {
  const wrong = failures.length > 0
  const rule = (text: string, data: Html | string = '') => html`<li${data}>${text}</li>`
  const test = (pattern: string) => html` data-test="${pattern}"`
  return html`${email ? html`<input type="text" name="username" autocomplete="username" value="${email}" readonly hidden>` : ''}
<div class="field"><label for="new-password">${label}</label>
<input id="new-password" name="password" type="password" autocomplete="new-password" autocapitalize="none" spellcheck="false"${required ? html` required` : ''}${wrong ? html` autofocus aria-invalid="true"` : ''} aria-describedby="${wrong ? 'password-wrong ' : ''}password-rules">
<button type="button" class="link" hidden data-reveal="new-password">Show password</button>
${wrong ? html`<div class="wrong" id="password-wrong">${failures.map((failure) => html`<p>${failureText(failure, rules)}</p>`)}</div>` : ''}
<ul class="rules" id="password-rules" data-rules-of="new-password">
${rule(`At least ${rules.minimumLength} characters`, html` data-least="${rules.minimumLength}"`)}
${rules.uppercase ? rule('An uppercase letter', test('\\p{Lu}')) : ''}
${rules.lowercase ? rule('A lowercase letter', test('\\p{Ll}')) : ''}
${rules.digit ? rule('A digit', test('\\p{Nd}')) : ''}
${rules.symbol ? rule('A symbol', test('[^\\p{L}\\p{N}\\p{M}\\s]')) : ''}
${rule('Without your name, your address and the organisation’s name')}
${rules.blockBreached ? rule('None that many people use, or that is known from a data breach') : ''}
${rules.history > 0 ? rule(rules.history === 1 ? 'Not the one you have' : `None of your last ${rules.history}`) : ''}
</ul></div>`
}
