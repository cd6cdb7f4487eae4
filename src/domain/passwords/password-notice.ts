import { inUtc } from '../mail/in-utc.ts'
import { tellPerson } from '../mail/tell-person.ts'
import type { Work } from '../work.ts'

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

/** Tells a person of a change to their password. */
export function sendPasswordNotice(
  work: Work,
  owner: { readonly firstName: string; readonly email: string; readonly personalEmail: string | null },
  kind: keyof typeof notices,
): Promise<void> {
  const { subject, what } = notices[kind]
  return tellPerson(work, owner, {
    subject: `${subject} at ${work.base.name}`,
    lines: [
      `Hello ${owner.firstName},`,
      `On ${inUtc(work.now)} ${what}, at ${work.base.name}.`,
      'If this was you, or was arranged with you, there is nothing to do.',
      'If it was not, somebody may be able to sign in as you: tell your administrator at once, and set another password by ' +
        `“Forgot password” at ${work.base.baseUrl}/password/forgot.`,
    ],
  })
}
