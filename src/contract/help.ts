import { plural } from './plural.ts'

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

/** The last line of every entry. */
export const helpContact = 'Contact your IT administrator'

/** What the app and the page both say. */
export function helpEntries(facts: HelpFacts): readonly HelpEntry[] {
  return [
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
}

/** What only the page says: the app has no part in it. */
export function webHelpEntries(facts: HelpFacts): readonly HelpEntry[] {
  return [
    ...(facts.passwords === false
      ? []
      : [
          {
            id: 'password',
            title: 'Reset my password',
            steps: [
              { text: 'On the sign-in page enter your address and choose “Forgot your password?”.' },
              { text: 'Open the link in the mail that we send you. It works once and expires.' },
              { text: 'Choose a new password, then sign in with it.' },
            ],
          },
        ]),
    {
      id: 'cannot',
      title: "I can't sign in",
      steps: [
        { text: 'Check the spelling of your address and try again.' },
        { text: 'Try another way that the sign-in page offers.' },
        {
          text: 'Read the reference code on the page (it begins with LK) to your IT administrator: with it they see the exact reason.',
        },
      ],
    },
    ...(facts.passwords === false
      ? []
      : [
          {
            id: 'no-mail',
            title: "Didn't get reset email",
            steps: [
              { text: 'Wait a few minutes and look in the spam folder.' },
              { text: 'Check that you entered the address that your organisation knows.' },
              {
                text: 'Perhaps you have no password: people who sign in through another provider (“Continue with …”) reset it there.',
              },
              { text: 'Ask your IT administrator for a temporary password.' },
            ],
          },
        ]),
    {
      id: 'linking',
      title: 'Account linking',
      text: 'An account of yours at another provider can sign you in here. Choose “Continue with …” on the sign-in page: the first time you prove that the account here is yours as well. Your account page shows what is linked, and unlinks it.',
    },
    {
      id: 'session',
      title: 'Session expiry',
      text: `A sign-in ends ${lasting(facts)}, and at once when you or an administrator end it. Signing in again takes one approval on your phone.`,
    },
    {
      id: 'two-factor',
      title: 'Two-factor auth',
      text: 'Where your organisation asks for more than a password, your phone is asked as well: open the app, type the number from the sign-in page, and confirm with your fingerprint, face or PIN. A passkey does both at once.',
    },
  ]
}

function meanwhile({ mailCodes, smsCodes }: HelpFacts): string {
  const first = 'open the app, the request is there; or use the QR code that the sign-in page shows'
  if (mailCodes === null || smsCodes === null)
    return `${first}, or a code by SMS or email where your organisation allows it`
  if (mailCodes && smsCodes) return `${first}, or a code by SMS or email`
  if (smsCodes) return `${first}, or a code by SMS`
  return mailCodes ? `${first}, or a code by email` : first
}

function lasting({ session }: HelpFacts): string {
  if (!session) return 'after some hours, after a while without activity'
  const { hours, idleMinutes } = session
  const idle = idleMinutes % 60 === 0 ? hoursOf(idleMinutes / 60) : minutesOf(idleMinutes)
  return `after ${hoursOf(hours)}, after ${idle} without activity`
}

const hoursOf = (count: number) => plural('en', count, { one: 'one hour', other: '# hours' })
const minutesOf = (count: number) => plural('en', count, { one: 'one minute', other: '# minutes' })
