import { inLanguage } from '#ui/in-language.ts'

const en = {
  code: {
    what: 'passcode',
    read: 'Read it to them. It signs them in once, without the phone. They have been told.',
    where: (time: string) =>
      `On the sign-in page they choose “Passcode from your administrator”; below a number it appears after 20 seconds. Good until ${time}. We can't show it again.`,
  },
  states: { open: 'Open', used: 'Used', expired: 'Expired', revoked: 'Revoked', locked: 'Tried too often' },
  title: 'Administrative overrides',
  gone: 'somebody who is gone',
  by: (name: string) => `by ${name}`,
  revoked: 'The passcode is revoked',
  revoke: 'Revoke',
  used: (time: string) => `used ${time}`,
  goodUntil: (time: string) => `good until ${time}`,
  neverUsed: 'never used',
  validities: {
    '10': '10 minutes',
    '30': '30 minutes',
    '60': '1 hour',
    '120': '2 hours',
    '240': '4 hours',
    '480': '8 hours, the longest',
  },
  issue: {
    sayWhy: 'Say why first',
    title: (person: string) => `Administrative override for ${person}`,
    text: "A passcode that signs them in once, without their phone. Be sure that it's them: call back on a number you know, or see them.",
    read: "I've read it to them",
    reason: {
      label: 'Reason',
      description: 'For administrators only: why, and how you recognised them. Kept with the event.',
    },
    goodFor: 'Good for',
    earlier: (person: string) => `An earlier passcode that was not used ends. ${person} is told by email.`,
    cancel: 'Cancel',
    action: 'Issue passcode',
  },
}

/** What is said of administrative overrides. */
export const overridesTexts = inLanguage({ en })
