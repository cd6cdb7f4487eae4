import { languageOf } from '../mail/language-of.ts'
import { letter } from '../mail/letter.ts'
import { phoneMails } from '../mail/texts/phones.ts'
import type { Work } from '../work.ts'

/** Tells an owner by another way than the phone that somebody on the server has let a new phone in (NIST SP 800-63B §4.6). */
export function recoveryMail(work: Work, owner: { firstName: string; email: string }) {
  const language = languageOf(work.base)
  const words = phoneMails(language).recovery({
    organisation: work.base.name,
    firstName: owner.firstName,
    at: work.now,
  })
  return { to: owner.email, ...letter(language, words) }
}
