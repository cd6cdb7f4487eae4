import { html } from 'hono/html'
import { type Html, layout, type Site } from './layout.ts'

/** Behind the link of the mail: nothing happens until the button is pressed. */
export function confirmEmailPage(page: {
  readonly site: Site
  readonly path: string
  readonly token: string
  readonly email: string
  readonly becomes: 'primary' | 'alias'
}): Html {
  const { site, path, token, email, becomes } = page
  return layout({
    site,
    title: 'Confirm your address',
    body: html`<h1>Confirm your address</h1>
<p><b>${email}</b></p>
<p>${
      becomes === 'primary'
        ? 'From then on you sign in with this address, in place of the present one.'
        : 'From then on you can sign in with this address as well.'
    }</p>
<form method="post" action="${path}" class="stack">
<input type="hidden" name="token" value="${token}">
<button>Confirm</button>
</form>
<p class="hint">You did not expect this? Close this page: nothing changes.</p>`,
  })
}
