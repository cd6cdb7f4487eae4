import type { OwnEvent } from '#contract/self.ts'
import { inLanguage } from '#ui/in-language.ts'

/** By the event's type. What has no sentence here is not shown: it is for administrators. */
const events: Readonly<Record<string, string>> = {
  'user.signin.succeeded': 'Signed in',
  'user.signin.failed': 'A sign-in failed',
  'user.session.revoked': 'A session ended',
  'user.password.set': 'A new password was set',
  'user.password.cleared': 'The password was removed',
  'user.password.temporary-issued': 'A temporary password was made',
  'user.password.reset-requested': 'A link to set a password was sent',
  'user.password.reset-required': 'A new password was asked for',
  'user.password.reset-completed': 'A new password was set',
  'user.provider.linked': 'A provider was linked',
  'user.provider.unlinked': 'A provider was unlinked',
  'user.email.change-requested': 'A new address waits for confirmation',
  'user.email.changed': 'An address was confirmed',
  'user.email.removed': 'An address was removed',
  'user.email.verified': 'Your address was verified',
  'user.updated': 'Your data was changed',
  'user.role.changed': 'Your role was changed',
  'user.deactivated': 'Your account was deactivated',
  'user.reactivated': 'Your account was reactivated',
  'account.ended': 'You were removed from an application',
  'account.restored': 'You may use an application again',
  'user.locked': 'Too many wrong passwords were tried from elsewhere',
  'user.unlocked': 'The lock after wrong passwords was lifted',
  'user.merged': 'Another account of yours was merged into this one',
  'passkey.added': 'A passkey was added',
  'passkey.renamed': 'A passkey was renamed',
  'passkey.removed': 'A passkey was removed',
  'passkey.copied': 'A passkey may have been copied, and is refused from then on',
  'device.enrolled': 'A phone was set up',
  'device.removed': 'A phone was removed',
  'device.activated': 'Another phone gets your requests',
  'device.suspended': 'A phone was paused',
  'device.resumed': 'A phone that was paused goes on',
  'device.confirmed': 'A phone was confirmed',
  'device.renamed': 'A phone was renamed',
  'device.restored': 'A phone was set up from your backup',
  'restore.refused': 'Somebody tried to restore a phone from your backup',
  'device.kept': 'A phone stays in use',
  'device.pin.changed': 'The PIN of a phone was changed',
  'backup.made': 'A backup was made',
  'device.reported-lost': 'A phone was reported lost',
  'identity.unregistered': 'All phones were unregistered',
  'signin.request.denied': 'A sign-in request was denied',
  'signin.request.reported': 'A sign-in request was reported',
  'device.push-lost': 'A phone stopped receiving requests',
  'device.key-copied': 'A copy of a phone’s key may have been used',
  'user.pushes.paused': 'Sign-in requests stopped ringing your phone for a while',
  'user.pushes.resumed': 'Sign-in requests ring your phone again',
}

const by: Record<OwnEvent['by'], string | null> = {
  you: null,
  administrator: 'by an administrator',
  system: 'by itself',
  somebody: null,
}

const en = {
  title: 'Activity',
  none: 'Nothing yet.',
  events,
  by,
  notable: 'Was this you?',
}

/** What happened to the account, said to the person whom it happened to. */
export const activityTexts = inLanguage({ en })
