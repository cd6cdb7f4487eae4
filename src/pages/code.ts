import { html } from 'hono/html'
import { type Html, layout } from './layout.ts'
import { button, otherWays, type Step, type Ways, whoPart } from './sign-in.ts'

/** How the code stands that was asked for: for everybody alike, whether one was sent or not. */
interface CodeState {
  readonly id: string
  readonly method: 'mail' | 'sms'
  readonly over: boolean
  readonly triesLeft: number | null
}

/** Asks for the six digits that came by mail or SMS. Whether any were sent is not said. */
export function codePage({
  address,
  code,
  ways,
  wrong,
  ...step
}: Step & {
  readonly address: string
  readonly code: CodeState
  readonly ways: Ways
  readonly wrong: boolean
}): Html {
  const { path } = step
  const again = (label: string, options: { class?: string } = {}) =>
    button(`${path}/code/again`, label, { ...options, fields: { seen: code.id } })
  const title = code.over ? 'That code is over' : 'Enter the code we sent you'
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
${
  code.over
    ? html`<p role="alert">It was used, tried too often, or is older than ten minutes. Ask for a new one.</p>
${again('New code')}`
    : html`<p>If you can sign in to <b>${step.target}</b> by a code, we sent six digits ${code.method === 'mail' ? html`to ${address}` : 'to your mobile number'}. They work once, for ten minutes.</p>
${codeField({ action: `${path}/code`, label: 'Code', kind: 'digits', wrong: wrong ? wrongWords(code.triesLeft) : null })}
<div class="row small quiet mid">Didn’t get one? ${again('New code', { class: 'link' })}</div>`
}
${otherWays(step, ways, code.method)}
${whoPart(step, address)}`,
  })
}

/** Asks for the passcode that an administrator reads out. */
export function passcodePage({
  address,
  ways,
  wrong,
  ...step
}: Step & { readonly address: string; readonly ways: Ways; readonly wrong: boolean }): Html {
  const title = 'Passcode from your administrator'
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
<p>Your IT administrator can read you a one-time passcode that signs you in to <b>${step.target}</b> without your phone. It works once and expires.</p>
${codeField({ action: `${step.path}/passcode`, label: 'Passcode', kind: 'passcode', wrong: wrong ? wrongWords(null) : null })}
${otherWays(step, ways, 'override')}
${whoPart(step, address)}`,
  })
}

function wrongWords(left: number | null): string {
  const words = 'That code didn’t work. Check it or ask for a new one.'
  if (left === null) return words
  return `${words} ${left === 1 ? 'One try is left.' : `${left} tries are left.`}`
}

/** One real input; what people put between the characters is forgiven, so that pasting works. */
function codeField({
  action,
  label,
  kind,
  wrong,
}: {
  readonly action: string
  readonly label: string
  readonly kind: 'digits' | 'passcode'
  readonly wrong: string | null
}): Html {
  const typed =
    kind === 'digits'
      ? html` autocomplete="one-time-code" inputmode="numeric" maxlength="20" data-send-at="6"`
      : html` autocomplete="one-time-code" autocapitalize="characters" maxlength="30"`
  return html`<form method="post" action="${action}">
<div class="field"><label for="code">${label}</label>
<input id="code" name="code" class="code cells" type="text"${typed} autocorrect="off" spellcheck="false" required autofocus${wrong ? html` aria-invalid="true" aria-describedby="wrong"` : ''}>
${wrong ? html`<p class="wrong" id="wrong" role="alert">${wrong}</p>` : ''}</div>
<button>Continue</button>
</form>`
}
