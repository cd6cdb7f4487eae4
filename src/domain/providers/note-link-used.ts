import type { LinkId, ProviderId, UserId } from '#contract/ids.ts'
import type { Work } from '../work.ts'
import { setLinkUsed } from './links.sql.ts'

/**
 * Notes that somebody signed in by a link now.
 *
 * @returns whether the link is still there: what was unlinked since the provider answered counts no more
 */
export function noteLinkUsed(
  work: Work,
  by: { readonly userId: UserId; readonly providerId: ProviderId } | { readonly linkId: LinkId },
): Promise<boolean> {
  return setLinkUsed(work, by)
}
