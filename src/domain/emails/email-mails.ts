import { languageOf } from '../mail/language-of.ts'
import { type Letter, letter } from '../mail/letter.ts'
import { accountMails } from '../mail/texts/account.ts'
import type { Work } from '../work.ts'

interface About {
  readonly firstName: string
  readonly kind: 'primary' | 'alias'
  /** The person asked for it, and no administrator; left out where it does not matter any more. */
  readonly bySelf?: boolean
}

/** To the new address: whoever opens its link shows that mail to it arrives. */
export function confirmationMail(
  work: Work,
  {
    firstName,
    kind,
    bySelf = false,
    link,
    expiresAt,
  }: About & { readonly link: string; readonly expiresAt: Date },
): Letter {
  const language = languageOf(work.base)
  const about = { organisation: work.base.name, firstName, kind, bySelf }
  return letter(language, accountMails(language).confirmAddress({ ...about, href: link, expiresAt }))
}

/** To the present address, which the new one had no part in (NIST SP 800-63B §4.6): once when it is asked for and once when it is done. */
export function emailChangeNotice(
  work: Work,
  {
    firstName,
    kind,
    bySelf = false,
    email,
    done,
  }: About & { readonly email: string; readonly done: boolean },
): Letter {
  const language = languageOf(work.base)
  const about = { organisation: work.base.name, firstName, kind, bySelf, at: work.now }
  return letter(language, accountMails(language).addressChanges({ ...about, email, done }))
}
