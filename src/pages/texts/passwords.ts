import { byLanguage } from '#contract/language.ts'

const en = {
  back: 'Back to the sign-in',
  forgot: {
    title: 'Forgot your password?',
    what: 'Enter your work email, and we send you a link to set a new one.',
    action: 'Send a link',
  },
  sent: {
    title: 'Look into your mail',
    what: 'If that address can reset its password, we’ve sent a link. It works once, for an hour.',
    nothing:
      'Nothing there after a few minutes? Look into the folder for unwanted mail, or ask your IT administrator.',
  },
  noMail: (organisation: string) =>
    `${organisation} sends no mail. Ask your IT administrator for a temporary password.`,
  set: {
    title: 'Choose a new password',
    whose: (email: string) => `For ${email}.`,
    busy: 'The server is busy. Nothing was changed: try again in a moment.',
    endOthers: 'Sign out everywhere else',
    action: 'Set password',
  },
  over: {
    title: 'This link doesn’t work any more',
    what: 'It was used, it is older than an hour, or a newer one took its place.',
    again: 'Get a new link',
  },
  done: { title: 'Your password is set', what: 'Sign in with it from here on.', action: 'Sign in' },
  reset: {
    title: 'Choose a new password',
    /** Why one is asked for, where the organisation has no words of its own. */
    because: {
      required:
        'Your administrator asked for this. Choose a new password, and you go on to where you were going.',
      temporary:
        'The password that you typed was a temporary one. Choose one that only you know, and you go on to where you were going.',
    },
    endOthers: 'Sign out my other sessions',
    action: 'Save and sign in',
  },
}

/** Pages on which a password is asked for anew. */
export const passwordsTexts = byLanguage({ en })
