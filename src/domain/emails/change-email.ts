import type { UserEmails } from '#contract/emails.ts'
import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { sha256 } from '#platform/hash.ts'
import { randomToken } from '#platform/random.ts'
import { record } from '../audit/record.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { requireOwnProof } from '../passkeys/require-own-proof.ts'
import type { MailKind } from '../ports.ts'
import { emailKey, mailAddress } from '../users/email-key.ts'
import { holdForAct } from '../users/hold-user.ts'
import { readEmail } from '../users/read-email.ts'
import type { Work } from '../work.ts'
import { confirmationMail, emailChangeNotice } from './email-mails.ts'
import { holderOf, insertChange, voidChanges } from './emails.sql.ts'
import { listEmails } from './list-emails.ts'

/** A day: somebody has to find the mail, and an address that nobody confirms is not theirs. */
const lifetimeSeconds = 86_400

/**
 * Asks for a confirmation at a new address, which becomes the main one (`primary`) or a further one (`alias`) when somebody opens the mail
 * there. Until then nothing changes; the present address is told. A later change of the main address withdraws an
 * earlier one, and asking for the same address again sends a new link in place of the old.
 *
 * A further address of the same person may become their main one. Every other address that leads to somebody is refused.
 *
 * @param mail where mail goes in this installation
 * @throws {Problem} `user-not-found`, `higher-rank`, `user-deactivated`, `email-in-use`, `mail-not-configured`, `invalid-request`;
 * of one’s own `first-passkey-guarded`
 */
export async function changeEmail(
  work: Work,
  input: { userId: UserId; email: string; kind: 'primary' | 'alias' },
  mail: MailKind,
): Promise<UserEmails> {
  const { userId, kind } = input
  const user = await holdForAct(work, { userId })
  if (user.status === 'deactivated') throw new Problem('user-deactivated')
  // A provider that vouches for the address would bring its holder in.
  const ownProof = await requireOwnProof(work, { userId })
  if (mail === 'none') throw new Problem('mail-not-configured')
  const email = readEmail('email', input.email)
  const key = emailKey(email)
  await requireFree(work, { userId, kind, key })

  if (kind === 'primary') await voidChanges(work, userId, { kind })
  await voidChanges(work, userId, { emailKey: key })
  const token = randomToken(32)
  const expiresAt = new Date(work.now.getTime() + lifetimeSeconds * 1000)
  await insertChange(work, {
    userId,
    kind,
    email,
    emailKey: key,
    tokenHash: sha256(token),
    ownProof,
    expiresAt,
  })
  const about = { firstName: user.firstName, kind, bySelf: work.actor.id === userId }
  const link = `${work.base.baseUrl}/confirm-email?token=${token}`
  await queueMail(
    work,
    { to: mailAddress(email), ...confirmationMail(work, { ...about, link, expiresAt }) },
    { expiresAt },
  )
  await queueMail(work, {
    to: mailAddress(user.email),
    ...emailChangeNotice(work, { ...about, email, done: false }),
  })
  await record(work, 'user.email.change-requested', { userId, kind }, { email })
  return listEmails(work, { userId })
}

/** @throws {Problem} `email-in-use` */
export async function requireFree(
  work: Work,
  { userId, kind, key }: { userId: UserId; kind: 'primary' | 'alias'; key: string },
): Promise<void> {
  const holder = await holderOf(work, key)
  const becomesMain = kind === 'primary' && holder?.as === 'further' && holder.userId === userId
  if (holder && !becomesMain) throw new Problem('email-in-use')
}
