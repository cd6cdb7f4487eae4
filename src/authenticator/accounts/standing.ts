import type { StatusClaims } from '#contract/device-messages.ts'
import type { BadgeTone } from '#ui/Badge.tsx'
import { texts } from '../texts/texts.ts'
import { fromSeconds } from '../time-words.ts'

const { standing: words, inApplication } = texts.accounts

const tones: Record<StatusClaims['state'], BadgeTone> = {
  active: 'success',
  pending: 'info',
  suspended: 'warning',
  'user-deactivated': 'danger',
  removed: 'danger',
  'tenant-gone': 'danger',
  unknown: 'warning',
}

/** How an enrolment stands, in a word. `user-deactivated` says nothing of why: that is the administrator's to tell. */
export function standingOf(status: StatusClaims): { word: string; tone: BadgeTone } {
  if (status.state !== 'active') return { word: words[status.state], tone: tones[status.state] }
  if (status.replaced_at !== undefined) return { word: words.replaced, tone: 'warning' }
  if (pausedUntil(status)) return { word: words.alertsPaused, tone: 'warning' }
  return { word: words.active, tone: 'success' }
}

/** Until when no request rings; null where they ring. */
export function pausedUntil({ paused_until }: StatusClaims): Date | null {
  if (paused_until === undefined) return null
  const until = fromSeconds(paused_until)
  return until.getTime() > Date.now() ? until : null
}

/** A pause without an end is given one that nobody lives to see. */
export const isOpenEnded = (until: Date): boolean => until.getTime() - Date.now() > 366 * 86_400_000

/** A user's state in one application, in a word; one that this version does not know stays as the server names it. */
export const accountWord = (status: string): string =>
  Object.entries(inApplication).find(([name]) => name === status)?.[1] ?? status
