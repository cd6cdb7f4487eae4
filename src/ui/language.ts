import { directionOf, type Language, spokenOf } from '#contract/language.ts'

/** The first of the person's languages that the screens speak, else English. The only place where this is chosen. */
export const language: Language = spokenOf(navigator.languages)

export const direction = directionOf(language)
