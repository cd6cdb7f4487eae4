import Bowser from 'bowser'
import type { UserId } from '#contract/ids.ts'
import type { Session } from '#contract/sessions.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { latestSessions } from './sessions.sql.ts'

/** @throws {Problem} `user-not-found` */
export async function listSessions(work: Work, { userId }: { userId: UserId }): Promise<Session[]> {
  await getUser(work, { userId })
  const rows = await latestSessions(work, userId)
  return rows.map(({ idleSeconds, applications, ...row }) => ({
    ...row,
    ...endOf({ ...row, idleSeconds }, work.now),
    applications: applications ?? [],
    browser: browserIn(row.userAgent),
    current: row.id === work.actor.session?.id,
  }))
}

/** Sessions run out by themselves: nobody writes that down, so it is read off here. */
function endOf(
  session: {
    endedAt: Date | null
    endedWhy: string | null
    expiresAt: Date
    lastActiveAt: Date
    idleSeconds: number
  },
  now: Date,
): { endedAt: Date | null; endedWhy: string | null } {
  const { endedAt, endedWhy, expiresAt, lastActiveAt, idleSeconds } = session
  if (endedAt) return { endedAt, endedWhy }
  const idleAt = lastActiveAt.getTime() + idleSeconds * 1000
  const over = new Date(Math.min(expiresAt.getTime(), idleAt))
  return over <= now ? { endedAt: over, endedWhy: 'expired' } : { endedAt: null, endedWhy: null }
}

/** "Chrome on macOS", as far as the user agent tells. */
export function browserIn(userAgent: string): string {
  if (userAgent === '') return 'Unknown browser'
  const { browser, os } = Bowser.parse(userAgent)
  const name = browser.name || 'Unknown browser'
  return os.name ? `${name} on ${os.name}` : name
}
