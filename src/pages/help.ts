import { html } from 'hono/html'
import { type HelpEntry, type HelpFacts, helpEntries } from '#contract/help.ts'
import { helpLink } from '#contract/help-link.ts'
import { webHelpEntries } from '#contract/web-help.ts'
import { type Html, layout, type Site } from './layout.ts'
import { helpPageTexts } from './texts/help.ts'

/** Help for the people who sign in: what the app says as well, then what only a browser needs. */
export function helpPage({ site, facts }: { readonly site: Site; readonly facts: HelpFacts }): Html {
  const { language } = site
  const words = helpPageTexts(language)
  const entries = [...helpEntries(language)(facts), ...webHelpEntries(language)(facts)]
  return layout({
    site,
    title: words.title,
    wide: true,
    body: html`<h1>${words.heading}</h1>
<ul>
${entries.map(({ id, title }) => html`<li><a href="#${id}">${curly(title)}</a></li>`)}
</ul>
${entries.map((entry) => entryOf(site, entry, facts.contact))}`,
  })
}

function entryOf(
  { language }: Site,
  { id, title, text, steps, after }: HelpEntry,
  contact: string | null,
): Html {
  const link = helpLink(contact ?? undefined)
  const words = helpPageTexts(language)
  const stuck = words.stuck(link ? html`<a href="${link.href}">${contact}</a>` : null)
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${curly(title)}</h2>
${text ? html`<p>${curly(text)}</p>` : ''}
${steps ? html`<ol>${steps.map((step) => html`<li>${curly(step.text)}</li>`)}</ol>` : ''}
${after ? html`<p>${curly(after.text)}</p>` : ''}
<p class="quiet">${stuck}</p>
</section>
`
}

/** The hosted pages set apostrophes as print does. */
const curly = (text: string) => text.replaceAll("'", '’')
