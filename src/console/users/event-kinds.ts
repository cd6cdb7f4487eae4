import type { AuditEvent } from '#contract/audit.ts'
import { eventKindsTexts } from '../texts/users/event-kinds.ts'

/** What the events of a user can be narrowed down to. */
export const eventKinds = eventKindsTexts
export type EventKind = keyof typeof eventKinds

const beginnings: Record<Exclude<EventKind, 'all' | 'profile'>, readonly string[]> = {
  sign: [
    'user.signin.',
    'signin.',
    'session.',
    'user.session.',
    'tenant.sessions.',
    'override.',
    'case.',
    'user.pushes.',
  ],
  password: ['user.password.', 'user.locked', 'user.unlocked', 'passkey.'],
  device: ['device.', 'claim.', 'invitation.', 'identity.', 'user.recovery.', 'backup.', 'restore.'],
  provider: ['user.provider.', 'provider.'],
  account: ['account.', 'application.', 'oidc.'],
}

/** Whether an event is of that kind. Each is of one kind only: what no other takes is about the profile. */
export function isOfKind({ type }: Pick<AuditEvent, 'type'>, kind: EventKind): boolean {
  if (kind === 'all') return true
  const begins = (names: readonly string[]) => names.some((name) => type.startsWith(name))
  if (kind !== 'profile') return begins(beginnings[kind])
  return !Object.values(beginnings).some(begins)
}
