import type { User } from '#contract/users.ts'
import { inUtc } from '../mail/in-utc.ts'
import type { LetterWords } from '../mail/letter.ts'
import type { Work } from '../work.ts'

/** Tells the person at every address of theirs: one of them may be where the setup code of the new phone went. */
export const enrolledWords = (work: Work, user: User, deviceName: string): LetterWords => ({
  subject: `A phone was set up for you at ${work.base.name}`,
  lines: [
    `Hello ${user.firstName},`,
    `A phone was set up to approve your sign-ins at ${work.base.name}: “${deviceName}”, on ${inUtc(work.now)}.`,
    'If this was you, there is nothing to do.',
    'If it was not, tell your administrator at once, so that they remove this phone.',
  ],
})
