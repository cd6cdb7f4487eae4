import { inUtc } from '../mail/in-utc.ts'
import { letter } from '../mail/letter.ts'

/** Tells an owner by another way than the phone that somebody on the server has let a new phone in (NIST SP 800-63B §4.6). */
export function recoveryMail(owner: { firstName: string; email: string }, organisation: string, at: Date) {
  const words = letter({
    subject: `A recovery code was issued for your account at ${organisation}`,
    lines: [
      `Hello ${owner.firstName},`,
      `On ${inUtc(at)} somebody with access to the server of ${organisation} issued a recovery code for your account. ` +
        'Your phones were removed from it, every session was ended, and whoever has the code can enrol a new phone.',
      'If this was you, or was arranged with you, there is nothing to do.',
      'If it was not, somebody else can sign in as you: talk to whoever runs the server at once, and let them run the ' +
        'recovery again, which ends that code.',
    ],
  })
  return { to: owner.email, ...words }
}
