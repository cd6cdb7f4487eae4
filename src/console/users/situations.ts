import { situationsTexts } from '../texts/users/situations.ts'
import type { UserAct } from './acts/UserActDialog.tsx'

const texts = situationsTexts

/** What to open for a situation: an act on this user, a place on or beside their page, or another page of the console. */
export type SituationNext =
  | { text: string; act: UserAct['kind'] }
  | { text: string; to: 'devices' | 'sessions' | 'providers' | 'why' | 'merge' | 'import' }

/** Something that an administrator is told, and what to do then. */
export interface Situation {
  situation: string
  advice: string
  next: readonly SituationNext[]
}

interface SituationGroup {
  title: string
  situations: readonly Situation[]
}

/** What comes up most, and what is right then. */
export const situationGroups: readonly SituationGroup[] = [
  {
    title: texts.phones.title,
    situations: [
      {
        ...texts.phones.backup,
        next: [{ text: texts.next.issueCode, act: 'issue-code' }],
      },
      {
        ...texts.phones.noBackup,
        next: [{ text: texts.next.unregister, act: 'unregister' }],
      },
      {
        ...texts.phones.lost,
        next: [{ text: texts.next.lostPhone, act: 'lost-phone' }],
      },
      {
        ...texts.phones.several,
        next: [{ text: texts.next.devices, to: 'devices' }],
      },
      {
        ...texts.phones.leave,
        next: [{ text: texts.next.suspend, act: 'suspend' }],
      },
      {
        ...texts.phones.leaves,
        next: [
          { text: texts.next.suspend, act: 'suspend' },
          { text: texts.next.remove, act: 'remove' },
        ],
      },
      {
        ...texts.phones.deletion,
        next: [
          { text: texts.next.terminate, act: 'terminate' },
          { text: texts.next.delete, act: 'delete' },
        ],
      },
    ],
  },
  {
    title: texts.common.title,
    situations: [
      {
        ...texts.common.withoutPhone,
        next: [{ text: texts.next.override, act: 'override' }],
      },
      {
        ...texts.common.noMail,
        next: [
          { text: texts.next.providers, to: 'providers' },
          { text: texts.next.temporaryPassword, act: 'temporary-password' },
        ],
      },
      {
        ...texts.common.compromised,
        next: [
          { text: texts.next.suspend, act: 'suspend' },
          { text: texts.next.revokeSessions, act: 'revoke-sessions' },
          { text: texts.next.providers, to: 'providers' },
        ],
      },
      {
        ...texts.common.left,
        next: [{ text: texts.next.suspend, act: 'suspend' }],
      },
      {
        ...texts.common.twoRecords,
        next: [{ text: texts.next.merge, to: 'merge' }],
      },
      {
        ...texts.common.many,
        next: [{ text: texts.next.import, to: 'import' }],
      },
      {
        ...texts.common.cannotSignIn,
        next: [{ text: texts.next.why, to: 'why' }],
      },
    ],
  },
]
