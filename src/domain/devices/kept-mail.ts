import type { User } from '#contract/users.ts'
import { inUtc } from '../mail/in-utc.ts'
import type { LetterWords } from '../mail/letter.ts'
import type { Work } from '../work.ts'

/** Tells the person that a phone which another one had taken the place of goes on approving. */
export const keptWords = (
  work: Work,
  user: User,
  { name, isOwn }: { name: string; isOwn: boolean },
): LetterWords => ({
  subject: `A phone stays at ${work.base.name}`,
  lines: [
    `Hello ${user.firstName},`,
    `Another phone had taken the place of “${name}”. On ${inUtc(work.now)} it was said ${isOwn ? 'on your account page' : 'by an administrator'} that it is still in use: it goes on approving your sign-ins at ${work.base.name}.`,
    'If you still use it, there is nothing to do.',
    'If you do not, remove it on your account page, or tell your administrator.',
  ],
})
