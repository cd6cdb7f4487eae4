import { html } from 'hono/html'
import { type Html, layout, type Site } from './layout.ts'
import { providersTexts } from './texts/providers.ts'

/** What an administrator sees at the end of a test of a provider: what it says of them, and what a sign-in would make of it. */
export function providerTestPage({
  site,
  provider,
  facts,
  outcome,
  backTo,
}: {
  readonly site: Site
  readonly provider: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly outcome: string
  readonly backTo: string
}): Html {
  const words = providersTexts(site.language)
  const title = words.test.title(provider)
  return layout({
    site,
    title,
    body: html`<h1>${title}</h1>
<p>${words.test.what}</p>
<dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<p>${outcome}</p>
<a class="button second" href="${backTo}">${words.back.console}</a>`,
  })
}
