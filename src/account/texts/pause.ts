import { inLanguage } from '#ui/in-language.ts'

const en = {
  until: (when: string) => `Sign-in requests don’t ring your phone until ${when}`,
  endless: 'Sign-in requests don’t ring your phone until your administrators have looked',
  meanwhile: 'Open the app when you sign in, or scan the QR code on the sign-in page.',
  resume: 'Let them ring again…',
  resuming: {
    title: 'Let sign-in requests ring again',
    action: 'Let them ring',
    what: 'If somebody else is still trying to sign in as you, their requests ring as well. Approve none of them.',
    done: 'Sign-in requests ring your phone again',
  },
}

/** While sign-in requests do not ring the person's phone. */
export const pauseTexts = inLanguage({ en })
