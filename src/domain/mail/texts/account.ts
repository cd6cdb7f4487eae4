import { byLanguage } from '#contract/language.ts'
import { inUtc } from '../in-utc.ts'

interface About {
  readonly organisation: string
  readonly firstName: string
}

/** Of a new address. */
interface Address extends About {
  readonly kind: 'primary' | 'alias'
  /** The person asked for it, and no administrator. */
  readonly bySelf: boolean
}

const on = (at: Date) => inUtc('en-GB', at)
const hello = (firstName: string) => `Hello ${firstName},`

const changes = {
  contact: {
    subject: 'Your contact data was changed',
    what: 'the mobile number or personal address of your account was changed',
  },
  'further-address': {
    subject: 'An address was removed',
    what: 'a further address of your account was removed',
  },
  'contact-by-admin': {
    subject: 'Your contact data was changed',
    what: 'an administrator changed the mobile number or personal address of your account',
  },
  'address-by-admin': {
    subject: 'An address was removed',
    what: 'an administrator removed a further address of your account',
  },
  'push-target': {
    subject: 'Another phone gets your requests',
    what: 'your sign-in requests go to another one of your phones from now on',
  },
}

const en = {
  changed: (kind: keyof typeof changes, { organisation, firstName, at }: About & { at: Date }) => ({
    subject: `${changes[kind].subject} at ${organisation}`,
    lines: [
      hello(firstName),
      `On ${on(at)}, ${changes[kind].what}, at ${organisation}.`,
      ...(kind === 'contact-by-admin' || kind === 'address-by-admin'
        ? [
            ...(kind === 'contact-by-admin' ? ['Codes and notices about your account go there.'] : []),
            'If you expected this, there is nothing to do.',
            'If you did not, tell another administrator at once: somebody may be preparing to sign in as you.',
          ]
        : [
            'If this was you, there is nothing to do.',
            'If it was not, tell your administrator at once: somebody else may be signed in as you.',
          ]),
    ],
  }),
  confirmAddress: ({
    organisation,
    firstName,
    kind,
    bySelf,
    href,
    expiresAt,
  }: Address & { href: string; expiresAt: Date }) => {
    const who = bySelf ? 'You' : `Your administrator at ${organisation}`
    return {
      subject: `Confirm this address for ${organisation}`,
      lines: [
        hello(firstName),
        kind === 'primary'
          ? `${who} entered this address as your new one for signing in at ${organisation}. It takes the place of the present one once you confirm it.`
          : `${who} added this address to your account at ${organisation}. Once you confirm it you can sign in by it as well.`,
        `The link works once, until ${on(expiresAt)}.`,
        'You know nothing of this? Then ignore this mail: without the link nothing changes.',
      ],
      link: { href, label: 'Confirm this address', after: 2 },
    }
  },
  addressChanges: ({
    organisation,
    firstName,
    kind,
    bySelf,
    at,
    email,
    done,
  }: Address & { at: Date; email: string; done: boolean }) => {
    const who = bySelf ? 'you' : 'your administrator'
    const what =
      kind === 'alias'
        ? `On ${on(at)} ${who} added a further address to your account: ${email}. It counts once it is confirmed.`
        : done
          ? `On ${on(at)} the address of your account became ${email}. You sign in with it from now on; this one leads to your account no more.`
          : `On ${on(at)} ${who} entered a new address for your account: ${email}. Nothing changes until it is confirmed there.`
    return {
      subject: done
        ? `Your address at ${organisation} was changed`
        : `Your address at ${organisation} is about to change`,
      lines: [
        hello(firstName),
        what,
        'If you expected this, there is nothing to do.',
        'If you did not, tell your administrator at once.',
      ],
    }
  },
  merged: ({
    organisation,
    firstName,
    at,
    gone,
    kept,
  }: About & { at: Date /** The addresses of the two. */; gone: string; kept: string }) => ({
    subject: `Two of your accounts at ${organisation} are one now`,
    lines: [
      hello(firstName),
      `On ${on(at)} an administrator merged the account ${gone} into ${kept}, at ${organisation}. From now on ${kept} is your account; other ways to sign in, such as an account at a provider, lead to it as well.`,
      'If both accounts were yours, there is nothing to do.',
      'If one of them was not, somebody may be able to sign in as you: tell your administrator at once.',
    ],
  }),
}

/** What people are told of their account. */
export const accountMails = byLanguage({ en })
