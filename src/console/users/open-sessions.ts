import type { Session } from '#contract/sessions.ts'
import { clockTime } from '../frame/clock-time.ts'

export const isOpen = ({ endedAt, expiresAt }: Session) =>
  endedAt === null && expiresAt.getTime() > Date.now()

/** Until when access tokens that applications hold go on, in a sentence. */
export function tokensEnd(sessions: readonly Session[]): string {
  const ends = sessions.flatMap(({ tokensEndAt }) => (tokensEndAt ? [tokensEndAt.getTime()] : []))
  if (ends.length === 0) {
    return `No application holds an access token under ${sessions.length === 1 ? 'it' : 'them'}.`
  }
  return `Access tokens already given out end by ${clockTime(new Date(Math.max(...ends)))} at the latest.`
}
