import type { AuditEvent } from '#contract/audit.ts'
import type { EventData, EventType } from '#contract/events.ts'
import { roleName } from '../frame/role-names.ts'
import { deactivationWords, sessionEndWords } from './words.ts'

type NameOf = (applicationId: string | null) => string

const platforms: Record<string, string> = {
  ios: 'iPhone',
  android: 'Android phone',
  macos: 'Mac',
  windows: 'Windows computer',
  linux: 'Linux computer',
}

const failures: Record<string, string> = {
  denied: 'denied on the phone',
  'wrong-number': 'a wrong number was typed',
  reported: 'reported as not theirs',
  expired: 'nobody approved it in time',
  superseded: 'a newer sign-in took its place',
  cancelled: 'withdrawn',
  'organisation-open': 'the organisation is closed',
  'address-known': 'no user has this address',
  activated: 'no phone is set up yet',
  'not-deactivated': 'the user is deactivated',
  'application-available': 'the application is disabled or gone',
  'device-can-answer': 'no phone can answer',
  administrator: 'only administrators may open the console',
  'account-allowed': 'no account in the application',
}

/** One sentence for each kind of event, in the past tense. */
const sentences: { [T in EventType]: (data: EventData<T>, nameOf: NameOf) => string } = {
  'tenant.created': () => 'Organisation created',
  'installation.set-up': () => 'Set up Latchkey as its first owner',
  'user.created': ({ adminRole }) =>
    adminRole === null ? 'User added' : `User added as ${article(roleName(adminRole))}`,
  'user.updated': ({ changes }) => `Changed: ${Object.keys(changes).join(', ')}`,
  'user.deactivated': ({ kind, sessionsEnded }) =>
    `Deactivated (${deactivationWords[kind].toLowerCase()}), ${counted(sessionsEnded, 'session')} ended`,
  'user.reactivated': () => 'Reactivated',
  'user.email.verified': () => 'Email verified by using the setup link',
  'user.activated': () => 'Became active with the first phone',
  'user.signin.succeeded': ({ applicationId, newBrowser }, nameOf) =>
    `Signed in to ${nameOf(applicationId)}${newBrowser ? ' with a new browser' : ''}`,
  'user.signin.failed': ({ applicationId, reason }, nameOf) =>
    `Sign-in to ${nameOf(applicationId)} failed: ${failures[reason] ?? reason}`,
  'user.session.revoked': ({ why }) => `Session ended: ${(sessionEndWords[why] ?? why).toLowerCase()}`,
  'user.recovery.issued': () => 'Recovery code issued on the server',
  'session.created': ({ applicationId }, nameOf) => `Session began for ${nameOf(applicationId)}`,
  'session.stepped-up': () => 'Confirmed an act on the phone',
  'account.created': ({ applicationId }, nameOf) => `Account created in ${nameOf(applicationId)}`,
  'account.activated': ({ applicationId }, nameOf) => `Account activated in ${nameOf(applicationId)}`,
  'claim.issued': ({ kind }) =>
    kind === 'mail' ? 'Setup link issued by email' : 'Setup code issued on screen',
  'claim.used': () => 'Setup code used',
  'invitation.sent': () => 'Invitation sent',
  'identity.did.reset': () => 'Identity reset: the next phone begins a new one',
  'device.enrolled': ({ platform }) => `${platforms[platform] ?? 'Phone'} enrolled`,
  'device.activated': ({ by }) =>
    by === 'promotion' ? 'Another device became the active one' : 'Device became the active one',
  'device.suspended': ({ why }) =>
    why === 'pin' ? 'Device paused after too many wrong PINs' : 'Device paused',
  'device.removed': ({ why }) => (why === 'left' ? 'Device removed by its user' : 'Device removed'),
  'device.push-lost': () => 'Device no longer receives push',
  'device.key-copied': () => "A copy of the device's key was used: device paused",
  'signin.request.issued': ({ applicationId, action, pushed }, nameOf) =>
    `${action === 'step-up' ? 'Confirmation' : `Sign-in to ${nameOf(applicationId)}`} requested${pushed ? '' : ', no push sent'}`,
  'signin.request.approved': ({ applicationId, verification }, nameOf) =>
    `Approved ${request(applicationId, nameOf)} with ${verification === 'wa' ? 'fingerprint or face' : 'PIN'}`,
  'signin.request.denied': ({ applicationId, why }, nameOf) =>
    why === 'wrong-number'
      ? `Typed a wrong number for ${request(applicationId, nameOf)}`
      : `Denied ${request(applicationId, nameOf)}`,
  'signin.request.reported': ({ applicationId }, nameOf) =>
    `Denied and reported ${request(applicationId, nameOf)}`,
  'signin.request.cancelled': ({ applicationId }, nameOf) => `Request for ${nameOf(applicationId)} withdrawn`,
  'application.created': ({ applicationId }, nameOf) => `Created ${nameOf(applicationId)}`,
  'application.updated': ({ applicationId }, nameOf) => `Changed ${nameOf(applicationId)}`,
  'application.secret.rotated': ({ applicationId }, nameOf) =>
    `Made a new secret for ${nameOf(applicationId)}`,
  'application.test.begun': ({ applicationId }, nameOf) => `Began a test sign-in to ${nameOf(applicationId)}`,
  'application.deleted': () => 'Deleted an application',
  'oidc.refresh-token.reused': ({ applicationId }, nameOf) =>
    `A used refresh token came again from ${nameOf(applicationId)}: its tokens were revoked`,
  'signing-key.rotated': () => 'Signing key rotated',
}

/** What happened, in words; the type itself where this console does not know it. */
export function sentenceOf({ type, data }: Pick<AuditEvent, 'type' | 'data'>, nameOf: NameOf): string {
  if (!Object.hasOwn(sentences, type)) return type
  // The server wrote the data by this very type's schema.
  const say = sentences[type as EventType] as (data: AuditEvent['data'], nameOf: NameOf) => string
  return say(data, nameOf)
}

const request = (applicationId: string | null, nameOf: NameOf) => `a request for ${nameOf(applicationId)}`

const article = (role: string) => `${/^(Owner|Auditor)$/.test(role) ? 'an' : 'a'} ${role.toLowerCase()}`

const counted = (count: number, what: string) => `${count} ${count === 1 ? what : `${what}s`}`
