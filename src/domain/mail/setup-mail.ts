import type { ClaimPurpose } from '#contract/claims.ts'
import { directionOf, type Language } from '#contract/language.ts'
import { escapeHtml } from './escape-html.ts'
import { qrTable } from './qr-table.ts'
import { mailFrameTexts } from './texts/frame.ts'
import { setupMailTexts } from './texts/set-up.ts'

export interface SetupMail {
  readonly firstName: string
  readonly organisation: string
  readonly purpose: ClaimPurpose
  readonly link: string
  readonly expiresAt: Date
  /** A second code is asked for, which travels another way. */
  readonly guarded: boolean
}

/** The mail that a person sets their phone up with: the link for a phone, the QR code for whoever reads it elsewhere. */
export function setupMail(
  language: Language,
  mail: SetupMail,
): { subject: string; text: string; html: string } {
  const { firstName, organisation, link, expiresAt } = mail
  const words = setupMailTexts(language)
  const { plain, rich, ignore } = words
  const { subject, why, also } = words.purposes[mail.purpose](organisation)
  const more = [...(also ? [also] : []), ...(mail.guarded ? [words.guarded] : [])]
  const hello = words.hello(firstName)
  const until = words.until(expiresAt)
  const text = [hello, why, ...more, `${plain.open}\n${link}`, plain.computer, until, ignore].join('\n\n')
  const p = (inner: string) => `<p style="margin:0 0 16px">${inner}</p>`
  const button =
    `<a href="${escapeHtml(link)}" style="display:inline-block;padding:12px 20px;background:#4f56d9;color:#ffffff;` +
    `border-radius:8px;text-decoration:none;font-weight:600">${escapeHtml(rich.action)}</a>`
  const html =
    `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escapeHtml(subject)}</title></head>` +
    '<body style="margin:0;padding:24px;background:#ffffff;color:#111827;font:16px/1.5 system-ui,sans-serif">' +
    '<div style="max-width:480px;margin:0 auto">' +
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escapeHtml(subject)}</h1>` +
    p(escapeHtml(hello)) +
    p(escapeHtml(why)) +
    more.map((line) => p(escapeHtml(line))).join('') +
    p(`<strong>${escapeHtml(rich.phone)}</strong>`) +
    p(button) +
    p(`<strong>${escapeHtml(rich.computer)}</strong> ${escapeHtml(rich.scan)}`) +
    qrTable(link, rich.qr(organisation)) +
    `<p style="margin:16px 0">${escapeHtml(until)}</p>` +
    `<p style="margin:0 0 16px;color:#4b5563;font-size:14px;overflow-wrap:anywhere">${escapeHtml(mailFrameTexts(language).link(link))}</p>` +
    `<p style="margin:0;color:#4b5563;font-size:14px">${escapeHtml(ignore)}</p>` +
    '</div></body></html>'
  // A name with a line break would write headers of its own.
  return { subject: subject.replace(/\s+/g, ' '), text, html }
}
