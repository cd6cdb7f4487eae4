import { escapeHtml } from '../mail/escape-html.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { mailAddress } from '../users/email-key.ts'
import type { Work } from '../work.ts'

export interface MailWords {
  readonly subject: string
  readonly lines: readonly string[]
  /** A button between the lines, after the given number of them. */
  readonly link?: { readonly href: string; readonly label: string; readonly after: number }
}

/** Words as a mail, in both forms. */
export function passwordMail({ subject, lines, link }: MailWords) {
  const before = link ? lines.slice(0, link.after) : lines
  const after = link ? lines.slice(link.after) : []
  const p = (line: string) => `<p style="margin:0 0 16px">${escapeHtml(line)}</p>`
  const button = link
    ? `<p style="margin:0 0 16px"><a href="${escapeHtml(link.href)}" style="display:inline-block;padding:12px 20px;` +
      'background:#1d4ed8;color:#ffffff;border-radius:8px;text-decoration:none;font-weight:600">' +
      `${escapeHtml(link.label)}</a></p>` +
      '<p style="margin:0 0 16px;color:#4b5563;font-size:14px;overflow-wrap:anywhere">The link itself: ' +
      `${escapeHtml(link.href)}</p>`
    : ''
  // A name with a line break would write headers of its own.
  const title = subject.replace(/\s+/g, ' ')
  const html =
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title></head>` +
    '<body style="margin:0;padding:24px;background:#ffffff;color:#111827;font:16px/1.5 system-ui,sans-serif">' +
    '<div style="max-width:480px;margin:0 auto">' +
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escapeHtml(title)}</h1>` +
    `${before.map(p).join('')}${button}${after.map(p).join('')}</div></body></html>`
  const text = [...before, ...(link ? [link.href] : []), ...after].join('\n\n')
  return { subject: title, text, html }
}

export const utc = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
})

const notices = {
  set: {
    subject: 'Your password was changed',
    what: 'a new password was set for your account',
  },
  temporary: {
    subject: 'A temporary password was made for you',
    what: 'an administrator made a temporary password for your account. It works once, within 24 hours, and asks for a new one',
  },
  cleared: {
    subject: 'Your password was removed',
    what: 'the password of your account was removed',
  },
} as const

/**
 * Tells a person of a change to their password, at every address that we have of them: one of them may be where the change came from
 * (NIST SP 800-63B-4 §4.6).
 */
export async function sendPasswordNotice(
  work: Work,
  owner: { readonly firstName: string; readonly email: string; readonly personalEmail: string | null },
  kind: keyof typeof notices,
): Promise<void> {
  const { subject, what } = notices[kind]
  const words = passwordMail({
    subject: `${subject} at ${work.base.name}`,
    lines: [
      `Hello ${owner.firstName},`,
      `On ${utc.format(work.now)} (UTC) ${what}, at ${work.base.name}.`,
      'If this was you, or was arranged with you, there is nothing to do.',
      'If it was not, somebody may be able to sign in as you: tell your administrator at once, and set another password by ' +
        `“Forgot password” at ${work.base.baseUrl}/password/forgot.`,
    ],
  })
  const addresses = new Set([owner.email, owner.personalEmail].filter((one) => one !== null).map(mailAddress))
  for (const to of addresses) await queueMail(work, { to, ...words })
}
