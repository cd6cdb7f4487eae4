import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  allow: { done: (name: string) => `${name} may have a password now` },
  clear: {
    title: (name: string) => `Clear the password of ${name}`,
    action: 'Clear password',
    done: (name: string) => `Cleared the password of ${name}`,
    text: 'Only linked providers and the phone will work. They can set a new one with Forgot password.',
    stops: { signIn: 'Signing in with the password', links: 'Links to set a password that were sent before' },
    stays: { rest: 'Their phone, linked providers and accounts', sessions: 'Sessions that are open now' },
    told: 'They get an email',
  },
  requireReset: {
    required: (name: string) => `${name} chooses a new password at the next sign-in`,
    kept: (name: string) => `${name} keeps the present password`,
  },
  link: { sent: (email: string) => `Set-password link sent to ${email}` },
  temporary: {
    title: (name: string) => `Temporary password for ${name}`,
    what: 'temporary password',
    handOver:
      "Hand it over through a secure channel. Works once, for 24 hours, and then asks for a new one. We can't show it again.",
    goodUntil: (time: string) => `Good until ${time}.`,
    handedOver: "I've handed it over",
    choose: (name: string) => `A new password for ${name}`,
    link: {
      title: 'Send a link, so that nobody else learns it',
      text: (email: ReactNode) => (
        <>They choose a password by themselves, from a mail to {email}. Links sent earlier stop working.</>
      ),
      noMail: 'No mail server is set up',
      send: 'Send set-password link',
    },
    make: {
      title: 'Or make a temporary password',
      text: (hasPassword: boolean) =>
        `For somebody who can't read that mailbox now. It is shown here once, works once within 24 hours, and a new one has to be chosen then.${hasPassword ? ' Their present password stops working.' : ''}`,
      action: 'Generate temporary password',
    },
    cancel: 'Cancel',
  },
  unlock: { done: (name: string) => `${name} is unlocked` },
}

/** What is asked and said about passwords. */
export const passwordsTexts = inLanguage({ en })
