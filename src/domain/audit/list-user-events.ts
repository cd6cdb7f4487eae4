import type { AuditEvent } from '#contract/audit.ts'
import type { UserId } from '#contract/ids.ts'
import { unsealWith } from '#platform/keyring.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { findSubjectKeys, latestEvents } from './audit.sql.ts'

/**
 * What happened to a person lately, newest first, with the personal parts opened.
 *
 * @throws {Problem} `user-not-found`
 */
export async function listUserEvents(work: Work, { userId }: { userId: UserId }): Promise<AuditEvent[]> {
  await getUser(work, { userId })
  const rows = await latestEvents(work, userId)
  const subjects = [...new Set(rows.map((row) => row.subjectId).filter((id) => id !== null))]
  const keys = await findSubjectKeys(work, subjects)
  return rows.map(({ actorKind, actorId, actorName, personal, subjectId, ...event }) => {
    const key = subjectId === null ? undefined : keys.get(subjectId)
    return {
      ...event,
      actor: { kind: actorKind, id: actorId, name: actorName },
      // Without the key it is erased: that is what the key is for.
      personal: personal && key ? open(key, subjectId, personal) : null,
    }
  })

  function open(key: Buffer, subjectId: string | null, sealed: Buffer): Record<string, string> {
    const context = `${work.base.tenantId}:${subjectId}`
    const own = work.keys.unseal('subject-key', context, key)
    return JSON.parse(unsealWith(own, `audit:${subjectId}`, sealed).toString('utf8')) as Record<
      string,
      string
    >
  }
}
