import type { UserId } from '#contract/ids.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { mailAddress } from '../users/email-key.ts'
import type { Work } from '../work.ts'
import { adminsToTell } from './admins.sql.ts'
import { languageOf } from './language-of.ts'
import { type LetterWords, letter } from './letter.ts'

/**
 * Mails every active owner and user administrator, a hundred at most and owners first; not whoever acts, who knows. Of a device it is
 * its person who acts. `but` is somebody whom it is about, and who is not to hear of it so.
 *
 * `words.subject` and the lines say what happened and where to look, never a secret.
 */
export async function tellAdmins(
  work: Work,
  words: LetterWords,
  { but }: { but?: UserId } = {},
): Promise<void> {
  const admins = (await adminsToTell(work)).filter(({ id }) => id !== but)
  if (admins.length === 0) return
  const mail = letter(languageOf(work.base), words)
  for (const { email } of admins) await queueMail(work, { to: mailAddress(email), ...mail })
}
