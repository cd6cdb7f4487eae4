import type { SignInId } from '#contract/ids.ts'
import { sha256 } from '#platform/hash.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import { record } from '../audit/record.ts'
import { inUtc } from '../mail/in-utc.ts'
import { letter } from '../mail/letter.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { mailAddress } from '../users/email-key.ts'
import type { Work } from '../work.ts'
import { insertLink } from './password-links.sql.ts'
import type { Owner } from './passwords.sql.ts'

const lifetimeSeconds = 3600

/** A token has 256 bits, so a plain hash is enough. */
export const linkTokenHash = (token: string) => sha256(token)

/** Mails a person a link to set a password by: for an hour, of one use. Its token is nowhere but in that mail. */
export async function issuePasswordLink(
  work: Work,
  input: { owner: Owner; purpose: 'forgot' | 'set'; signInId: SignInId | null },
): Promise<{ expiresAt: Date }> {
  const { owner, purpose, signInId } = input
  const token = randomToken(32)
  const expiresAt = new Date(work.now.getTime() + lifetimeSeconds * 1000)
  await insertLink(work, {
    id: newId(),
    userId: owner.id,
    purpose,
    tokenHash: linkTokenHash(token),
    emailKey: owner.emailKey,
    signInId,
    issuedBy: work.actor.id,
    expiresAt,
  })
  const organisation = work.base.name
  const asked = purpose === 'forgot'
  const words = letter({
    subject: `Set a password at ${organisation}`,
    lines: [
      `Hello ${owner.firstName},`,
      asked
        ? `Somebody asked for a new password for your account at ${organisation}.`
        : `An administrator at ${organisation} sent you this link to set a password.`,
      `It works once, until ${inUtc(expiresAt)}.`,
      asked
        ? 'You did not ask for it? Then ignore this mail: nothing changes without the link. Give it to nobody.'
        : 'You did not expect it? Then ask your administrator before you use it. Give it to nobody.',
    ],
    link: { href: `${work.base.baseUrl}/password/set?token=${token}`, label: 'Set a password', after: 2 },
  })
  await queueMail(work, { to: mailAddress(owner.email), ...words }, { expiresAt })
  await record(work, 'user.password.reset-requested', {
    userId: owner.id,
    by: asked ? 'person' : 'administrator',
  })
  return { expiresAt }
}
