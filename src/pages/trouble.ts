import { html } from 'hono/html'
import { countdown } from './countdown.ts'
import { type Html, layout, type Site } from './layout.ts'
import { troubleTexts } from './texts/trouble.ts'

/** A page that says one thing and offers one way on. */
export function messagePage({
  site,
  title,
  text,
  link,
  reference,
}: {
  readonly site: Site
  readonly title: string
  readonly text: string
  readonly link?: { readonly href: string; readonly label: string } | undefined
  readonly reference?: string | undefined
}): Html {
  return layout({
    site,
    title,
    reference,
    body: html`<h1>${title}</h1>
<p>${text}</p>
${link ? html`<a class="button second" href="${link.href}">${link.label}</a>` : ''}`,
  })
}

/** Too many tries from here; the same for every address. */
export function limitedPage({
  site,
  secondsLeft,
  path,
}: {
  readonly site: Site
  readonly secondsLeft: number
  readonly path: string
}): Html {
  const words = troubleTexts(site.language).limited
  return layout({
    site,
    title: words.title,
    body: html`<h1>${words.title}</h1>
<p>${words.what(countdown(site, secondsLeft))}</p>
<a class="button second" href="${path}">${words.back}</a>`,
  })
}
