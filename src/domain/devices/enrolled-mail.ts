import type { User } from '#contract/users.ts'
import type { Work } from '../work.ts'

/** Tells the person, on a way that the new phone had no part in, that a phone was set up for them. */
export function enrolledMail(work: Work, user: User, deviceName: string) {
  const when = `${work.now.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const lines = [
    `Hello ${user.firstName},`,
    `A phone was set up to approve your sign-ins at ${work.base.name}: “${deviceName}”, on ${when}.`,
    'If this was you, there is nothing to do.',
    'If it was not, tell your administrator at once, so that they remove this phone.',
  ]
  const html = lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')
  return {
    to: user.email,
    subject: `A phone was set up for you at ${work.base.name}`,
    text: lines.join('\n\n'),
    html: `<!doctype html><html lang="en"><body style="font-family:sans-serif">${html}</body></html>`,
  }
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
