import { languageOf } from '../mail/language-of.ts'
import type { LetterWords } from '../mail/letter.ts'
import { adminMails } from '../mail/texts/administrators.ts'
import type { Work } from '../work.ts'

/** Tells administrators that people may soon get no more codes by text today. */
export const budgetWords = (
  work: Work,
  about: { whose: 'all' | 'strangers'; used: number; perDay: number },
): LetterWords =>
  adminMails(languageOf(work.base)).fewTexts({ organisation: work.base.name, at: work.now, ...about })
