/** The languages that the screens speak. One more here, and the compiler names every catalogue that lacks it. */
const languages = ['en'] as const

export type Language = (typeof languages)[number]

/** The first of the person's languages that the screens speak, else English. The only place where this is chosen. */
export const language: Language =
  navigator.languages
    .map((tag) => tag.split('-')[0])
    .map((wanted) => languages.find((one) => one === wanted))
    .find((one) => one !== undefined) ?? 'en'

/** Which way it is read; layouts name starts and ends, never sides. */
export const direction: 'ltr' | 'rtl' = ['ar', 'fa', 'he', 'ur'].includes(language) ? 'rtl' : 'ltr'
