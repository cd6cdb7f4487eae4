import { html } from 'hono/html'
import { type Html, layout, type Site } from './layout.ts'
import { clock } from './sign-in.ts'

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
  return layout({
    site,
    title: 'Too many tries',
    body: html`<h1>Too many tries</h1>
<p>There were too many sign-ins from your network. Wait <span data-left="${secondsLeft}">${clock(secondsLeft)}</span> or ask your IT administrator.</p>
<a class="button second" href="${path}">Back</a>`,
  })
}
