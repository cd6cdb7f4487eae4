import { byLanguage } from '#contract/language.ts'

export type EndingName = 'denied' | 'wrong-number' | 'reported' | 'superseded' | 'unanswered'

/** How a request ended, in words. */
interface EndingText {
  readonly title: string
  readonly text: string
  /** On the button that goes on. */
  readonly action: string
}

const endings: Record<EndingName, EndingText> = {
  denied: {
    title: 'The request was denied on your phone',
    text: 'Nobody was signed in. If you denied it by accident, send the request again.',
    action: 'Send again',
  },
  'wrong-number': {
    title: 'That wasn’t the right number',
    text: 'For your safety we stopped. Send a new request and type the number that this page shows.',
    action: 'Send again',
  },
  reported: {
    title: 'This sign-in was reported',
    text: 'Somebody said on the phone that it wasn’t them, so we stopped and told the administrators. If it was you, tell your IT administrator.',
    action: 'Start again',
  },
  superseded: {
    title: 'A newer sign-in took over',
    text: 'You asked again from this browser or from another one of yours. Only the newest request counts: go on there, or send a new one from here.',
    action: 'Send again',
  },
  unanswered: {
    title: 'We couldn’t start this sign-in',
    text: 'Nobody approved it in time, or this address can’t sign in here.',
    action: 'Try again',
  },
}

const en = {
  endings,
  another: 'Use another address',
  about: (target: string) => `For ${target}.`,
  cannot: 'I can’t sign in',
  /** Of the reference code. */
  give: 'Give this code to your IT administrator.',
}

/** A sign-in that ended without a session. */
export const endingsTexts = byLanguage({ en })
