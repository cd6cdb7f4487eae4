import { queueMail } from '../outbox/queue-mail.ts'
import { mailAddress } from '../users/email-key.ts'
import type { Work } from '../work.ts'
import { languageOf } from './language-of.ts'
import { type LetterWords, letter } from './letter.ts'

/**
 * Mails a person at every address that we have of them: one of them may be where a change came from, which the others then tell
 * (NIST SP 800-63B-4 §4.6).
 */
export async function tellPerson(
  work: Work,
  person: { readonly email: string; readonly personalEmail: string | null },
  words: LetterWords,
): Promise<void> {
  const mail = letter(languageOf(work.base), words)
  const addresses = [person.email, person.personalEmail].filter((one) => one !== null).map(mailAddress)
  for (const to of new Set(addresses)) await queueMail(work, { to, ...mail })
}
