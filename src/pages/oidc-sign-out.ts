import { html } from 'hono/html'
import { type Html, layout, type Site } from './layout.ts'
import { oidcTexts } from './texts/oidc.ts'

/** Asks before a session ends: an application may only propose it. */
export function signOutPage({
  site,
  application,
  action,
  secret,
}: {
  readonly site: Site
  readonly application: string | null
  /** Where the form is sent, and the secret that it must repeat. */
  readonly action: string
  readonly secret: string
}): Html {
  const words = oidcTexts(site.language).signOut
  return layout({
    site,
    title: words.title,
    body: html`<h1>${words.title}</h1>
<p>${application ? words.asked(application) : words.what}</p>
<form method="post" action="${action}" class="stack">
<input type="hidden" name="xsrf" value="${secret}">
<button type="submit" name="logout" value="yes">${words.action}</button>
<button class="second" type="submit">${words.stay}</button>
</form>`,
  })
}
