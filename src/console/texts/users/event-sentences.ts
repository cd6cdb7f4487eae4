import type { EventData, EventType } from '#contract/events.ts'
import type { AdminRole } from '#contract/permissions.ts'
import { plural } from '#contract/plural.ts'
import { inLanguage } from '#ui/in-language.ts'
import { language } from '#ui/language.ts'
import { roleName } from '../../frame/role-names.ts'
import { countsTexts } from './counts.ts'
import { eventPartsTexts as parts } from './event-parts.ts'
import { wordsTexts } from './words.ts'

/** What things are called, by id. Of an application null is the console. */
export interface Names {
  readonly application: (applicationId: string | null) => string
  readonly provider: (providerId: string) => string
}

/** One sentence for each kind of event, in the past tense. */
type Sentences = { readonly [T in EventType]: (data: EventData<T>, names: Names) => string }

const en: Sentences = {
  'tenant.created': () => 'Organisation created',
  'installation.set-up': () => 'Set up Latchkey as its first owner',
  'user.created': ({ adminRole }) =>
    adminRole === null ? 'User added' : `User added as ${article(roleName(adminRole))}`,
  'user.updated': ({ changes }) =>
    `Changed: ${Object.keys(changes)
      .map((field) => parts.fields[field] ?? field)
      .join(', ')}`,
  'user.deactivated': ({ kind, sessionsEnded }) =>
    `Deactivated (${wordsTexts.deactivation[kind].toLowerCase()}), ${countsTexts.sessions(sessionsEnded)} ended`,
  'user.reactivated': () => 'Reactivated',
  'user.email.verified': ({ by }) => `Email verified ${parts.verifiedBy[by]}`,
  'user.email.change-requested': ({ kind }) =>
    kind === 'primary' ? 'Change of email asked for: waits for confirmation' : 'Further email asked for',
  'user.email.changed': ({ kind }) =>
    kind === 'primary' ? 'Email changed after confirmation' : 'Further email added after confirmation',
  'user.email.removed': () => 'Email removed',
  'user.role.changed': ({ before, after }) => roleChange(before, after),
  'user.activated': ({ by }) =>
    by === 'device'
      ? 'Became active with the first phone'
      : by === 'password'
        ? 'Became active by setting a password'
        : 'Became active by signing in through a provider',
  'user.removed': () => 'Removed from the organisation',
  'user.restored': () => 'Restored after a removal',
  'user.deleted': ({ reason, erased }) =>
    `${reason === 'terminated' ? 'Identity terminated' : reason === 'removed' ? 'Deleted after a removal' : 'Deleted'}${erased ? ', and past events made anonymous' : ''}`,
  'user.termination.asked': ({ otherOrganisations }) =>
    `Termination requested: ${plural(language, otherOrganisations, { one: '# other organisation knows', other: '# other organisations know' })} them too`,
  'user.termination.ordered': ({ otherOrganisations }) =>
    `Identity terminated in ${countsTexts.otherOrganisations(otherOrganisations)} too`,
  'user.termination.lapsed': ({ why }) =>
    why === 'promoted'
      ? 'Not terminated as another organisation ordered: they were promoted since'
      : 'Not terminated as another organisation ordered: that was more than a day ago',
  'user.erased': () => 'Personal data in past events erased',
  'user.exported': () => 'All data of this person exported',
  'user.merged': ({ sessionsMoved, devicesMoved, linksMoved, accountsMoved }) =>
    `A duplicate was merged into this user: ${[
      countsTexts.sessions(sessionsMoved),
      countsTexts.devices(devicesMoved),
      countsTexts.linkedProviders(linksMoved),
      countsTexts.accounts(accountsMoved),
    ].join(', ')} moved`,
  'user.locked': ({ failures: tries }) =>
    `Locked for unknown browsers after ${plural(language, tries, { one: '# failed try', other: '# failed tries' })}`,
  'user.unlocked': () => 'Unlocked',
  'user.password.set': ({ by }) =>
    by === 'import'
      ? 'Password imported'
      : by === 'set-up'
        ? 'Password set with the account'
        : by === 'link'
          ? 'Password set with a link'
          : 'Password changed',
  'user.password.reset-requested': ({ by }) =>
    by === 'person' ? 'Asked for a link to set a password' : 'Link to set a password sent',
  'user.password.reset-required': ({ required }) =>
    required ? 'Password reset required at the next sign-in' : 'Password reset no longer required',
  'user.password.reset-completed': ({ because }) =>
    because === 'temporary'
      ? 'Chose a password in place of the temporary one'
      : because === 'link'
        ? 'Chose a password with a link'
        : 'Chose a new password, as required',
  'user.password.temporary-issued': () => 'Temporary password issued',
  'user.password.cleared': ({ why }) =>
    why === 'merged'
      ? 'Password of the merged record cleared'
      : why === 'promoted'
        ? 'Temporary password ended: their role changed'
        : 'Password cleared',
  'user.password.allowed': ({ allowed }) =>
    allowed ? 'May have a password now' : 'May have no password now',
  'user.password.breach-check-unavailable': () =>
    'The breach check could not be reached: the password was checked against the local list',
  'user.provider.linked': ({ providerId, by }, { provider }) =>
    `Linked with ${provider(providerId)}${parts.linkedBy[by]}`,
  'user.provider.unlinked': ({ providerId, blocked }, { provider }) =>
    `Unlinked from ${provider(providerId)}${blocked ? ', and linking again blocked' : ''}`,
  'provider.created': ({ providerId }, { provider }) => `Added the provider ${provider(providerId)}`,
  'provider.updated': ({ providerId }, { provider }) => `Changed the provider ${provider(providerId)}`,
  'provider.deleted': ({ links }) => `Deleted a provider with ${countsTexts.links(links)}`,
  'provider.tested': ({ providerId, succeeded }, { provider }) =>
    `Tested ${provider(providerId)}: ${succeeded ? 'it works' : 'it failed'}`,
  'settings.updated': ({ section }) => `Changed ${parts.sections[section] ?? parts.settings}`,
  'job.created': ({ act, total }) => `Began to ${parts.acts[act] ?? act} for ${countsTexts.people(total)}`,
  'job.steered': ({ state }) =>
    state === 'running'
      ? 'Let a bulk act go on'
      : state === 'paused'
        ? 'Paused a bulk act'
        : 'Stopped a bulk act',
  'job.finished': ({ succeeded, skipped, failed }) =>
    `Bulk act finished: ${succeeded.toLocaleString(language)} done, ${skipped.toLocaleString(language)} passed over, ${failed.toLocaleString(language)} failed`,
  'sms.budget.low': ({ whose, used, perDay }) =>
    whose === 'strangers'
      ? `Unknown browsers had ${used} texts sent today, and get no more`
      : `${used} of the ${perDay} texts of today were used up`,
  'tenant.sessions.revoked': ({ ended }) =>
    `Revoked every session of the organisation: ${countsTexts.sessions(ended)} ended`,
  'user.signin.succeeded': ({ applicationId, newBrowser, providerId }, { application, provider }) =>
    `Signed in to ${application(applicationId)}${providerId ? ` through ${provider(providerId)}` : ''}${newBrowser ? ' with a new browser' : ''}`,
  'user.signin.failed': ({ applicationId, reason }, { application }) =>
    `Sign-in to ${application(applicationId)} failed: ${parts.failures[reason] ?? reason}`,
  'user.session.revoked': ({ why }) => `Session ended: ${(wordsTexts.sessionEnd[why] ?? why).toLowerCase()}`,
  'user.recovery.issued': () => 'Recovery code issued on the server',
  'session.created': ({ applicationId }, { application }) =>
    `Session began for ${application(applicationId)}`,
  'session.stepped-up': () => 'Confirmed an act on the phone',
  'account.created': ({ applicationId }, { application }) =>
    `Account created in ${application(applicationId)}`,
  'account.activated': ({ applicationId }, { application }) =>
    `Account activated in ${application(applicationId)}`,
  'account.ended': ({ applicationId, why }, { application }) =>
    why === 'merged'
      ? `Removed from ${application(applicationId)}: the merged record was removed from it`
      : `Removed from ${application(applicationId)}`,
  'account.restored': ({ applicationId }, { application }) =>
    `Access to ${application(applicationId)} restored`,
  'claim.issued': ({ kind, purpose }) =>
    `${kind === 'mail' ? 'Setup link issued by email' : 'Setup code issued on screen'}${purpose === 'restore' ? ', to restore a backup' : ''}`,
  'claim.used': () => 'Setup code used',
  'invitation.sent': () => 'Invitation sent',
  'identity.did.reset': () => 'Identity reset: the next phone begins a new one',
  'device.enrolled': ({ platform }) => `${parts.phones[platform] ?? parts.phone} enrolled`,
  'device.activated': ({ by }) =>
    by === 'promotion' ? 'Another device became the active one' : 'Device became the active one',
  'device.suspended': ({ why }) =>
    why === 'pin' ? 'Device paused after too many wrong PINs' : 'Device paused',
  'device.removed': ({ why }) => parts.removals[why],
  'device.push-lost': () => 'Device no longer receives push',
  'device.key-copied': () => "The device's key may have been copied: an answer was refused",
  'signin.request.issued': ({ applicationId, action, pushed }, { application }) =>
    `${action === 'step-up' ? 'Confirmation' : `Sign-in to ${application(applicationId)}`} requested${pushed ? '' : ', no push sent'}`,
  'signin.request.approved': ({ applicationId, verification, far }, names) =>
    `Approved ${request(applicationId, names)} with ${verification === 'wa' ? 'fingerprint or face' : 'PIN'}${far ? ', for a browser in another country than the phone' : ''}`,
  'signin.request.denied': ({ applicationId, why }, names) =>
    why === 'wrong-number'
      ? `Typed a wrong number for ${request(applicationId, names)}`
      : `Denied ${request(applicationId, names)}`,
  'signin.request.reported': ({ applicationId }, names) =>
    `Denied and reported ${request(applicationId, names)}`,
  'signin.request.cancelled': ({ applicationId }, { application }) =>
    `Request for ${application(applicationId)} withdrawn`,
  'application.created': ({ applicationId }, { application }) => `Created ${application(applicationId)}`,
  'application.updated': ({ applicationId }, { application }) => `Changed ${application(applicationId)}`,
  'application.secret.rotated': ({ applicationId }, { application }) =>
    `Made a new secret for ${application(applicationId)}`,
  'application.test.begun': ({ applicationId }, { application }) =>
    `Began a test sign-in to ${application(applicationId)}`,
  'application.deleted': () => 'Deleted an application',
  'oidc.refresh-token.reused': ({ applicationId }, { application }) =>
    `A used refresh token came again from ${application(applicationId)}: its tokens were revoked`,
  'signing-key.rotated': () => 'Signing key rotated',
  'device.restored': ({ by, replaces }) =>
    `Set up a phone from a backup, ${parts.restoreProofs[by]}${replaces.length > 0 ? `; it takes the place of ${countsTexts.phones(replaces.length)}` : ''}`,
  'device.resumed': () => 'Resumed a phone that was paused',
  'device.confirmed': () => 'Confirmed a new phone',
  'device.renamed': () => 'Renamed a phone',
  'device.kept': () => 'A phone that was taken for replaced stays',
  'device.test-alert.sent': () => 'Sent a test alert',
  'device.pin.changed': () => 'Changed the PIN of a phone',
  'device.reported-lost': ({ path }) =>
    path === 'remove' ? 'Phone reported lost and removed' : 'Phone reported lost; all phones unregistered',
  'identity.unregistered': ({ devices, sessionsEnded }) =>
    `Unregistered all phones (${devices}), ${countsTexts.sessions(sessionsEnded)} ended`,
  'backup.made': () => 'Made a backup',
  'restore.refused': ({ why }) => `A restore from a backup was refused: ${parts.refusals[why]}`,
  'passkey.added': () => 'Added a passkey',
  'passkey.renamed': () => 'Renamed a passkey',
  'passkey.removed': ({ by }) => (by === 'merge' ? 'A passkey ended with the merge' : 'Removed a passkey'),
  'passkey.copied': () => 'A passkey may have been copied: it is refused from now on',
  'override.issued': () => 'Issued an administrative override',
  'override.used': () => 'Signed in with an administrative override',
  'override.revoked': () => 'Withdrew an administrative override',
  'override.expired': ({ why }) =>
    why === 'locked' ? 'An override ended after too many wrong tries' : 'An override ended unused',
  'signin.code.sent': ({ by }) => `A sign-in code was sent by ${by === 'mail' ? 'email' : 'SMS'}`,
  'case.opened': () => 'A case was opened',
  'case.closed': () => 'Closed a case',
  'user.pushes.paused': ({ until }) =>
    until === null
      ? 'Sign-in requests ring no phone until somebody looks'
      : 'Sign-in requests ring no phone for a while',
  'user.pushes.resumed': () => 'Sign-in requests ring the phone again',
  'user.termination.answered': ({ answer }) =>
    answer === 'confirm'
      ? 'Confirmed the termination of their identity'
      : 'Refused the termination of their identity',
  'tenant.closed': () => 'Organisation closed',
}

const request = (applicationId: string | null, { application }: Names) =>
  `a request for ${application(applicationId)}`

function roleChange(before: AdminRole | null, after: AdminRole | null) {
  if (before === null && after !== null) return `Made ${article(roleName(after))}`
  if (after === null) return `Is no longer ${before === null ? 'an admin' : article(roleName(before))}`
  return `Role changed from ${roleName(before).toLowerCase()} to ${roleName(after).toLowerCase()}`
}

const article = (role: string) => `${/^(Owner|Auditor)$/.test(role) ? 'an' : 'a'} ${role.toLowerCase()}`

/** What happened, in a sentence. */
export const eventSentencesTexts = inLanguage({ en })
