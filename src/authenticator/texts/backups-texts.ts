import { inLanguage } from '#ui/in-language.ts'
import { backups } from './english/backups.ts'

/** Sentences of backing up, loaded with those screens. */
export const backupsTexts = inLanguage({ en: backups })
