import type { User } from '#contract/users.ts'
import { languageOf } from '../mail/language-of.ts'
import type { LetterWords } from '../mail/letter.ts'
import { phoneMails } from '../mail/texts/phones.ts'
import type { Work } from '../work.ts'

/** Tells the person that a phone which waited for an administrator can approve from now on. */
export const confirmedWords = (work: Work, user: User, deviceName: string): LetterWords =>
  phoneMails(languageOf(work.base)).confirmed({
    organisation: work.base.name,
    firstName: user.firstName,
    name: deviceName,
    at: work.now,
  })
