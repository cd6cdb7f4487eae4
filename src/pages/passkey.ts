import { html } from 'hono/html'
import type { Language } from '#contract/language.ts'
import type { Html } from './layout.ts'
import { passkeysTexts } from './texts/passkeys.ts'

/**
 * The button that asks the browser for a passkey. It needs the script, which shows it where the browser knows passkeys and says so where
 * it does not; on the page that asks for nothing else, those without script are told what is missing.
 */
export function passkeyPart({
  language,
  path,
  wrong,
  isFirst,
  autofill,
  or = '',
}: {
  readonly language: Language
  /** Of the sign-in. */
  readonly path: string
  /** Why the last one did not count, in words. */
  readonly wrong: string | null
  readonly isFirst: boolean
  /** The page has a field in which the browser may offer passkeys beside addresses. */
  readonly autofill: boolean
  /** What stands between it and the ways before it. */
  readonly or?: Html | ''
}): Html {
  const words = passkeysTexts(language)
  const { over, none, broken, unknown } = words.browser
  return html`<div class="row stack" hidden>${or}
<button type="button" class="${isFirst ? '' : 'second'}" data-passkey="${path}/passkey"${autofill ? html` data-autofill="yes"` : ''} data-over="${over}" data-none="${none}" data-broken="${broken}" data-unknown="${unknown}">${words.button}</button>
<p class="wrong" role="alert" id="passkey-wrong"${wrong === null ? html` hidden` : ''}>${wrong ?? ''}</p>
</div>
${autofill ? '' : html`<noscript><p class="note">${words.needsScript}</p></noscript>`}`
}
