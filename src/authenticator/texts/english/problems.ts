import { plural } from '#contract/plural.ts'

/** What went wrong, for the person who holds the phone. */
export const problems = {
  forged:
    "We couldn't make sure that this comes from your organisation. Don't approve it, and tell your IT administrator.",
  notVerified: "We couldn't verify that it's you. Try again.",
  unreachable: "The server can't be reached. Check your connection and try again.",
  app: 'Something broke in the app. Close it, open it and try again.',
  server: 'Something broke on our side. Try again in a moment.',
  pinWrong: 'That PIN is not right.',
  pinWrongLeft: (left: number) =>
    `That PIN is not right. ${plural('en', left, { one: 'One try is', other: '# tries are' })} left before this phone is paused.`,
  pinWeak: 'That PIN is too easy to guess. Choose another.',
  tooMany: 'Too many tries. Wait a little and try again.',
  tooManyWait: (seconds: number) => `Too many tries. Wait ${waitOf(seconds)} and try again.`,
  didMismatch:
    "This phone doesn't hold the identity that your account belongs to. Ask your administrator to reset your devices and send a new setup code.",
  claimInvalid:
    'This link or code has expired, was used, or was replaced by a newer one. Ask your IT administrator for a new one.',
  claimLocked: 'This code was tried too often. Ask your IT administrator for a new one.',
  counterReused: "This phone's key seems to have been copied. Tell your IT administrator.",
  notReceiving: "Alerts don't reach this phone. Turn them on in Settings first.",
  suspended: 'This phone is paused. Contact your administrator.',
}

function waitOf(seconds: number): string {
  if (seconds < 60) return plural('en', Math.ceil(seconds), { one: 'a second', other: '# seconds' })
  if (seconds <= 90) return 'a minute'
  return plural('en', Math.ceil(seconds / 60), { one: 'a minute', other: '# minutes' })
}
