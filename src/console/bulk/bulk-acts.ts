import {
  AppWindow,
  BadgeCheck,
  FileDown,
  KeyRound,
  LogOut,
  type LucideIcon,
  Mail,
  RotateCcw,
  UserX,
} from 'lucide-react'
import type { BulkAct } from '#contract/jobs.ts'
import type { Permission } from '#contract/permissions.ts'
import { jobsTexts } from '../texts/jobs.ts'

const texts = jobsTexts.acts

export type BulkActName = BulkAct['act']

interface BulkActWords {
  /** In the menu. */
  label: string
  icon: LucideIcon
  /** What the operation of the same name takes for one person. */
  permission: Permission
  /** On the button, of "12 people". */
  on: (people: string) => string
  /** What happens to each, in one or two sentences. */
  what: string
  /** While it goes on: "Requiring password resets". */
  doing: string
  /** Of those with whom it worked: "6,198 invited". */
  done: string
  tone: 'primary' | 'danger'
}

export const bulkActs: Readonly<Record<BulkActName, BulkActWords>> = {
  'send-invitation': {
    ...texts['send-invitation'],
    icon: Mail,
    permission: 'claims:write',
    tone: 'primary',
  },
  'require-password-reset': {
    ...texts['require-password-reset'],
    icon: KeyRound,
    permission: 'passwords:write',
    tone: 'primary',
  },
  'revoke-sessions': {
    ...texts['revoke-sessions'],
    icon: LogOut,
    permission: 'sessions:write',
    tone: 'danger',
  },
  'verify-email': {
    ...texts['verify-email'],
    icon: BadgeCheck,
    permission: 'users:write',
    tone: 'primary',
  },
  'add-to-application': {
    ...texts['add-to-application'],
    icon: AppWindow,
    permission: 'users:write',
    tone: 'primary',
  },
  export: {
    ...texts.export,
    icon: FileDown,
    permission: 'users:export',
    tone: 'primary',
  },
  reactivate: {
    ...texts.reactivate,
    icon: RotateCcw,
    permission: 'users:write',
    tone: 'primary',
  },
  deactivate: {
    ...texts.deactivate,
    icon: UserX,
    permission: 'users:write',
    tone: 'danger',
  },
}

/** A job's act as it is stored; what this version does not know reads as it stands. */
export const wordsOf = (act: string): BulkActWords | undefined =>
  act in bulkActs ? bulkActs[act as BulkActName] : undefined
