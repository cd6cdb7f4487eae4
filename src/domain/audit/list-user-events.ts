import type { AuditEvent } from '#contract/audit.ts'
import type { UserId } from '#contract/ids.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { readEvents } from './read-events.ts'

/**
 * What happened to a person lately, newest first.
 *
 * @throws {Problem} `user-not-found`
 */
export async function listUserEvents(work: Work, { userId }: { userId: UserId }): Promise<AuditEvent[]> {
  await getUser(work, { userId })
  return readEvents(work, { userId, limit: 50 })
}
