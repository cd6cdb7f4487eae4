import { byLanguage } from '#contract/language.ts'
import { inUtc } from '../in-utc.ts'

interface About {
  readonly organisation: string
  readonly firstName: string
  readonly at: Date
}

const on = (at: Date) => inUtc('en-GB', at)
const hello = (firstName: string) => `Hello ${firstName},`

const passwords = {
  set: {
    subject: 'Your password was changed',
    what: 'a new password was set for your account',
  },
  temporary: {
    subject: 'A temporary password was made for you',
    what: 'an administrator made a temporary password for your account. It works once, within 24 hours, and asks for a new one',
  },
  cleared: {
    subject: 'Your password was removed',
    what: 'the password of your account was removed',
  },
}

const passkeys = {
  added: {
    subject: 'A passkey was added',
    what: (name: string) => `The passkey “${name}” can now be used to sign in to your account`,
    advice: 'If this was you, there is nothing to do.',
  },
  removed: {
    subject: 'A passkey was removed',
    what: (name: string) => `The passkey “${name}” can no longer be used to sign in to your account`,
    advice: 'If this was you, or was arranged with you, there is nothing to do.',
  },
  copied: {
    subject: 'A passkey of yours is refused',
    what: (name: string) =>
      `The passkey “${name}” was used as if there were two of it, and is refused from now on`,
    advice: 'Nobody was signed in. Sign in another way, remove it on your account page and add a new one.',
  },
}

const links = {
  linked: {
    subject: 'A way to sign in was added',
    what: 'can now be used to sign in to your account',
  },
  unlinked: {
    subject: 'A way to sign in was removed',
    what: 'can no longer be used to sign in to your account',
  },
}

const en = {
  password: (
    kind: keyof typeof passwords,
    { organisation, firstName, at, forgot }: About & { forgot: string },
  ) => ({
    subject: `${passwords[kind].subject} at ${organisation}`,
    lines: [
      hello(firstName),
      `On ${on(at)} ${passwords[kind].what}, at ${organisation}.`,
      'If this was you, or was arranged with you, there is nothing to do.',
      `If it was not, somebody may be able to sign in as you: tell your administrator at once, and set another password by “Forgot password” at ${forgot}.`,
    ],
  }),
  passkey: (
    kind: keyof typeof passkeys,
    { organisation, firstName, at, name }: About & { name: string },
  ) => ({
    subject: `${passkeys[kind].subject} at ${organisation}`,
    lines: [
      hello(firstName),
      `${passkeys[kind].what(name)}, at ${organisation}. This happened on ${on(at)}.`,
      passkeys[kind].advice,
      'If it was not you, tell your administrator at once.',
    ],
  }),
  link: (
    kind: keyof typeof links,
    {
      organisation,
      firstName,
      at,
      provider,
      email,
    }: About & { provider: string /** What it is called there. */; email: string | null },
  ) => ({
    subject: `${links[kind].subject} at ${organisation}`,
    lines: [
      hello(firstName),
      `${email ? `The account ${email} at ${provider}` : `An account at ${provider}`} ${links[kind].what} at ${organisation}. This was changed on ${on(at)}.`,
      'If this was you, or was arranged with you, there is nothing to do.',
      'If it was not, tell your administrator at once.',
    ],
  }),
  overrideUsed: ({ organisation, firstName, at }: About) => ({
    subject: `You signed in with a passcode at ${organisation}`,
    lines: [
      hello(firstName),
      `On ${on(at)} somebody signed in as you at ${organisation} with a passcode from an administrator, without your phone.`,
      'If this was you, there is nothing to do. The passcode does not work again.',
      'If it was not, tell your administrator at once.',
    ],
  }),
  overrideIssued: ({ organisation, firstName, at, expiresAt }: About & { expiresAt: Date }) => ({
    subject: `A passcode was issued for you at ${organisation}`,
    lines: [
      hello(firstName),
      `On ${on(at)} an administrator of ${organisation} issued a one-time passcode that signs you in without your phone. It works once, until ${on(expiresAt)}.`,
      'The administrator tells it to you. Nobody else needs it, and nobody will ask you for it.',
      'If you did not ask for it, somebody may be trying to sign in as you: tell your administrator at once.',
    ],
  }),
}

/** What people are told of their ways to sign in, but for phones. */
export const wayMails = byLanguage({ en })
