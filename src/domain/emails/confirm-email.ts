import { Problem } from '#contract/problem.ts'
import { sha256 } from '#platform/hash.ts'
import { record } from '../audit/record.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { isPasskeyAsked } from '../passkeys/is-passkey-asked.ts'
import { mailAddress } from '../users/email-key.ts'
import { endMailed } from '../users/end-mailed.ts'
import { holdUser } from '../users/hold-user.ts'
import { replaceEmail } from '../users/replace-email.ts'
import type { Work } from '../work.ts'
import { requireFree } from './change-email.ts'
import { emailChangeNotice } from './email-mails.ts'
import { changeByToken, deleteAlias, insertAlias, markChangeSpent } from './emails.sql.ts'

/** What a mailed link stands for. `over`: it expired, was withdrawn, its person is away, or more would have to be shown for it by now. */
export type EmailLink =
  | { readonly kind: 'open'; readonly change: 'primary' | 'alias'; readonly email: string }
  | { readonly kind: 'confirmed'; readonly change: 'primary' | 'alias'; readonly email: string }
  | { readonly kind: 'taken'; readonly email: string }
  | { readonly kind: 'over' }

/** Looks at a link and changes nothing: mail programs open links by themselves. */
export async function readEmailLink(work: Work, { token }: { token: string }): Promise<EmailLink> {
  const found = await changeByToken(work, sha256(token))
  if (!found) return { kind: 'over' }
  const { kind: change, email, spentAt, voidedAt, expiresAt } = found
  if (spentAt) return { kind: 'confirmed', change, email }
  return voidedAt || expiresAt <= work.now ? { kind: 'over' } : { kind: 'open', change, email }
}

/**
 * Confirms an address: whoever holds the token reads its mail. A main address takes the place of the present one, which is told; sign-in
 * goes on with it from here, and what was mailed to the old one serves for nothing. Whether the address is free is looked at again, since somebody may have come to have it meanwhile.
 *
 * The second time it says that it is confirmed, and changes nothing.
 */
export async function confirmEmail(work: Work, { token }: { token: string }): Promise<EmailLink> {
  const seen = await changeByToken(work, sha256(token))
  if (!seen) return { kind: 'over' }
  const { id, userId, kind: change, email, emailKey, ownProof } = seen
  // The person before their changes, as everywhere.
  const user = await holdUser(work, { userId })
  if (!user || user.status === 'deactivated') return { kind: 'over' }
  const link = await readEmailLink(work, { token })
  if (link.kind !== 'open') return link
  // Asked for by a password alone, before there was a passkey to guard: its person asks once more, as the guard wants it.
  if (!ownProof && user.passkeys === 0 && (await isPasskeyAsked(work, user))) return { kind: 'over' }
  try {
    await requireFree(work, { userId, kind: change, key: emailKey })
  } catch (error) {
    if (error instanceof Problem && error.code === 'email-in-use') return { kind: 'taken', email }
    throw error
  }
  if (!(await markChangeSpent(work, id))) return { kind: 'over' }
  const personal = { before: user.email, after: email }
  if (change === 'alias') {
    if (!(await insertAlias(work, { userId, email, emailKey }))) throw new Problem('email-in-use')
    await record(work, 'user.email.changed', { userId, kind: change }, { after: email })
    return { kind: 'confirmed', change, email }
  }
  await deleteAlias(work, userId, emailKey)
  await replaceEmail(work, { userId, email })
  await endMailed(work, { userId })
  await record(work, 'user.email.changed', { userId, kind: change }, personal)
  if (!user.emailVerified) await record(work, 'user.email.verified', { userId, by: 'confirmation' })
  const { firstName } = user
  const told = { firstName, kind: change, email, done: true }
  await queueMail(work, { to: mailAddress(user.email), ...emailChangeNotice(work, told) })
  return { kind: 'confirmed', change, email }
}
