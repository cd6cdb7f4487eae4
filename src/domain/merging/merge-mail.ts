import { languageOf } from '../mail/language-of.ts'
import { letter } from '../mail/letter.ts'
import { accountMails } from '../mail/texts/account.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { mailAddress } from '../users/email-key.ts'
import type { Work } from '../work.ts'
import type { MergePlan } from './plan-merge.ts'

/**
 * Tells a person that two accounts of theirs became one, wherever they are known to read: what lets them into the one may let somebody
 * into it who had only the other. An address of the source that was never confirmed may be a stranger's.
 */
export async function sendMergeMail(work: Work, { source, target }: MergePlan): Promise<void> {
  const language = languageOf(work.base)
  const words = accountMails(language).merged({
    organisation: work.base.name,
    firstName: target.firstName,
    at: work.now,
    gone: source.email,
    kept: target.email,
  })
  const mail = letter(language, words)
  const known = [target.email, target.personalEmail, source.emailVerified ? source.email : null]
  for (const to of new Set(known.filter((one) => one !== null).map(mailAddress)))
    await queueMail(work, { to, ...mail })
}
