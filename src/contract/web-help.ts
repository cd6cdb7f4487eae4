import type { HelpEntry, HelpFacts } from './help.ts'
import { byLanguage } from './language.ts'
import { plural } from './plural.ts'

const en = (facts: HelpFacts): readonly HelpEntry[] => [
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

/** What only the page says: the app has no part in it. */
export const webHelpEntries = byLanguage({ en })

function lasting({ session }: HelpFacts): string {
  if (!session) return 'after some hours, after a while without activity'
  const { hours, idleMinutes } = session
  const idle = idleMinutes % 60 === 0 ? hoursOf(idleMinutes / 60) : minutesOf(idleMinutes)
  return `after ${hoursOf(hours)}, after ${idle} without activity`
}

const hoursOf = (count: number) => plural('en', count, { one: 'one hour', other: '# hours' })
const minutesOf = (count: number) => plural('en', count, { one: 'one minute', other: '# minutes' })
