import { inLanguage } from '#ui/in-language.ts'
import { onboarding } from './english/onboarding.ts'

/** Sentences of setting up, from an opened invitation on, loaded with those screens. */
export const setUpTexts = inLanguage({ en: onboarding })
