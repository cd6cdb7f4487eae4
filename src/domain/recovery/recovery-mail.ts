/** Tells an owner by another way than the phone that somebody on the server has let a new phone in (NIST SP 800-63B §4.6). */
export function recoveryMail(owner: { firstName: string; email: string }, organisation: string, at: Date) {
  const when = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const lines = [
    `Hello ${owner.firstName},`,
    `On ${when} somebody with access to the server of ${organisation} issued a recovery code for your account. ` +
      'Your phones were removed from it, every session was ended, and whoever has the code can enrol a new phone.',
    'If this was you, or was arranged with you, there is nothing to do.',
    'If it was not, somebody else can sign in as you: talk to whoever runs the server at once, and let them run the ' +
      'recovery again, which ends that code.',
  ]
  return {
    to: owner.email,
    subject: `A recovery code was issued for your account at ${oneLine(organisation)}`,
    text: `${lines.join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}</body></html>`,
  }
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ')

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
