import type { User } from '#contract/users.ts'
import { inUtc } from '../mail/in-utc.ts'
import { letter } from '../mail/letter.ts'
import type { Work } from '../work.ts'

/** Tells the person, on a way that the new phone had no part in, that a phone was set up for them. */
export function enrolledMail(work: Work, user: User, deviceName: string) {
  const words = letter({
    subject: `A phone was set up for you at ${work.base.name}`,
    lines: [
      `Hello ${user.firstName},`,
      `A phone was set up to approve your sign-ins at ${work.base.name}: “${deviceName}”, on ${inUtc(work.now)}.`,
      'If this was you, there is nothing to do.',
      'If it was not, tell your administrator at once, so that they remove this phone.',
    ],
  })
  return { to: user.email, ...words }
}
