import { byLanguage } from '#contract/language.ts'

const en = {
  back: { signIn: 'Back to the sign-in', account: 'Back to your account', console: 'Back to the console' },
  notOpen: {
    unknown: {
      title: 'This sign-in is over',
      text: 'It took longer than ten minutes, or this page was opened twice. Go back to where you came from and sign in again.',
    },
    'other-browser': {
      title: 'This sign-in belongs to another browser',
      text: 'It can only be finished where it was begun. If nobody sent you here, go back and sign in again; if somebody did, tell your IT administrator.',
    },
    'provider-off': {
      title: 'This way to sign in was switched off',
      text: 'Go back and choose another one, or ask your IT administrator.',
    },
  },
  failed: {
    title: (provider: string) => `${provider} didn’t sign you in`,
    declined: 'You cancelled there, or you may not use it. Try again or choose another way to sign in.',
    unreachable: 'It didn’t answer as it should. Try again in a moment or choose another way.',
    untrusted:
      'Its answer could not be trusted, so nothing was done. Try again; if it stays, tell your IT administrator.',
  },
  silent: {
    title: 'Your provider doesn’t answer',
    text: 'Try again in a moment, or sign in another way. If it stays, tell your IT administrator.',
  },
  linking: {
    blocked: {
      title: 'This account can’t be added',
      text: (provider: string) =>
        `An administrator has blocked it. Use another account at ${provider}, or ask them.`,
    },
    taken: {
      title: 'Somebody else uses this account',
      text: (provider: string) =>
        `This account at ${provider} already signs somebody else in here. If both are you, ask your administrator to merge them.`,
    },
    gone: {
      title: 'This didn’t work',
      text: (provider: string) => `${provider} was switched off in the meantime. Nothing was added.`,
    },
  },
  test: {
    failed: (provider: string) => `${provider} doesn’t work yet`,
    title: (provider: string) => `${provider} works`,
    what: 'The provider answered and everything about its answer was right. Nobody was signed in or linked by this test.',
    subject: 'Subject',
    address: 'Address',
    addressVerified: 'Address verified',
    name: 'Name',
    none: 'none',
    yes: 'yes',
    no: 'no',
    linked: 'In a sign-in, somebody would be recognised: this account is linked.',
    link: 'In a sign-in, this account would be linked to the person with this address.',
    create: 'In a sign-in, a new person would be added.',
    prove: 'In a sign-in, the person with this address would be asked to prove their account here first.',
    refused: {
      unknown: 'In a sign-in, this person would be refused: nobody here has this address.',
      blocked: 'In a sign-in, this person would be refused: this account was unlinked and blocked.',
      'email-unverified':
        'In a sign-in, this person would be refused: nobody is added without a verified address of a trusted provider.',
      'provider-off': 'In a sign-in, this person would be refused: the provider is switched off.',
    },
  },
}

/** The way to a provider and back. */
export const providersTexts = byLanguage({ en })
