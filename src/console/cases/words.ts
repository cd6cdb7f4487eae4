import { type Case, pauseWithoutEnd } from '#contract/cases.ts'
import type { BadgeTone } from '#ui/Badge.tsx'
import { clockTime } from '../frame/clock-time.ts'
import { casesTexts } from '../texts/cases.tsx'

export const stateTones: Record<Case['state'], BadgeTone> = { open: 'warning', closed: 'neutral' }

/** "until 14:32", or until what. */
export const untilWords = (until: Date): string =>
  until.getTime() === pauseWithoutEnd.getTime() ? casesTexts.untilEnded : casesTexts.until(clockTime(until))
