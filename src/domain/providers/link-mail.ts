import { escapeHtml } from '../mail/escape-html.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { mailAddress } from '../users/email-key.ts'
import type { Work } from '../work.ts'

const words = {
  linked: {
    subject: 'A way to sign in was added',
    what: 'can now be used to sign in to your account',
  },
  unlinked: {
    subject: 'A way to sign in was removed',
    what: 'can no longer be used to sign in to your account',
  },
} as const

/** Tells a person, on a way that the provider has no part in where there is one, that an upstream identity came or went. */
export async function sendLinkMail(
  work: Work,
  person: { readonly firstName: string; readonly email: string; readonly personalEmail: string | null },
  {
    kind,
    providerName,
    upstreamEmail,
  }: {
    kind: keyof typeof words
    providerName: string
    upstreamEmail: string | null
  },
): Promise<void> {
  const { subject, what } = words[kind]
  const when = `${work.now.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const account = upstreamEmail
    ? `The account ${upstreamEmail} at ${providerName}`
    : `An account at ${providerName}`
  const lines = [
    `Hello ${person.firstName},`,
    `${account} ${what} at ${work.base.name}. This was changed on ${when}.`,
    'If this was you, or was arranged with you, there is nothing to do.',
    'If it was not, tell your administrator at once.',
  ]
  const title = `${subject} at ${work.base.name}`.replace(/\s+/g, ' ')
  const html = lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')
  const mail = {
    subject: title,
    text: lines.join('\n\n'),
    html: `<!doctype html><html lang="en"><body style="font-family:sans-serif">${html}</body></html>`,
  }
  const addresses = new Set(
    [person.email, person.personalEmail].filter((one) => one !== null).map(mailAddress),
  )
  for (const to of addresses) await queueMail(work, { to, ...mail })
}
