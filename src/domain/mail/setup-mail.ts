import type { ClaimPurpose } from '#contract/claims.ts'
import { escapeHtml } from './escape-html.ts'
import { inUtc } from './in-utc.ts'
import { qrTable } from './qr-table.ts'

export interface SetupMail {
  readonly firstName: string
  readonly organisation: string
  readonly purpose: ClaimPurpose
  readonly link: string
  readonly expiresAt: Date
}

/** The mail that a person sets their phone up with: the link for a phone, the QR code for whoever reads it elsewhere. */
export function setupMail(mail: SetupMail): { subject: string; text: string; html: string } {
  const { firstName, organisation, link, expiresAt } = mail
  const welcome = mail.purpose === 'enrol'
  const subject = welcome
    ? `Welcome to ${organisation}: set up your phone`
    : `${organisation}: set up your phone`
  const why = welcome
    ? `${organisation} signs you in with your phone. Set it up once; it takes about two minutes.`
    : `Your administrator at ${organisation} sent you a new setup code for your phone.`
  const until = `It works once, until ${inUtc(expiresAt)}.`
  const ignore = 'You did not expect this mail? Then ignore it: nothing happens without the code.'
  const text = [
    `Hello ${firstName},`,
    why,
    `On your phone, open this link:\n${link}`,
    'Reading this on a computer? The HTML part of this mail shows a QR code to scan with your phone.',
    until,
    ignore,
  ].join('\n\n')
  const p = (inner: string) => `<p style="margin:0 0 16px">${inner}</p>`
  const button =
    `<a href="${escapeHtml(link)}" style="display:inline-block;padding:12px 20px;background:#4f56d9;color:#ffffff;` +
    `border-radius:8px;text-decoration:none;font-weight:600">Set up this phone</a>`
  const html =
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escapeHtml(subject)}</title></head>` +
    '<body style="margin:0;padding:24px;background:#ffffff;color:#111827;font:16px/1.5 system-ui,sans-serif">' +
    '<div style="max-width:480px;margin:0 auto">' +
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escapeHtml(subject)}</h1>` +
    p(`Hello ${escapeHtml(firstName)},`) +
    p(escapeHtml(why)) +
    p('<strong>Reading this on your phone?</strong>') +
    p(button) +
    p('<strong>Reading this on a computer?</strong> Scan this with your phone’s camera:') +
    qrTable(link, `QR code to set up a phone for ${organisation}`) +
    `<p style="margin:16px 0">${escapeHtml(until)}</p>` +
    `<p style="margin:0 0 16px;color:#4b5563;font-size:14px;overflow-wrap:anywhere">The link itself: ${escapeHtml(link)}</p>` +
    `<p style="margin:0;color:#4b5563;font-size:14px">${escapeHtml(ignore)}</p>` +
    '</div></body></html>'
  // A name with a line break would write headers of its own.
  return { subject: subject.replace(/\s+/g, ' '), text, html }
}
