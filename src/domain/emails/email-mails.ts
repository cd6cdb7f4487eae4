import { inUtc } from '../mail/in-utc.ts'
import { type Letter, letter } from '../mail/letter.ts'

interface About {
  readonly firstName: string
  readonly organisation: string
  readonly kind: 'primary' | 'alias'
  /** The person asked for it, and no administrator; left out where it does not matter any more. */
  readonly bySelf?: boolean
  readonly at: Date
}

/** To the new address: whoever opens its link shows that mail to it arrives. */
export function confirmationMail(mail: About & { readonly link: string; readonly expiresAt: Date }): Letter {
  const { firstName, organisation, kind, bySelf, link, expiresAt } = mail
  const who = bySelf ? `You` : `Your administrator at ${organisation}`
  return letter({
    subject: `Confirm this address for ${organisation}`,
    lines: [
      `Hello ${firstName},`,
      kind === 'primary'
        ? `${who} entered this address as your new one for signing in at ${organisation}. It takes the place of the present one once you confirm it.`
        : `${who} added this address to your account at ${organisation}. Once you confirm it you can sign in by it as well.`,
      `The link works once, until ${inUtc(expiresAt)}.`,
      'You know nothing of this? Then ignore this mail: without the link nothing changes.',
    ],
    link: { href: link, label: 'Confirm this address', after: 2 },
  })
}

/** To the present address, which the new one had no part in (NIST SP 800-63B §4.6): once when it is asked for and once when it is done. */
export function emailChangeNotice(mail: About & { readonly email: string; readonly done: boolean }): Letter {
  const { firstName, organisation, kind, bySelf, at, email, done } = mail
  const who = bySelf ? 'you' : 'your administrator'
  const what =
    kind === 'alias'
      ? `On ${inUtc(at)} ${who} added a further address to your account: ${email}. It counts once it is confirmed.`
      : done
        ? `On ${inUtc(at)} the address of your account became ${email}. You sign in with it from now on; this one leads to your account no more.`
        : `On ${inUtc(at)} ${who} entered a new address for your account: ${email}. Nothing changes until it is confirmed there.`
  return letter({
    subject: done
      ? `Your address at ${organisation} was changed`
      : `Your address at ${organisation} is about to change`,
    lines: [
      `Hello ${firstName},`,
      what,
      'If you expected this, there is nothing to do.',
      'If you did not, tell your administrator at once.',
    ],
  })
}
