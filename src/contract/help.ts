import { byLanguage } from './language.ts'

/**
 * Help for the people who sign in: one source for the app, which has it without a network, and for the page at `/help`. Ids stand in
 * addresses and stay.
 */

/** What the organisation allows. Null where nobody knows: the texts then say "where your organisation allows it". */
export interface HelpFacts {
  readonly mailCodes: boolean | null
  readonly smsCodes: boolean | null
  readonly overrides: boolean | null
  readonly passwords: boolean | null
  /** Whom to ask: a mail address, a phone number or an https address. */
  readonly contact: string | null
  /** How long a sign-in lasts, and how long without activity. */
  readonly session: { readonly hours: number; readonly idleMinutes: number } | null
}

export const nothingKnown: HelpFacts = {
  mailCodes: null,
  smsCodes: null,
  overrides: null,
  passwords: null,
  contact: null,
  session: null,
}

/** What the app can do about a step by itself; a page only says the words. */
export type HelpAct =
  | 'check-alerts'
  | 'check-network'
  | 'open-scanner'
  | 'check-camera'
  | 'send-test'
  | 'back-up'

export interface HelpStep {
  readonly text: string
  readonly act?: HelpAct
}

export interface HelpEntry {
  readonly id: string
  readonly title: string
  /** Before the steps. */
  readonly text?: string
  readonly steps?: readonly HelpStep[]
  /** After the steps. */
  readonly after?: HelpStep
}

const en = (facts: HelpFacts): readonly HelpEntry[] => [
  {
    id: 'no-phone',
    title: "I don't have my phone",
    text:
      facts.overrides === false
        ? 'Ask your IT administrator for a setup code, and set up another phone with it. It works once and expires.'
        : 'Ask your IT administrator for an Administrative Override: a one-time passcode that signs you in without the phone. It works once and expires.',
  },
  {
    id: 'no-alerts',
    title: "I'm not getting notifications",
    steps: [
      { text: "Allow notifications for Latchkey in the phone's settings.", act: 'check-alerts' },
      { text: 'Check the internet connection: mobile data or Wi-Fi.', act: 'check-network' },
      { text: 'Close the app completely and open it again.' },
      { text: 'Restart the phone.' },
    ],
    after: { text: `Still nothing: ${meanwhile(facts)}.`, act: 'send-test' },
  },
  {
    id: 'qr',
    title: "The QR code can't be read",
    steps: [
      {
        text: "Use the app's scanner: the phone's camera app won't work for sign-in codes. It does for invitation and setup codes.",
        act: 'open-scanner',
      },
      { text: "Allow the app to use the camera, in the phone's settings.", act: 'check-camera' },
      {
        text: 'Hold the phone steady, 15–30 cm (6–12 inches) from the screen, in good light, with nothing covering the code.',
      },
      { text: 'Clean the lens of the camera.' },
      { text: 'Make the screen that shows the code brighter.' },
    ],
  },
  {
    id: 'new-phone',
    title: 'New phone',
    steps: [
      { text: 'Before you switch: create a backup on the old phone.', act: 'back-up' },
      { text: 'On the new phone: get the app and choose Restore Account.' },
    ],
    after: {
      text: 'No backup: ask your IT administrator for a new invitation, and set up the new phone with it.',
    },
  },
  {
    id: 'unexpected',
    title: "A request I didn't start",
    text: "Don't approve it. Deny it and tell your IT administrator at once: someone may be trying to get in. “It's not me: deny and report” does both.",
  },
  {
    id: 'lost',
    title: 'Lost or stolen phone',
    text: "Contact your IT administrator at once. They unregister the phone, and from that moment it can't approve anything, whoever holds it.",
    after: {
      text: 'On a new phone: restore your backup, or ask for a new invitation and set it up from scratch.',
    },
  },
  {
    id: 'deactivated',
    title: "Account deactivated, or I can't sign in anywhere",
    text: 'Either your account is suspended, which is temporary: ask your IT administrator. Or it was removed from the organisation: then it disappears from the app.',
    after: { text: 'Contact your IT administrator if you believe this was in error.' },
  },
]

/** What the app and the page both say. */
export const helpEntries = byLanguage({ en })

function meanwhile({ mailCodes, smsCodes }: HelpFacts): string {
  const first = 'open the app, the request is there; or use the QR code that the sign-in page shows'
  if (mailCodes === null || smsCodes === null)
    return `${first}, or a code by SMS or email where your organisation allows it`
  if (mailCodes && smsCodes) return `${first}, or a code by SMS or email`
  if (smsCodes) return `${first}, or a code by SMS`
  return mailCodes ? `${first}, or a code by email` : first
}
