import { languageOf } from '../mail/language-of.ts'
import { type Letter, type LetterWords, letter } from '../mail/letter.ts'
import { restoreMails } from '../mail/texts/restores.ts'
import type { Work } from '../work.ts'
import type { Person } from './restores.sql.ts'

export function restoreCodeMail(work: Work, { firstName }: Person, code: string): Letter {
  const language = languageOf(work.base)
  return letter(language, restoreMails(language).code({ organisation: work.base.name, firstName, code }))
}

export const restoreCodeText = (work: Work, code: string): string =>
  restoreMails(languageOf(work.base)).codeText(work.base.name, code)

/** After the last try: whoever typed them has the backup. */
export const restoreMissedWords = (work: Work, { firstName }: Person): LetterWords =>
  restoreMails(languageOf(work.base)).missed({ organisation: work.base.name, firstName, at: work.now })
