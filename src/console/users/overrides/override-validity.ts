/** How long an override may be good for, in minutes. */
export const validities = {
  '10': '10 minutes',
  '30': '30 minutes',
  '60': '1 hour',
  '120': '2 hours',
  '240': '4 hours',
  '480': '8 hours, the longest',
} as const
export type Validity = keyof typeof validities
export const usualValidity: Validity = '60'
