import type { User } from '#contract/users.ts'
import { languageOf } from '../mail/language-of.ts'
import type { LetterWords } from '../mail/letter.ts'
import { phoneMails } from '../mail/texts/phones.ts'
import type { Work } from '../work.ts'

/** Tells the person that another PIN serves on a phone of theirs. */
export const pinChangedWords = (work: Work, { firstName }: User, name: string): LetterWords =>
  phoneMails(languageOf(work.base)).pinChanged({
    organisation: work.base.name,
    firstName,
    name,
    at: work.now,
  })
