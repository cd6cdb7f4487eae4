import { english } from './english.ts'

/** Every sentence of the app. A second language is another value of this type, and one more line in `catalogues`. */
export type Texts = typeof english

const catalogues: Readonly<Record<string, Texts>> = { en: english }

/** The first of the person's languages that the app speaks, else English. The only place where this is chosen. */
const wanted = navigator.languages.map((tag) => tag.split('-')[0] ?? '')
export const language = wanted.find((tag) => tag in catalogues) ?? 'en'

/** Which way it is read; the layout names starts and ends, never sides. */
export const direction = ['ar', 'fa', 'he', 'ur'].includes(language) ? 'rtl' : 'ltr'

export const texts: Texts = catalogues[language] ?? english
