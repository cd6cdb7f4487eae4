import { html } from 'hono/html'
import { type Html, layout, type Site } from './layout.ts'

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
  return layout({
    site,
    title: `${provider} works`,
    body: html`<h1>${provider} works</h1>
<p>The provider answered and everything about its answer was right. Nobody was signed in or linked by this test.</p>
<dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<p>${outcome}</p>
<a class="button second" href="${backTo}">Back to the console</a>`,
  })
}
