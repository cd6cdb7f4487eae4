import { html, raw } from 'hono/html'
import { directionOf, type Language } from '#contract/language.ts'
import { script } from './script.ts'
import { style } from './style.ts'
import { frameTexts } from './texts/frame.ts'

/** What a template gives back, and takes in: text that is safe to send. */
export type Html = ReturnType<typeof html>

/** What every page of an organisation shows. */
export interface Site {
  /** The organisation's name; before set-up, the product's. */
  readonly organisation: string
  /** The real address of its server, as people should see it in their browser. */
  readonly host: string
  /** Path below which its pages are: empty, or `/t/{slug}`. */
  readonly base: string
  /** What its reader's browser asks for, of what the pages speak. */
  readonly language: Language
}

export interface Page {
  readonly site: Site
  readonly title: string
  readonly body: Html
  /** "LK-7F3K-2Q", for administrators to look up. */
  readonly reference?: string | undefined
  /** What the page waits for: an event stream, and the state that is shown. Without script it reloads by itself. */
  readonly waits?: { readonly events: string; readonly state: string } | undefined
  readonly wide?: boolean
}

/** A whole page: one card in the middle, who it is from, one question, and help in the same place. */
export function layout({ site, title, body, reference, waits, wide }: Page): Html {
  const words = frameTexts(site.language)
  return html`<!doctype html>
<html lang="${site.language}" dir="${directionOf(site.language)}" data-density="roomy">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title} · ${site.organisation}</title>
<style>${raw(style)}</style>
${waits ? html`<noscript><meta http-equiv="refresh" content="3"></noscript>` : ''}
</head>
<body${waits ? html` data-events="${waits.events}" data-state="${waits.state}"` : ''}>
<main${wide ? raw(' class="wide"') : ''}>
<div class="from">${mark}<div><b>${site.organisation}</b><span>${site.host}</span></div></div>
${body}
<div class="foot"><a href="${site.base}/help">${words.help}</a>${reference ? html`<span>${words.reference} <span class="ref">${reference}</span></span>` : ''}</div>
<p class="sr" role="status" id="said"></p>
</main>
<script>${raw(script)}</script>
</body>
</html>`
}

/** A keyhole in a shield. */
const mark = raw(
  '<svg viewBox="0 0 32 32" aria-hidden="true"><path fill="currentColor" d="M16 2 4 6.5v8.6c0 7 5 12.400 12 14.900 7-2.500 12-7.900 12-14.900V6.500z"/><path fill="#fff" d="M16 9.500a4 4 0 0 0-1.900 7.500L13 23h6l-1.100-6A4 4 0 0 0 16 9.500z"/></svg>',
)
