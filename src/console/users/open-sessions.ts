import type { Session } from '#contract/sessions.ts'
import { clockTime } from '../frame/clock-time.ts'
import { sessionsTexts } from '../texts/users/sessions.tsx'

const texts = sessionsTexts.tokens

export const isOpen = ({ endedAt, expiresAt }: Session) =>
  endedAt === null && expiresAt.getTime() > Date.now()

/** Until when access tokens that applications hold go on, in a sentence. */
export function tokensEnd(sessions: readonly Session[]): string {
  const ends = sessions.flatMap(({ tokensEndAt }) => (tokensEndAt ? [tokensEndAt.getTime()] : []))
  if (ends.length === 0) {
    return texts.none(sessions.length)
  }
  return texts.end(clockTime(new Date(Math.max(...ends))))
}
