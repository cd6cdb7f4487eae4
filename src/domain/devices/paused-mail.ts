import type { User } from '#contract/users.ts'
import { languageOf } from '../mail/language-of.ts'
import type { LetterWords } from '../mail/letter.ts'
import { phoneMails } from '../mail/texts/phones.ts'
import type { Work } from '../work.ts'

/** Tells the person that a phone of theirs was paused because its PIN was typed wrong too often. */
export const pausedWords = (work: Work, { firstName }: User, name: string): LetterWords =>
  phoneMails(languageOf(work.base)).paused({ organisation: work.base.name, firstName, name, at: work.now })
