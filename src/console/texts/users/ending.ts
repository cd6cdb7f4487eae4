import { inLanguage } from '#ui/in-language.ts'

const en = {
  menuOf: (application: string) => `Actions for ${application}`,
  end: {
    menu: 'Remove User…',
    title: (name: string, application: string) => `Remove ${name} from ${application}`,
    text: (name: string, application: string) => `${name} can no longer sign in to ${application}.`,
    done: (name: string, application: string) => `${name} is removed from ${application}`,
    doneBoth: (name: string, application: string) => `${name} is removed from ${application} and deactivated`,
    stops: {
      signIn: 'Signing in there, even while it is open to everyone',
      tokens: 'What the application was given for them, refresh tokens and access tokens, now',
      everything: 'Signing in anywhere, and every open session with its tokens',
    },
    stays: {
      account: 'Their account there, so that access can be restored as it was',
      others: 'Their session, other applications, devices and links',
      ways: 'Devices and links, for the day they are reactivated',
    },
    told: 'The application, when it next asks about a token',
    alsoDeactivate: {
      label: 'Also deactivate the user',
      description: 'This is their last account.',
    },
  },
  restore: {
    menu: 'Restore access…',
    title: (name: string, application: string) => `Restore the access of ${name} to ${application}`,
    action: 'Restore access',
    done: (name: string, application: string) => `${name} may use ${application} again`,
    text: (application: string) =>
      `They can sign in to ${application} again, as who they were there. Tokens that ended stay ended.`,
    stillDeactivated: 'They stay deactivated until somebody reactivates them.',
  },
}

/** What is asked and said when somebody is removed from one application, and when they come back to it. */
export const endingTexts = inLanguage({ en })
