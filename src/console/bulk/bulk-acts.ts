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

export type BulkActName = BulkAct['act']

interface BulkActWords {
  /** In the menu. */
  label: string
  icon: LucideIcon
  /** What the operation of the same name takes for one person. */
  permission: Permission
  /** On the button, before "12 people". */
  verb: string
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
    label: 'Send invitations…',
    icon: Mail,
    permission: 'claims:write',
    verb: 'Send invitations to',
    what: 'Each gets an email with a setup link. Setup codes issued earlier stop working. Who has a phone already is passed over.',
    doing: 'Sending invitations',
    done: 'invited',
    tone: 'primary',
  },
  'require-password-reset': {
    label: 'Require password reset…',
    icon: KeyRound,
    permission: 'passwords:write',
    verb: 'Require a password reset of',
    what: 'Each is asked for a new password at the next sign-in. Who has no password is passed over.',
    doing: 'Requiring password resets',
    done: 'asked for a new password',
    tone: 'primary',
  },
  'revoke-sessions': {
    label: 'Revoke sessions…',
    icon: LogOut,
    permission: 'sessions:write',
    verb: 'Revoke the sessions of',
    what: 'Each is signed out of Latchkey now. Access tokens that applications hold end within minutes.',
    doing: 'Revoking sessions',
    done: 'signed out',
    tone: 'danger',
  },
  'verify-email': {
    label: 'Verify emails…',
    icon: BadgeCheck,
    permission: 'users:write',
    verb: 'Verify the emails of',
    what: 'Each address counts as verified, without a message to its owner. Do this for addresses that you know to be theirs.',
    doing: 'Verifying emails',
    done: 'verified',
    tone: 'primary',
  },
  'add-to-application': {
    label: 'Add to an application…',
    icon: AppWindow,
    permission: 'users:write',
    verb: 'Add',
    what: 'Each gets an account in the application.',
    doing: 'Adding to an application',
    done: 'added',
    tone: 'primary',
  },
  export: {
    label: 'Export as CSV…',
    icon: FileDown,
    permission: 'users:export',
    verb: 'Export',
    what: 'A file with name, email, status, role and dates of each. The export stands in the audit log.',
    doing: 'Exporting',
    done: 'exported',
    tone: 'primary',
  },
  reactivate: {
    label: 'Reactivate…',
    icon: RotateCcw,
    permission: 'users:write',
    verb: 'Reactivate',
    what: 'Each can sign in again with the devices and accounts they had.',
    doing: 'Reactivating users',
    done: 'reactivated',
    tone: 'primary',
  },
  deactivate: {
    label: 'Deactivate…',
    icon: UserX,
    permission: 'users:write',
    verb: 'Deactivate',
    what: 'Sessions, tokens and requests of each end now. Devices, accounts and links stay.',
    doing: 'Deactivating users',
    done: 'deactivated',
    tone: 'danger',
  },
}

/** A job's act as it is stored; what this version does not know reads as it stands. */
export const wordsOf = (act: string): BulkActWords | undefined =>
  act in bulkActs ? bulkActs[act as BulkActName] : undefined
