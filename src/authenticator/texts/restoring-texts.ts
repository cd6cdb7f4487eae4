import { inLanguage } from '#ui/in-language.ts'
import { restoring } from './english/restoring.ts'

/** Sentences of restoring, loaded with those screens. */
export const restoringTexts = inLanguage({ en: restoring })
