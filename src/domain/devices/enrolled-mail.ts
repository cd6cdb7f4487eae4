import type { User } from '#contract/users.ts'
import { languageOf } from '../mail/language-of.ts'
import type { LetterWords } from '../mail/letter.ts'
import { phoneMails } from '../mail/texts/phones.ts'
import type { Work } from '../work.ts'

/** Tells the person at every address of theirs: one of them may be where the setup code of the new phone went. */
export const enrolledWords = (work: Work, user: User, deviceName: string): LetterWords =>
  phoneMails(languageOf(work.base)).enrolled({
    organisation: work.base.name,
    firstName: user.firstName,
    name: deviceName,
    at: work.now,
  })
