import type { Language } from '#contract/language.ts'
import type { Tenancy } from '../work.ts'

/**
 * The language of what is sent to the people of an organisation: what each of them reads is not known. The only place where this is
 * chosen.
 */
export const languageOf = (_organisation: Tenancy): Language => 'en'
