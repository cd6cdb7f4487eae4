import type { StatusClaims } from '#contract/device-messages.ts'
import type { BadgeTone } from '#ui/Badge.tsx'

/** How an enrolment stands, in a word. `user-deactivated` says nothing of why: that is the administrator's to tell. */
export const standings: Record<StatusClaims['state'], { word: string; tone: BadgeTone }> = {
  active: { word: 'Active', tone: 'success' },
  pending: { word: 'Awaiting confirmation', tone: 'info' },
  suspended: { word: 'Paused', tone: 'warning' },
  'user-deactivated': { word: 'Deactivated', tone: 'danger' },
  removed: { word: 'Removed', tone: 'danger' },
  'tenant-gone': { word: 'Gone', tone: 'danger' },
  unknown: { word: 'Not known', tone: 'warning' },
}

/** A user's state in one application, as the server names it. */
export const accountWords: Readonly<Record<string, string>> = {
  invited: 'Invited',
  active: 'Active',
  deactivated: 'Deactivated',
  pending: 'Pending',
}
