import type { ReactNode } from 'react'
import { inLanguage } from '#ui/in-language.ts'

const en = {
  errors: {
    firstName: 'Enter the first name',
    lastName: 'Enter the last name',
    email: 'Enter an email address, such as name@company.example',
    mobile: 'Enter a phone number on one line',
    personalEmail: 'Enter an email address, such as name@mail.example',
  },
  done: {
    welcomed: (name: string) => `Added ${name}. The welcome email is on its way.`,
    added: (name: string) => `Added ${name}`,
  },
  email: 'Their work email. They sign in with it.',
  mobile: "For codes by SMS when the phone app isn't at hand. With the country code: +49 170 1234567",
  personalEmail: 'The invitation goes here instead, for a work mailbox that is itself behind Latchkey.',
  role: { label: 'Role', description: 'An admin can sign in to this console.', user: 'User' },
  inboxLink: '/inbox',
  inbox: (link: ReactNode) => <>No mail server is set up: read it at {link}.</>,
  cancel: 'Cancel',
  showThem: 'Show them',
  taken: (show: ReactNode) => <>A user with this email already exists. {show}</>,
  welcome: {
    needsHttps:
      'Phones can be enrolled only over https, or on this computer at localhost. Send the invitation later.',
    noMail:
      "No mail server is set up. Issue a setup code on the user's page and hand over its link or QR code.",
    on: 'A setup link and a QR code, good for seven days.',
    off: "They stay Invited. Send the invitation, or issue a setup code, on the user's page.",
  },
}

/** What the form that creates a user says. */
export const addingTexts = inLanguage({ en })
