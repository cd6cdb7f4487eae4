import * as z from 'zod/mini'
import { ClaimPurpose } from './claims.ts'
import {
  AccountId,
  ApplicationId,
  CaseId,
  ClaimId,
  DeviceId,
  JobId,
  LinkId,
  OverrideId,
  PasskeyId,
  ProviderId,
  RequestId,
  SessionId,
  SignInId,
  UserId,
} from './ids.ts'
import { AdminRoleName, Deactivation } from './users.ts'

const aboutUser = { userId: UserId }
const aboutDevice = { userId: UserId, deviceId: DeviceId }
const aboutRequest = { userId: UserId, requestId: RequestId, applicationId: z.nullable(ApplicationId) }
const aboutApplication = { applicationId: ApplicationId }

/** Before and after of each field that changed: ids and facts, never personal data or secrets. */
const changes = z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() }))

/**
 * What happens in a tenant, past tense: the audit log stores these and webhooks deliver them.
 * Data carries ids and facts, never secrets or personal data. Types are API: add freely, never rename or reuse one.
 */
export const events = {
  'tenant.created': z.object({ slug: z.string() }),
  'installation.set-up': z.object({ ...aboutUser }),
  'user.created': z.object({ ...aboutUser, adminRole: z.nullable(AdminRoleName) }),
  'user.updated': z.object({ ...aboutUser, changes }),
  'user.deactivated': z.object({
    ...aboutUser,
    kind: Deactivation.shape.kind,
    until: z.nullable(z.iso.datetime()),
    /** How many sessions, pending requests and claims this ended. */
    sessionsEnded: z.int(),
    requestsEnded: z.int(),
  }),
  'user.reactivated': z.object({ ...aboutUser, status: z.enum(['invited', 'active']) }),
  'user.email.verified': z.object({
    ...aboutUser,
    by: z.enum(['claim', 'administrator', 'password-link', 'confirmation', 'provider']),
  }),
  'user.email.change-requested': z.object({ ...aboutUser, kind: z.enum(['primary', 'alias']) }),
  'user.email.changed': z.object({ ...aboutUser, kind: z.enum(['primary', 'alias']) }),
  'user.email.removed': z.object({ ...aboutUser }),
  'user.role.changed': z.object({
    ...aboutUser,
    before: z.nullable(AdminRoleName),
    after: z.nullable(AdminRoleName),
  }),
  'user.activated': z.object({ ...aboutUser, by: z.enum(['device', 'password', 'provider']) }),
  'user.removed': z.object({ ...aboutUser, purgeAt: z.iso.datetime() }),
  'user.restored': z.object({ ...aboutUser }),
  'user.deleted': z.object({
    ...aboutUser,
    reason: z.enum(['deleted', 'terminated', 'removed']),
    erased: z.boolean(),
  }),
  'user.termination.asked': z.object({ ...aboutUser, otherOrganisations: z.int() }),
  'user.termination.ordered': z.object({ ...aboutUser, otherOrganisations: z.int() }),
  /** What another organisation ordered is not carried out here: they were promoted since, or it waited for a day. */
  'user.termination.lapsed': z.object({ ...aboutUser, why: z.enum(['promoted', 'late']) }),
  'user.erased': z.object({ ...aboutUser }),
  'user.exported': z.object({ ...aboutUser }),
  'user.merged': z.object({
    /** The survivor. */
    ...aboutUser,
    sourceId: UserId,
    sessionsMoved: z.int(),
    devicesMoved: z.int(),
    linksMoved: z.int(),
    accountsMoved: z.int(),
    /** Where both had an account: what the application saw the source as, which ended. */
    subjectsEnded: z.array(z.object({ applicationId: ApplicationId, subject: z.string(), kept: z.string() })),
  }),
  'user.locked': z.object({ ...aboutUser, until: z.iso.datetime(), failures: z.int() }),
  'user.unlocked': z.object({ ...aboutUser }),
  'user.password.set': z.object({ ...aboutUser, by: z.enum(['person', 'set-up', 'link', 'import']) }),
  'user.password.reset-requested': z.object({
    ...aboutUser,
    by: z.enum(['person', 'administrator']),
  }),
  'user.password.reset-required': z.object({ ...aboutUser, required: z.boolean() }),
  'user.password.reset-completed': z.object({
    ...aboutUser,
    because: z.enum(['required', 'temporary', 'link']),
  }),
  'user.password.temporary-issued': z.object({ ...aboutUser, expiresAt: z.iso.datetime() }),
  'user.password.cleared': z.object({
    ...aboutUser,
    why: z.enum(['administrator', 'person', 'merged', 'promoted']),
  }),
  'user.password.allowed': z.object({ ...aboutUser, allowed: z.boolean() }),
  'user.password.breach-check-unavailable': z.object({ ...aboutUser }),
  'user.provider.linked': z.object({
    ...aboutUser,
    providerId: ProviderId,
    linkId: LinkId,
    by: z.enum(['verified-email', 'proof', 'created', 'self', 'merge']),
  }),
  'user.provider.unlinked': z.object({
    ...aboutUser,
    providerId: ProviderId,
    linkId: LinkId,
    blocked: z.boolean(),
    by: z.enum(['administrator', 'person']),
  }),
  'provider.created': z.object({ providerId: ProviderId, kind: z.string() }),
  'provider.updated': z.object({ providerId: ProviderId, changes }),
  'provider.deleted': z.object({ providerId: ProviderId, links: z.int() }),
  'provider.tested': z.object({
    providerId: ProviderId,
    succeeded: z.boolean(),
    reason: z.nullable(z.string()),
  }),
  'settings.updated': z.object({ section: z.string(), changes }),
  'job.created': z.object({ jobId: JobId, act: z.string(), total: z.int() }),
  'job.steered': z.object({ jobId: JobId, state: z.string() }),
  'job.finished': z.object({ jobId: JobId, succeeded: z.int(), skipped: z.int(), failed: z.int() }),
  'tenant.sessions.revoked': z.object({ ended: z.int() }),
  /** Once a day each: few texts are left of what the organisation may send, or none of what strangers may have sent. */
  'sms.budget.low': z.object({ whose: z.enum(['all', 'strangers']), used: z.int(), perDay: z.int() }),
  'user.signin.succeeded': z.object({
    ...aboutUser,
    signInId: SignInId,
    sessionId: SessionId,
    applicationId: z.nullable(ApplicationId),
    amr: z.array(z.string()),
    newBrowser: z.boolean(),
    /** The provider that the person came through. */
    providerId: z.optional(ProviderId),
  }),
  'user.signin.failed': z.object({
    /** Null where the address belongs to nobody. */
    userId: z.nullable(UserId),
    signInId: SignInId,
    applicationId: z.nullable(ApplicationId),
    /** The first check of the decision that failed, or how the request ended. */
    reason: z.string(),
  }),
  'user.session.revoked': z.object({
    ...aboutUser,
    sessionId: SessionId,
    why: z.enum([
      'administrator',
      'signed-out',
      'deactivated',
      'device-removed',
      'expired',
      'superseded',
      'password-changed',
      'merged',
      'organisation',
      'person',
    ]),
  }),
  'user.recovery.issued': z.object({ ...aboutUser, claimId: ClaimId }),
  'session.created': z.object({
    ...aboutUser,
    sessionId: SessionId,
    applicationId: z.nullable(ApplicationId),
  }),
  'session.stepped-up': z.object({
    ...aboutUser,
    sessionId: SessionId,
    /** Null where it was done by password. */
    requestId: z.nullable(RequestId),
  }),
  'account.created': z.object({ ...aboutUser, accountId: AccountId, applicationId: ApplicationId }),
  'account.activated': z.object({ ...aboutUser, accountId: AccountId, applicationId: ApplicationId }),
  'account.ended': z.object({
    ...aboutUser,
    accountId: AccountId,
    applicationId: ApplicationId,
    /** `merged`: the account of the one who was merged into this user had ended. */
    why: z.enum(['administrator', 'merged']),
  }),
  'account.restored': z.object({ ...aboutUser, accountId: AccountId, applicationId: ApplicationId }),
  'claim.issued': z.object({
    ...aboutUser,
    claimId: ClaimId,
    purpose: ClaimPurpose,
    kind: z.enum(['screen', 'mail']),
    expiresAt: z.iso.datetime(),
  }),
  'claim.used': z.object({ ...aboutUser, claimId: ClaimId, deviceId: DeviceId }),
  'invitation.sent': z.object({ ...aboutUser, claimId: ClaimId }),
  'identity.did.reset': z.object({
    ...aboutUser,
    why: z.enum(['recovery', 'no-device-left', 'unregistered']),
  }),
  'device.enrolled': z.object({ ...aboutDevice, platform: z.string(), purpose: ClaimPurpose }),
  'device.activated': z.object({
    ...aboutDevice,
    by: z.enum(['administrator', 'promotion', 'enrolment', 'restore', 'person']),
  }),
  'device.suspended': z.object({ ...aboutDevice, why: z.enum(['pin', 'administrator']) }),
  'device.removed': z.object({
    ...aboutDevice,
    why: z.enum(['removed', 'left', 'replaced', 'unregistered', 'lost', 'terminated']),
    wasPushTarget: z.boolean(),
  }),
  'device.restored': z.object({
    ...aboutDevice,
    by: z.enum(['mail', 'sms', 'device', 'claim']),
    /** The phones that it takes the place of. */
    replaces: z.array(DeviceId),
  }),
  'device.confirmed': z.object({ ...aboutDevice }),
  'device.resumed': z.object({ ...aboutDevice }),
  'device.renamed': z.object({ ...aboutDevice }),
  'device.kept': z.object({ ...aboutDevice, by: z.enum(['administrator', 'person']) }),
  'device.test-alert.sent': z.object({ ...aboutDevice }),
  'device.pin.changed': z.object({ ...aboutDevice }),
  /** `evidence` of how the caller was recognised stands with the personal data. */
  'device.reported-lost': z.object({
    ...aboutUser,
    deviceId: z.nullable(DeviceId),
    path: z.enum(['remove', 'unregister']),
    next: z.enum(['setup-code', 'override', 'nothing']),
  }),
  'identity.unregistered': z.object({ ...aboutUser, devices: z.int(), sessionsEnded: z.int() }),
  'backup.made': z.object({ ...aboutDevice }),
  'restore.refused': z.object({
    /** Null where the backup's identity is nobody's here. */
    userId: z.nullable(UserId),
    why: z.enum(['did-retired', 'account-gone', 'user-deactivated', 'code-wrong', 'refused']),
  }),
  'passkey.added': z.object({ ...aboutUser, passkeyId: PasskeyId, synced: z.boolean() }),
  'passkey.renamed': z.object({ ...aboutUser, passkeyId: PasskeyId }),
  'passkey.removed': z.object({
    ...aboutUser,
    passkeyId: PasskeyId,
    by: z.enum(['administrator', 'person', 'merge']),
  }),
  /** Its counter did not rise: it may have been copied. It is refused from then on. */
  'passkey.copied': z.object({ ...aboutUser, passkeyId: PasskeyId, stored: z.int(), received: z.int() }),
  'override.issued': z.object({ ...aboutUser, overrideId: OverrideId, expiresAt: z.iso.datetime() }),
  'override.used': z.object({ ...aboutUser, overrideId: OverrideId }),
  'override.revoked': z.object({ ...aboutUser, overrideId: OverrideId }),
  'override.expired': z.object({
    ...aboutUser,
    overrideId: OverrideId,
    why: z.enum(['expired', 'locked', 'replaced']),
  }),
  'signin.code.sent': z.object({ ...aboutUser, signInId: SignInId, by: z.enum(['mail', 'sms']) }),
  'case.opened': z.object({ ...aboutUser, caseId: CaseId, kind: z.string() }),
  'case.closed': z.object({ ...aboutUser, caseId: CaseId }),
  'user.pushes.paused': z.object({
    ...aboutUser,
    /** Null: until somebody ends it. */
    until: z.nullable(z.iso.datetime()),
    why: z.enum(['report', 'person', 'limit']),
  }),
  'user.pushes.resumed': z.object({ ...aboutUser, by: z.enum(['administrator', 'person', 'case']) }),
  'user.termination.answered': z.object({ ...aboutUser, answer: z.enum(['confirm', 'refuse']) }),
  'tenant.closed': z.object({ slug: z.string() }),
  'device.push-lost': z.object({ ...aboutDevice }),
  'device.key-copied': z.object({ ...aboutDevice, stored: z.int(), received: z.int() }),
  'signin.request.issued': z.object({ ...aboutRequest, action: z.string(), pushed: z.boolean() }),
  'signin.request.approved': z.object({
    ...aboutRequest,
    deviceId: DeviceId,
    verification: z.enum(['wa', 'pin']),
    /** The browser was in another country than the phone. */
    far: z.optional(z.literal(true)),
  }),
  'signin.request.denied': z.object({
    ...aboutRequest,
    deviceId: DeviceId,
    why: z.enum(['denied', 'wrong-number']),
  }),
  'signin.request.reported': z.object({ ...aboutRequest, deviceId: DeviceId }),
  'signin.request.cancelled': z.object({ ...aboutRequest, why: z.string() }),
  'application.created': z.object({ ...aboutApplication, kind: z.string() }),
  'application.updated': z.object({ ...aboutApplication, changes }),
  'application.secret.rotated': z.object({ ...aboutApplication, secretId: z.uuid() }),
  'application.test.begun': z.object({ ...aboutApplication }),
  'application.deleted': z.object({ ...aboutApplication }),
  'oidc.refresh-token.reused': z.object({ userId: z.nullable(UserId), ...aboutApplication }),
  'signing-key.rotated': z.object({ kid: z.string(), use: z.string() }),
} as const satisfies Record<string, z.ZodMiniObject>

export type EventType = keyof typeof events
export type EventData<T extends EventType> = z.output<(typeof events)[T]>
