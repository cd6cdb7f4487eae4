import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'
import { countsTexts } from './counts.ts'

const en = {
  guarded: {
    title: (name: string) => `Invitation sent to ${name}`,
    text: (name: string) =>
      `The mail went outside the organisation, so the link alone does nothing. Tell ${name} this code by telephone or in person, never by email:`,
    once: "We can't show it again. A new invitation makes a new one.",
    told: "I've told them",
    what: 'code',
  },
  title: (name: string) => `Send ${name} an invitation`,
  action: 'Send invitation',
  sent: (address: string) => `Invitation sent to ${address}`,
  text: (to: ReactNode, days: number) => (
    <>
      An email with a setup link and a QR code goes to {to}. It works once, for {countsTexts.days(days)}.
      Setup codes issued earlier stop working.
    </>
  ),
  restores:
    'They have set up a phone before: the link restores their backup on the next one. Without a backup use Unregister All Devices.',
  guard: 'It leaves the organisation, so they need a code as well. You see it once the mail is sent.',
  inboxLink: '/inbox',
  inbox: (link: ReactNode) => <>No mail server is set up: read it at {link}.</>,
}

/** What is asked and said when a setup link is mailed. */
export const invitationTexts = inLanguage({ en })
