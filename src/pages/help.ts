import { html } from 'hono/html'
import { type HelpEntry, type HelpFacts, helpContact, helpEntries, webHelpEntries } from '#contract/help.ts'
import { helpLink } from '#contract/help-link.ts'
import { type Html, layout, type Site } from './layout.ts'

/** Help for the people who sign in: what the app says as well, then what only a browser needs. */
export function helpPage({ site, facts }: { readonly site: Site; readonly facts: HelpFacts }): Html {
  const entries = [...helpEntries(facts), ...webHelpEntries(facts)]
  return layout({
    site,
    title: 'Help',
    wide: true,
    body: html`<h1>Help with signing in</h1>
<ul>
${entries.map(({ id, title }) => html`<li><a href="#${id}">${curly(title)}</a></li>`)}
</ul>
${entries.map((entry) => entryOf(entry, facts.contact))}`,
  })
}

function entryOf({ id, title, text, steps, after }: HelpEntry, contact: string | null): Html {
  const link = helpLink(contact ?? undefined)
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${curly(title)}</h2>
${text ? html`<p>${curly(text)}</p>` : ''}
${steps ? html`<ol>${steps.map((step) => html`<li>${curly(step.text)}</li>`)}</ol>` : ''}
${after ? html`<p>${curly(after.text)}</p>` : ''}
<p class="quiet">Still stuck? ${helpContact}${link ? html`: <a href="${link.href}">${contact}</a>` : ''}.</p>
</section>
`
}

/** The hosted pages set apostrophes as print does. */
const curly = (text: string) => text.replaceAll("'", '’')
