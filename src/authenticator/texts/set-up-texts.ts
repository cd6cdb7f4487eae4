import { backups } from './english/backups.ts'
import { onboarding } from './english/onboarding.ts'
import { restoring } from './english/restoring.ts'
import { language } from './texts.ts'

const english = { backups, onboarding, restoring }
const catalogues: Readonly<Record<string, typeof english>> = { en: english }

/** Sentences of setting up, backing up and restoring, loaded with those screens: whoever approves a sign-in needs none of them. */
export const setUpTexts = catalogues[language] ?? english
