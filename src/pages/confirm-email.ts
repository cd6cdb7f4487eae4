import { html } from 'hono/html'
import { type Html, layout, type Site } from './layout.ts'
import { confirmEmailTexts } from './texts/confirm-email.ts'

/** Behind the link of the mail: nothing happens until the button is pressed. */
export function confirmEmailPage(page: {
  readonly site: Site
  readonly path: string
  readonly token: string
  readonly email: string
  readonly becomes: 'primary' | 'alias'
}): Html {
  const { site, path, token, email, becomes } = page
  const words = confirmEmailTexts(site.language)
  return layout({
    site,
    title: words.title,
    body: html`<h1>${words.title}</h1>
<p><b>${email}</b></p>
<p>${words.becomes[becomes]}</p>
<form method="post" action="${path}" class="stack">
<input type="hidden" name="token" value="${token}">
<button>${words.action}</button>
</form>
<p class="hint">${words.unexpected}</p>`,
  })
}
