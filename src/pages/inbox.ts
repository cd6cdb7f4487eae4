import { html } from 'hono/html'
import { type Html, layout, type Site } from './layout.ts'
import { pagePolicy } from './policy.ts'
import { inboxTexts } from './texts/inbox.ts'

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
  const words = inboxTexts(site.language)
  return layout({
    site,
    title: words.title,
    wide: true,
    waits: { events: '/inbox/events', state },
    body: html`<h1>${words.title}</h1>
<p class="quiet">${words.what}</p>
${
  mails.length === 0
    ? html`<p>${words.none}</p>`
    : html`<ul class="list">${mails.map(
        (mail) =>
          html`<li><a href="/inbox/${mail.id}"><b>${mail.subject}</b><br><span class="small quiet">${words.line(mail.to, time(site, mail.at))}</span></a></li>`,
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
  const words = inboxTexts(site.language)
  return layout({
    site,
    title: mail.subject,
    wide: true,
    body: html`<p><a href="/inbox">${words.all}</a></p>
<h1>${mail.subject}</h1>
<p class="small quiet">${words.line(mail.to, time(site, mail.at))} · ${
      show === 'html'
        ? html`<a href="/inbox/${mail.id}?show=text">${words.asText}</a>`
        : html`<a href="/inbox/${mail.id}">${words.asDesigned}</a>`
    }</p>
${
  show === 'html'
    ? html`<iframe title="${words.frame}" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${`<base target="_blank">${mail.html}`}"></iframe>`
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

/** Of whoever reads it the zone is not known. */
function time({ language }: Site, at: Date): Html {
  const utc = at.toISOString()
  const text = inboxTexts(language).at(utc.slice(0, 16).replace('T', ' '))
  return html`<time datetime="${utc}">${text}</time>`
}
