import { escapeHtml } from '../mail/escape-html.ts'

interface About {
  readonly firstName: string
  readonly organisation: string
  readonly kind: 'primary' | 'alias'
  readonly at: Date
}

interface Words {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** To the new address: whoever opens its link shows that mail to it arrives. */
export function confirmationMail(mail: About & { readonly link: string; readonly expiresAt: Date }): Words {
  const { firstName, organisation, kind, link, expiresAt } = mail
  return words(`Confirm this address for ${organisation}`, [
    `Hello ${firstName},`,
    kind === 'primary'
      ? `Your administrator at ${organisation} entered this address as your new one for signing in. It takes the place of the present one once you confirm it.`
      : `Your administrator at ${organisation} added this address to your account. Once you confirm it you can sign in by it as well.`,
    { label: 'Confirm this address', link },
    `The link works once, until ${stamp(expiresAt)}.`,
    'You know nothing of this? Then ignore this mail: without the link nothing changes.',
  ])
}

/** To the present address, which the new one had no part in (NIST SP 800-63B §4.6): once when it is asked for and once when it is done. */
export function emailChangeNotice(mail: About & { readonly email: string; readonly done: boolean }): Words {
  const { firstName, organisation, kind, at, email, done } = mail
  const what =
    kind === 'alias'
      ? `On ${stamp(at)} your administrator added a further address to your account: ${email}. It counts once it is confirmed.`
      : done
        ? `On ${stamp(at)} the address of your account became ${email}. You sign in with it from now on; this one leads to your account no more.`
        : `On ${stamp(at)} your administrator entered a new address for your account: ${email}. Nothing changes until it is confirmed there.`
  return words(
    done
      ? `Your address at ${organisation} was changed`
      : `Your address at ${organisation} is about to change`,
    [
      `Hello ${firstName},`,
      what,
      'If you expected this, there is nothing to do.',
      'If you did not, tell your administrator at once.',
    ],
  )
}

function words(subject: string, lines: readonly (string | { label: string; link: string })[]): Words {
  const html = lines.map((line) =>
    typeof line === 'string'
      ? `<p>${escapeHtml(line)}</p>`
      : `<p><a href="${escapeHtml(line.link)}">${escapeHtml(line.label)}</a></p><p>${escapeHtml(line.link)}</p>`,
  )
  return {
    // A name with a line break would write headers of its own.
    subject: subject.replace(/\s+/g, ' '),
    text: `${lines.map((line) => (typeof line === 'string' ? line : `${line.label}:\n${line.link}`)).join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body style="font-family:sans-serif">${html.join('\n')}</body></html>`,
  }
}

const stamp = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
