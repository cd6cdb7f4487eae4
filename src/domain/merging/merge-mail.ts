import { inUtc } from '../mail/in-utc.ts'
import { letter } from '../mail/letter.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { mailAddress } from '../users/email-key.ts'
import type { Work } from '../work.ts'
import type { MergePlan } from './plan-merge.ts'

/**
 * Tells a person that two accounts of theirs became one, wherever they are known to read: what lets them into the one may let somebody
 * into it who had only the other. An address of the source that was never confirmed may be a stranger's.
 */
export async function sendMergeMail(work: Work, { source, target }: MergePlan): Promise<void> {
  const words = letter({
    subject: `Two of your accounts at ${work.base.name} are one now`,
    lines: [
      `Hello ${target.firstName},`,
      `On ${inUtc(work.now)} an administrator merged the account ${source.email} into ${target.email}, at ${work.base.name}. ` +
        `From now on ${target.email} is your account; other ways to sign in, such as an account at a provider, lead to it as well.`,
      'If both accounts were yours, there is nothing to do.',
      'If one of them was not, somebody may be able to sign in as you: tell your administrator at once.',
    ],
  })
  const known = [target.email, target.personalEmail, source.emailVerified ? source.email : null]
  for (const to of new Set(known.filter((one) => one !== null).map(mailAddress)))
    await queueMail(work, { to, ...words })
}
