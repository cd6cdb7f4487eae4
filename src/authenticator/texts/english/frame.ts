/** What stands around every screen, and what is said before anything else. */
export const frame = {
  tabs: { label: 'Main', requests: 'Requests', accounts: 'Accounts', settings: 'Settings' },
  offline: "You're offline. Sign-ins can be approved once you're back.",
  back: 'Back',
  close: 'Close',
  continue: 'Continue',
  tryAgain: 'Try again',
  unknown: 'Unknown',
  /** What a phone is called that does not tell its model. */
  platforms: {
    ios: 'iPhone',
    android: 'Android phone',
    windows: 'Windows computer',
    macos: 'Mac',
    linux: 'Linux computer',
    other: 'My phone',
  },
  pin: 'PIN',
  allSix: 'Type all six digits first',
  lock: { title: 'Latchkey is locked', unlock: 'Unlock' },
  farewell: {
    revoked: { title: 'Device Revoked', text: 'This device has been removed from your account.' },
    gone: { title: 'This account is no longer accessible.', text: '' },
    left: { title: 'This phone was removed', text: 'Removed by you.' },
    setUpAgain: 'Set up again',
    help: 'Help',
  },
  keysGone: {
    title: "This phone's keys are gone",
    text: "The phone's system cleared what Latchkey had stored, so it can't approve sign-ins any more. Restore your account from a backup, or ask your IT administrator for a new setup code. Installing the app keeps this from happening again.",
    setUp: 'Set up again',
  },
  outsideScan: {
    title: 'Open the app and scan from there.',
    text: "For your safety, a sign-in code works only in Latchkey's own scanner: open the app, choose Requests, then Scan QR code.",
    open: 'Open Latchkey',
  },
  newerVersion: {
    title: 'Update the app and try again',
    text: 'This code was made by a newer version of Latchkey. Update the app and try again.',
  },
  forged: {
    title: "We couldn't verify this request",
    text: "It doesn't come from your organisation, so there is nothing to approve. Tell your IT administrator now.",
  },
}
