import type { AuditEvent } from '#contract/audit.ts'
import type { EventId, UserId } from '#contract/ids.ts'
import { unsealWith } from '#platform/keyring.ts'
import { findMergedInto } from '../merging/merged-into.ts'
import type { Work } from '../work.ts'
import { countEvents as count, findSubjectKeys, latestEvents } from './audit.sql.ts'

/**
 * Events about a person and about the records that were merged into theirs, newest first, with the personal parts opened. Nothing was
 * ever rewritten: an event of a merged record carries that record's id.
 *
 * @param input `before` goes on after the last event of the page before
 */
export async function readEvents(
  work: Work,
  input: { userId: UserId; limit: number; before?: { at: Date; id: EventId } },
): Promise<AuditEvent[]> {
  const { userId, limit, before = null } = input
  const records = [userId, ...(await findMergedInto(work, { userId }))]
  const rows = await latestEvents(work, records, { limit, before })
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

/** How many events `readEvents` would give, exact up to `most`. */
export async function countEvents(
  work: Work,
  { userId, most }: { userId: UserId; most: number },
): Promise<{ value: number; about: boolean }> {
  const value = await count(work, [userId, ...(await findMergedInto(work, { userId }))], most)
  return { value: Math.min(value, most), about: value > most }
}
