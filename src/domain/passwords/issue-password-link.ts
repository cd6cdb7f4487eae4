import type { SignInId } from '#contract/ids.ts'
import { sha256 } from '#platform/hash.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import { record } from '../audit/record.ts'
import { languageOf } from '../mail/language-of.ts'
import { letter } from '../mail/letter.ts'
import { passwordLinkMails } from '../mail/texts/password-links.ts'
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
  const asked = purpose === 'forgot'
  const language = languageOf(work.base)
  const words = passwordLinkMails(language).link({
    organisation: work.base.name,
    firstName: owner.firstName,
    asked,
    expiresAt,
    href: `${work.base.baseUrl}/password/set?token=${token}`,
  })
  await queueMail(work, { to: mailAddress(owner.email), ...letter(language, words) }, { expiresAt })
  await record(work, 'user.password.reset-requested', {
    userId: owner.id,
    by: asked ? 'person' : 'administrator',
  })
  return { expiresAt }
}
