import type { LinkId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { requireWayIn } from '../sign-in/ways-in.ts'
import { requireRank } from '../users/require-rank.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { sendLinkMail } from './link-mail.ts'
import { dropLink, insertBlock, lockLinkOf, lockPerson } from './links.sql.ts'
import { findProvider } from './providers.sql.ts'

/**
 * Takes an upstream identity from a person, who is told by mail. Unless it is blocked it can be linked again, by them or by anybody whom
 * the provider says it is. Sessions that began through it go on.
 *
 * @param input `block`: never to be linked again, to anybody; `leave`: although no way in is left
 * @throws {Problem} `user-not-found`, `link-not-found`, `higher-rank`, `no-way-in`; as `requireStanding`
 */
export async function unlink(
  work: Work,
  input: { userId: UserId; linkId: LinkId; block: boolean; leave: boolean },
): Promise<void> {
  const { userId, linkId, block, leave } = input
  const person = await lockPerson(work, userId)
  await requireStanding(work)
  if (!person) throw new Problem('user-not-found')
  requireRank(work, person)
  const link = await lockLinkOf(work, { userId, linkId })
  if (!link) throw new Problem('link-not-found')
  await requireWayIn(work, { userId, without: { linkId }, leave })
  const { providerId, subject, email } = link
  await dropLink(work, linkId)
  if (block) await insertBlock(work, { providerId, subject, userId })
  const by = work.actor.id === userId ? 'person' : 'administrator'
  await record(
    work,
    'user.provider.unlinked',
    { userId, providerId, linkId, blocked: block, by },
    { subject },
  )
  const provider = await findProvider(work, providerId)
  await sendLinkMail(work, person, {
    kind: 'unlinked',
    providerName: provider?.name ?? 'a provider',
    upstreamEmail: email,
  })
}
