import { inLanguage } from '#ui/in-language.ts'

const en = {
  noneLeft: {
    title: 'Nothing would be left that lets them sign in',
    text: 'Issue a claim code on their page first, so that they can set up a phone. Or go on, and they are locked out.',
    leave: 'Leave without a sign-in method',
    reason: 'They would have no way to sign in',
  },
  removePasskey: {
    title: (name: string) => `Remove ${name}`,
    action: 'Remove passkey',
    done: (passkey: string, user: string) => `Removed ${passkey} of ${user}`,
    stops: (user: string) => `Signing in as ${user} with this passkey`,
    stays: 'Their other ways to sign in, and sessions that are open now',
    told: 'They get an email',
  },
  unlink: {
    title: (name: string, provider: string) => `Unlink ${name} from ${provider}`,
    action: 'Unlink',
    done: (name: string, provider: string) => `Unlinked ${name} from ${provider}`,
    stops: (provider: string, email: string | null) =>
      email ? `Signing in through ${provider} as ${email}` : `Signing in through ${provider}`,
    blocks: 'Linking this identity again, to anybody',
    stays: 'Their other ways to sign in, and sessions that are open now',
    identityStays: 'The identity there: it can be linked again at their next sign-in',
    told: 'They get an email',
    block: {
      label: 'And block re-linking',
      description: 'After a compromise: this identity is not linked again, to anybody.',
    },
  },
}

/** What is asked and said when somebody loses one of their ways to sign in. */
export const waysInTexts = inLanguage({ en })
