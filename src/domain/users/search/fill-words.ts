import type { TenantId, UserId } from '#contract/ids.ts'
import type { Ground } from '../../work.ts'
import { findDue, lockDue } from './fill-words.sql.ts'
import { indexPeople } from './index-people.ts'

const batch = 500

/**
 * Derives the words of everybody whose words are due: all people after the update that brings the search, later those whom a change left
 * behind. Each batch is a transaction of its own, so a process that stops loses nothing, and several share the work. Answers how many
 * it did.
 */
export async function fillWords(ground: Pick<Ground, 'database'>, signal: AbortSignal): Promise<number> {
  let done = 0
  let after: { tenantId: TenantId; userId: UserId } | null = null
  while (!signal.aborted) {
    const due: { tenantId: TenantId; userId: UserId }[] = await findDue(ground, after, batch)
    after = due.at(-1) ?? null
    if (!after) break
    for (const [tenantId, rows] of Map.groupBy(due, (row) => row.tenantId)) {
      done += await ground.database.within(tenantId, 'write', async (db) => {
        const people = await lockDue(
          db,
          tenantId,
          rows.map((row) => row.userId),
        )
        await indexPeople({ db, base: { tenantId } }, people)
        return people.length
      })
    }
  }
  return done
}
