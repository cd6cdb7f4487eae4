import type { OwnEvent } from '#contract/self.ts'
import { activityTexts } from '../texts/activity.ts'

/** Undefined for what is not shown: it is for administrators. */
export const sentenceOf = ({ type }: OwnEvent): string | undefined => activityTexts.events[type]

/** What is worth a second look, so that it stands out. */
export const isNotable = ({ type }: OwnEvent): boolean =>
  [
    'identity.unregistered',
    'restore.refused',
    'user.signin.failed',
    'user.locked',
    'signin.request.reported',
    'user.deactivated',
  ].includes(type)
