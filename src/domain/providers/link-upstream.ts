import type { LinkId, UserId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import { record } from '../audit/record.ts'
import type { Work } from '../work.ts'
import { sendLinkMail } from './link-mail.ts'
import { findLink, insertLink, isBlocked, type LinkedBy, lockPerson } from './links.sql.ts'
import { findProvider } from './providers.sql.ts'
import type { Upstream } from './upstream.ts'

export type Linking =
  | { readonly kind: 'linked'; readonly linkId: LinkId }
  /** `taken`: it is somebody else's way in already; `gone`: there is no such person or provider, or it is switched off. */
  | { readonly kind: 'refused'; readonly why: 'blocked' | 'taken' | 'gone' }

/**
 * Makes an upstream identity a way in for a person, who is told by mail. That this is right was decided before: by a verified address at a
 * trusted provider, or by the person's own proof. A second time nothing happens.
 *
 * Holds the person's row.
 */
export async function linkUpstream(
  work: Work,
  { userId, upstream, by }: { userId: UserId; upstream: Upstream; by: LinkedBy },
): Promise<Linking> {
  const { providerId, subject, email } = upstream
  const provider = await findProvider(work, providerId)
  const person = await lockPerson(work, userId)
  if (!provider?.enabled || !person || person.status === 'deactivated')
    return { kind: 'refused', why: 'gone' }
  if (await isBlocked(work, upstream)) return { kind: 'refused', why: 'blocked' }
  // A new id carries its brand from here on.
  const linkId = newId() as LinkId
  if (!(await insertLink(work, { id: linkId, providerId, userId, subject, email, linkedBy: by }))) {
    const found = await findLink(work, upstream)
    return found?.userId === userId ? { kind: 'linked', linkId: found.id } : { kind: 'refused', why: 'taken' }
  }
  await record(
    work,
    'user.provider.linked',
    { userId, providerId, linkId, by },
    { subject, ...(email && { email }) },
  )
  // Whoever was made by this very sign-in knows.
  if (by !== 'created')
    await sendLinkMail(work, person, { kind: 'linked', providerName: provider.name, upstreamEmail: email })
  return { kind: 'linked', linkId }
}
