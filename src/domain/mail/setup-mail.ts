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
  /** A second code is asked for, which travels another way. */
  readonly guarded: boolean
}

/** What the person is told of what the code is for. */
const words: Record<
  ClaimPurpose,
  (organisation: string) => { readonly subject: string; readonly why: string; readonly also?: string }
> = {
  enrol: (organisation) => ({
    subject: `Welcome to ${organisation}: set up your phone`,
    why: `${organisation} signs you in with your phone. Set it up once; it takes about two minutes.`,
  }),
  reset: (organisation) => ({
    subject: `${organisation}: set up your phone`,
    why: `Your phones at ${organisation} were unregistered. This code sets up the next one.`,
    also: 'It begins anew: backups that you made before do not work here any more.',
  }),
  restore: (organisation) => ({
    subject: `${organisation}: restore your phone`,
    why: `Your administrator at ${organisation} sent you a setup code for your phone. You also need your backup, with its passphrase or recovery code.`,
    also: 'You have no backup? Tell your administrator: they can let you begin anew.',
  }),
  add: (organisation) => ({
    subject: `${organisation}: set up another phone`,
    why: `Your administrator at ${organisation} sent you a setup code for another phone. The phone that you have keeps working.`,
  }),
}

/** The mail that a person sets their phone up with: the link for a phone, the QR code for whoever reads it elsewhere. */
export function setupMail(mail: SetupMail): { subject: string; text: string; html: string } {
  const { firstName, organisation, link, expiresAt } = mail
  const { subject, why, also } = words[mail.purpose](organisation)
  const guard = 'The app also asks for six digits. Your administrator gives them to you, not by mail.'
  const more = [...(also ? [also] : []), ...(mail.guarded ? [guard] : [])]
  const until = `It works once, until ${inUtc(expiresAt)}.`
  const ignore = 'You did not expect this mail? Then ignore it: nothing happens without the code.'
  const text = [
    `Hello ${firstName},`,
    why,
    ...more,
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
    more.map((line) => p(escapeHtml(line))).join('') +
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
