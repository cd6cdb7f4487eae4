import type { texts } from '../texts/texts.ts'

export type EndingName = keyof typeof texts.requests.endings

/** How grave an end is; its words are in the catalogue. */
export const endingTones: Record<EndingName, 'success' | 'warning' | 'danger'> = {
  approved: 'success',
  denied: 'success',
  reported: 'danger',
  'not-me': 'danger',
  'wrong-number': 'danger',
  expired: 'warning',
  superseded: 'warning',
  cancelled: 'warning',
  elsewhere: 'warning',
  passcode: 'warning',
  paused: 'warning',
  unknown: 'warning',
}

/** What `request-ended` names is somebody else's doing: our own answers come back as results. */
export function endingOf(state: unknown): EndingName {
  switch (state) {
    case 'expired':
    case 'superseded':
    case 'cancelled':
    case 'passcode':
      return state
    case 'approved':
    case 'redeemed':
    case 'denied':
    case 'reported':
      return 'elsewhere'
    default:
      return 'unknown'
  }
}
