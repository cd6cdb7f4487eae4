import { inLanguage } from '#ui/in-language.ts'
import { english } from './english.ts'

/** Every sentence of the app. A second language is another value of this type. */
export type Texts = typeof english

export const texts = inLanguage<Texts>({ en: english })
