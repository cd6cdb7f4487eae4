import type { User } from '#contract/users.ts'
import { languageOf } from '../mail/language-of.ts'
import type { LetterWords } from '../mail/letter.ts'
import { phoneMails } from '../mail/texts/phones.ts'
import type { Work } from '../work.ts'

/** Tells the person that a phone which another one had taken the place of goes on approving. */
export const keptWords = (work: Work, user: User, phone: { name: string; isOwn: boolean }): LetterWords =>
  phoneMails(languageOf(work.base)).kept({
    organisation: work.base.name,
    firstName: user.firstName,
    at: work.now,
    ...phone,
  })
