import { html } from 'hono/html'
import { type Html, layout } from './layout.ts'
import { button, otherWays, type Step, type Ways, whoPart } from './sign-in.ts'
import { codeTexts, passcodeTexts } from './sign-in-texts.ts'

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
  const title = code.over ? codeTexts.overTitle : codeTexts.title
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
${
  code.over
    ? html`<p role="alert">${codeTexts.over}</p>
${again(codeTexts.again)}`
    : html`<p>${codeTexts.sent(step.target, code.method === 'mail' ? address : null)}</p>
${codeField({ action: `${path}/code`, label: codeTexts.label, kind: 'digits', wrong: wrong ? codeTexts.wrong(code.triesLeft) : null })}
<div class="row small quiet mid">${codeTexts.missing} ${again(codeTexts.again, { class: 'link' })}</div>`
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
  const { title } = passcodeTexts
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
<p>${passcodeTexts.what(step.target)}</p>
${codeField({ action: `${step.path}/passcode`, label: passcodeTexts.label, kind: 'passcode', wrong: wrong ? codeTexts.wrong(null) : null })}
${otherWays(step, ways, 'override')}
${whoPart(step, address)}`,
  })
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
