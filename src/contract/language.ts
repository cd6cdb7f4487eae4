/** The languages that screens, pages and mails speak. One more here, and the compiler names every catalogue that lacks it. */
export const languages = ['en'] as const

export type Language = (typeof languages)[number]

/** Which way it is read; layouts name starts and ends, never sides. */
export const directionOf = (language: string): 'ltr' | 'rtl' =>
  ['ar', 'fa', 'he', 'ur'].includes(language) ? 'rtl' : 'ltr'

/** The first of the wanted languages (`de-AT`) that is spoken here, else English. */
export function spokenOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const spoken = languages.find((one) => one === tag.split('-')[0]?.toLowerCase())
    if (spoken) return spoken
  }
  return 'en'
}

/** A catalogue to ask for a language, where each request or mail has its own. */
export const byLanguage =
  <Texts>(catalogues: Readonly<Record<Language, Texts>>) =>
  (language: Language): Texts =>
    catalogues[language]
