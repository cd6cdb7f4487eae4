import { html } from 'hono/html'
import { type Html, layout, type Site } from './layout.ts'
import { pagePolicy } from './policy.ts'

export interface ListedMail {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly at: Date
}

/** The mails of an installation without a mail server, newest first. */
export function inboxPage({
  site,
  mails,
  state,
}: {
  readonly site: Site
  readonly mails: readonly ListedMail[]
  readonly state: string
}): Html {
  return layout({
    site,
    title: 'Inbox',
    wide: true,
    waits: { events: '/inbox/events', state },
    body: html`<h1>Inbox</h1>
<p class="quiet">No mail server is set, so mails stay here. Only this computer can read them.</p>
${
  mails.length === 0
    ? html`<p>No mail yet. An invitation will appear here by itself.</p>`
    : html`<ul class="list">${mails.map(
        (mail) =>
          html`<li><a href="/inbox/${mail.id}"><b>${mail.subject}</b><br><span class="small quiet">To ${mail.to} · ${time(mail.at)}</span></a></li>`,
      )}</ul>`
}`,
  })
}

export function mailPage({
  site,
  mail,
  show,
}: {
  readonly site: Site
  readonly mail: ListedMail & { readonly text: string; readonly html: string }
  readonly show: 'html' | 'text'
}): Html {
  return layout({
    site,
    title: mail.subject,
    wide: true,
    body: html`<p><a href="/inbox">All mails</a></p>
<h1>${mail.subject}</h1>
<p class="small quiet">To ${mail.to} · ${time(mail.at)} · ${
      show === 'html'
        ? html`<a href="/inbox/${mail.id}?show=text">Show as text</a>`
        : html`<a href="/inbox/${mail.id}">Show as designed</a>`
    }</p>
${
  show === 'html'
    ? html`<iframe title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${`<base target="_blank">${mail.html}`}"></iframe>`
    : html`<pre>${linked(mail.text)}</pre>`
}`,
  })
}

/** As all pages, but that a mail brings its own styles along; it lies in a frame that runs nothing. */
export const mailPolicy = pagePolicy.replace(/style-src [^;]*/, "style-src 'unsafe-inline'")

/** Addresses in a text become links. */
function linked(text: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, at) =>
      at % 2 ? html`<a href="${part}" target="_blank" rel="noopener">${part}</a>` : html`${part}`,
    )
}

const time = (at: Date) => {
  const utc = at.toISOString()
  return html`<time datetime="${utc}">${utc.slice(0, 16).replace('T', ' ')} UTC</time>`
}
