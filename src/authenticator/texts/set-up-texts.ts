import { inLanguage } from '#ui/in-language.ts'
import { backups } from './english/backups.ts'
import { onboarding } from './english/onboarding.ts'
import { restoring } from './english/restoring.ts'

/** Sentences of setting up, backing up and restoring, loaded with those screens: whoever approves a sign-in needs none of them. */
export const setUpTexts = inLanguage({ en: { backups, onboarding, restoring } })
