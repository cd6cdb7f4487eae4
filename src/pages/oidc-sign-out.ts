import { html } from 'hono/html'
import { type Html, layout, type Site } from './layout.ts'

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
  return layout({
    site,
    title: 'Sign out?',
    body: html`<h1>Sign out?</h1>
<p>${application ? html`${application} asks to sign you out. ` : ''}This ends your session here and in every application that you reached with it.</p>
<form method="post" action="${action}" class="stack">
<input type="hidden" name="xsrf" value="${secret}">
<button type="submit" name="logout" value="yes">Sign out</button>
<button class="second" type="submit">Stay signed in</button>
</form>`,
  })
}
