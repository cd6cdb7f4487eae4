import { type Case, pauseWithoutEnd } from '#contract/cases.ts'
import type { BadgeTone } from '#ui/Badge.tsx'
import { clockTime } from '../frame/clock-time.ts'

export const kindWords: Record<Case['kind'], { title: string; detail: string }> = {
  'sign-in-reported': {
    title: 'Sign-in reported',
    detail:
      'They answered a request on their phone with “It’s not me”. Somebody may be trying to sign in as them.',
  },
  'device-key-copied': {
    title: 'Phone’s key copied',
    detail:
      'A request was answered with a number that this phone’s key had used before. Somebody may hold a copy of the key. The answer was refused.',
  },
}

export const stateWords: Record<Case['state'], string> = { open: 'Open', closed: 'Closed' }
export const stateTones: Record<Case['state'], BadgeTone> = { open: 'warning', closed: 'neutral' }

/** "until 14:32", or until what. */
export const untilWords = (until: Date): string =>
  until.getTime() === pauseWithoutEnd.getTime() ? 'until somebody ends it' : `until ${clockTime(until)}`

/** In front of when it last happened: "Once, 5 min ago". */
export const times = (count: number) => (count === 1 ? 'Once,' : `${count.toLocaleString()} times, last`)
