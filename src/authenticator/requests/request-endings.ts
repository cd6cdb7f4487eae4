/** What a person reads of a request that is over, by the state that the server names. */
export interface Ending {
  readonly tone: 'success' | 'warning' | 'danger'
  readonly title: string
  readonly text: string
}

export const endings = {
  approved: { tone: 'success', title: 'Approved. Return to your computer.', text: 'You can close this app.' },
  denied: { tone: 'success', title: 'We stopped it.', text: 'Nobody was signed in.' },
  reported: {
    tone: 'danger',
    title: 'We stopped it and told your administrators.',
    text: "If you didn't start this, someone may be trying to get in. Tell your IT administrator now. Alerts for new requests pause for 15 minutes.",
  },
  'not-me': {
    tone: 'danger',
    title: 'Nobody was signed in.',
    text: "If you didn't start this, someone may be trying to get in. Tell your IT administrator now.",
  },
  'wrong-number': {
    tone: 'danger',
    title: "That wasn't the number. We stopped this sign-in.",
    text: 'Was it you?',
  },
  expired: { tone: 'warning', title: 'This request has expired.', text: 'Start again on your computer.' },
  superseded: {
    tone: 'warning',
    title: 'A newer request took its place.',
    text: 'You or somebody else asked again.',
  },
  cancelled: { tone: 'warning', title: 'This request was withdrawn.', text: 'There is nothing to approve.' },
  elsewhere: {
    tone: 'warning',
    title: 'This request was answered on another device.',
    text: 'There is nothing to approve here.',
  },
  passcode: {
    tone: 'warning',
    title: 'This sign-in went another way.',
    text: 'There is nothing to approve.',
  },
  paused: {
    tone: 'warning',
    title: 'This phone is paused. Contact your administrator.',
    text: 'It cannot approve anything until then.',
  },
  unknown: { tone: 'warning', title: 'This request is over.', text: 'There is nothing to approve.' },
} as const satisfies Record<string, Ending>

export type EndingName = keyof typeof endings

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
