import type { Language } from '#contract/language.ts'
import { language } from './language.ts'

/** The catalogue in the person's language, of one that has to be there in each. */
export function inLanguage<Texts>(catalogues: Readonly<Record<Language, Texts>>): Texts {
  return catalogues[language]
}
