import { overridesTexts } from '../../texts/users/overrides.ts'
/** How long an override may be good for, in minutes. */
export const validities = overridesTexts.validities
export type Validity = keyof typeof validities
export const usualValidity: Validity = '60'
