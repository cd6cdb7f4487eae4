import { inLanguage } from '#ui/in-language.ts'

const en = {
  title: 'Your account',
  notLoaded: 'We couldn’t load your account',
  tryAgain: 'Try again',
  menu: {
    /** Read out, before the name. */
    account: (name: string) => `Account: ${name}`,
    console: 'Console',
    help: 'Help',
    signOut: 'Sign out',
    stillSignedIn: (why: string) => `You're still signed in. ${why}`,
  },
  over: {
    title: 'You’re signed out',
    why: 'Your session has ended: it was idle for too long, or was ended elsewhere.',
    signIn: 'Sign in again',
  },
}

/** Around the panels: whose account it is, and how it ends. */
export const frameTexts = inLanguage({ en })
