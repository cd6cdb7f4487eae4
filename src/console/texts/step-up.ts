import { inLanguage } from '#ui/in-language.ts'

const en = {
  /** Under the title: what it is for. */
  reason: (reason: string) => `${reason}.`,
  passkey: {
    title: 'Confirm with your passkey',
    text: 'Your browser asks for your fingerprint, face, PIN or security key.',
    action: 'Use my passkey',
    other: 'Use another way',
    unknown: 'This browser doesn’t know passkeys',
  },
  password: { title: 'Confirm that it’s you', action: 'Confirm', label: 'Your password' },
  signIn: {
    title: 'Sign in again first',
    text: 'This needs a fresh proof that it’s you. Sign in again, then come back and repeat it.',
    action: 'Sign in again',
  },
  phone: {
    title: 'Approve this on your phone',
    text: 'Open the request in Latchkey on your phone and type this number there.',
    /** Read out before the number. */
    number: 'Number to type on your phone:',
    waiting: 'Waiting for your phone',
    expires: 'Expires in',
    approved: 'Approved. Going on…',
    again: 'Try again',
    showQr: 'Nothing on your phone? Show a QR code',
    qr: 'QR code: open Latchkey on your phone and choose Scan',
  },
  endings: {
    denied: 'You denied this on your phone. Nothing was changed.',
    reported: 'You reported this on your phone. Nothing was changed, and requests are paused for 15 minutes.',
    expired: 'The time is over. Nothing was changed.',
    superseded: 'A newer request took the place of this one.',
    cancelled: 'This request was withdrawn.',
    wrongNumber: "That wasn't the number. For your safety this request was stopped, and nothing was changed.",
    other: 'This request has ended. Nothing was changed.',
  },
}

/** A fresh proof of who one is, before an act that hurts. */
export const stepUpTexts = inLanguage({ en })
