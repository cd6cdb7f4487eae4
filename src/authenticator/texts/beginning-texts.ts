import { inLanguage } from '#ui/in-language.ts'
import { beginning } from './english/beginning.ts'

/** Sentences of the first screens of a set-up: a first visit needs no others of it. */
export const beginningTexts = inLanguage({ en: beginning })
