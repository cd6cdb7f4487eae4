import type { User } from '#contract/users.ts'
import { inUtc } from '../mail/in-utc.ts'
import type { LetterWords } from '../mail/letter.ts'
import type { Work } from '../work.ts'

/** Tells the person that a phone which waited for an administrator can approve from now on. */
export const confirmedWords = (work: Work, user: User, deviceName: string): LetterWords => ({
  subject: `Your phone was confirmed at ${work.base.name}`,
  lines: [
    `Hello ${user.firstName},`,
    `On ${inUtc(work.now)} an administrator confirmed the phone “${deviceName}”. It can approve your sign-ins at ${work.base.name} from now on.`,
    'If you know this phone, there is nothing to do.',
    'If you do not, tell your administrator at once, so that they remove it.',
  ],
})
