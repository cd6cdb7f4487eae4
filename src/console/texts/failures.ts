import { inLanguage } from '#ui/in-language.ts'

const en = {
  notLoaded: "We couldn't load this",
  tryAgain: 'Try again',
  request: (reference: string) => `Request ${reference}`,
  forbidden: {
    title: "You don't have access to this",
    role: (role: string) => `You need the ${role} role for this. Ask an owner of your organisation.`,
    any: 'Your role does not allow it. Ask an owner of your organisation.',
  },
  broken: { heading: 'Something went wrong', title: 'This page broke' },
  nothing: {
    heading: 'Nothing here',
    title: 'There is no such page',
    text: 'The address may be mistyped, or what was here is gone.',
    overview: 'Go to the overview',
    back: 'Go back',
  },
  signedOut: {
    title: "You're signed out",
    text: 'Your session has ended. This page stays as it is.',
    ways: 'Sign in again in a new tab to go on right here, with everything that you typed. Or sign in on this page: it comes back to the same place.',
    here: 'Sign in on this page',
    again: 'Sign in again',
  },
  signedIn: {
    heading: 'Signed in',
    title: "You're signed in again",
    stay: 'Stay in this tab',
    text: 'Close this tab: your other one goes on where you were.',
  },
}

/** What is said instead of a page. */
export const failuresTexts = inLanguage({ en })
