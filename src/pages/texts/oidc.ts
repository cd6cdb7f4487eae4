import { byLanguage } from '#contract/language.ts'

const en = {
  signOut: {
    title: 'Sign out?',
    what: 'This ends your session here and in every application that you reached with it.',
    asked: (application: string) =>
      `${application} asks to sign you out. This ends your session here and in every application that you reached with it.`,
    action: 'Sign out',
    stay: 'Stay signed in',
  },
  signedOut: { title: 'You are signed out', text: 'You can close this page.' },
  failed: {
    title: 'We couldn’t start this sign-in',
    /** `what` is the protocol's own, for whoever builds the application. */
    text: (what: string) =>
      `Go back to the application and try again. If this keeps happening, give your administrator the reference. What was wrong: ${what}.`,
  },
  expired: {
    title: 'This sign-in has expired',
    text: 'Go back to the application and start again.',
  },
  refused: {
    thisApplication: 'this application',
    title: (application: string) => `You can’t use ${application}`,
    text: (application: string) =>
      `You are signed in, but you have not been given access to ${application}. Ask your administrator, and give them the reference.`,
    ended: (application: string) =>
      `You are signed in, but your access to ${application} was ended. Ask your administrator, and give them the reference.`,
    back: (application: string) => `Back to ${application}`,
  },
}

/** What applications lead to: the end of a session, and what cannot be answered. */
export const oidcTexts = byLanguage({ en })
