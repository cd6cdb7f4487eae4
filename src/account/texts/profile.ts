import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Profile',
  change: 'Change contact data…',
  facts: {
    name: 'Name',
    mobile: 'Mobile number',
    personalEmail: 'Personal email',
    none: 'None',
    since: 'Here since',
  },
  nameIsKept: 'Your name is kept by your organisation: ask them to change it.',
  contact: {
    title: 'Change contact data',
    action: 'Save',
    saved: 'Contact data saved',
    mobile: 'Mobile number',
    mobileHint: 'With the country code, like +49 170 1234567.',
    personalEmail: 'Personal email',
    personalEmailHint: 'For when you cannot reach your work mailbox.',
    told: 'We tell you by mail that it was changed.',
  },
}

export const profileTexts = inLanguage({ en })
