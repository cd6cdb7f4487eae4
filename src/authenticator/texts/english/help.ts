import { helpEntries } from '#contract/help.ts'

/** The entries are the same as on the page at `/help`. */
export const help = {
  title: 'Help',
  none: 'There is no such page',
  entries: helpEntries('en'),
  stuck: 'Still stuck? Contact your IT administrator.',
  check: 'Check',
  openScanner: 'Open scanner',
  sendTest: 'Send test',
  backUp: 'Back up now',
  alerts: {
    webpush: 'Allowed, and this phone can be reached.',
    denied: 'Not allowed on this phone.',
    unsupported: "Alerts don't work in this browser.",
    off: 'Not turned on yet. Turn them on in Settings.',
  },
  network: {
    reached: 'The server answers.',
    unreached: "The server can't be reached.",
    offline: "You're offline.",
  },
  camera: { granted: 'Allowed.', denied: 'Not allowed.', prompt: 'Not asked yet: the scanner asks.' },
}
