import { html } from 'hono/html'
import { type Html, layout } from './layout.ts'
import { button, otherWays, type Step, type Ways, whoPart } from './sign-in.ts'
import { codesTexts } from './texts/codes.ts'
import { frameTexts } from './texts/frame.ts'

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
  const { path, site, target } = step
  const { code: words, wrong: wrongWords, wrongWith } = codesTexts(site.language)
  const { triesLeft } = code
  const whyWrong = triesLeft === null ? wrongWords : wrongWith(triesLeft)
  const again = (label: string, options: { class?: string } = {}) =>
    button(`${path}/code/again`, label, { ...options, fields: { seen: code.id } })
  const title = code.over ? words.overTitle : words.title
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
${
  code.over
    ? html`<p role="alert">${words.over}</p>
${again(words.again)}`
    : html`<p>${code.method === 'mail' ? words.sentTo(target, address) : words.sentToMobile(target)}</p>
${codeField(step, { action: `${path}/code`, label: words.label, kind: 'digits', wrong: wrong ? whyWrong : null })}
<div class="row small quiet mid">${words.missing} ${again(words.again, { class: 'link' })}</div>`
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
  const { passcode: words, wrong: wrongWords } = codesTexts(step.site.language)
  const { title } = words
  return layout({
    ...step,
    title,
    body: html`<h1>${title}</h1>
<p>${words.what(step.target)}</p>
${codeField(step, { action: `${step.path}/passcode`, label: words.label, kind: 'passcode', wrong: wrong ? wrongWords : null })}
${otherWays(step, ways, 'override')}
${whoPart(step, address)}`,
  })
}

/** One real input; what people put between the characters is forgiven, so that pasting works. */
function codeField(
  { site }: Step,
  {
    action,
    label,
    kind,
    wrong,
  }: {
    readonly action: string
    readonly label: string
    readonly kind: 'digits' | 'passcode'
    readonly wrong: string | null
  },
): Html {
  const typed =
    kind === 'digits'
      ? html` autocomplete="one-time-code" inputmode="numeric" maxlength="20" data-send-at="6"`
      : html` autocomplete="one-time-code" autocapitalize="characters" maxlength="30"`
  return html`<form method="post" action="${action}">
<div class="field"><label for="code">${label}</label>
<input id="code" name="code" class="code cells" type="text"${typed} autocorrect="off" spellcheck="false" required autofocus${wrong ? html` aria-invalid="true" aria-describedby="wrong"` : ''}>
${wrong ? html`<p class="wrong" id="wrong" role="alert">${wrong}</p>` : ''}</div>
<button>${frameTexts(site.language).continue}</button>
</form>`
}
