import * as z from 'zod/mini'

/** Identifiers are UUIDv7 (RFC 9562 §5.7) made by the server; branded, so that one cannot pass for another. */
export const TenantId = z.uuid().brand<'TenantId'>()
export type TenantId = z.output<typeof TenantId>

export const UserId = z.uuid().brand<'UserId'>()
export type UserId = z.output<typeof UserId>

export const DeviceId = z.uuid().brand<'DeviceId'>()
export type DeviceId = z.output<typeof DeviceId>

export const ApplicationId = z.uuid().brand<'ApplicationId'>()
export type ApplicationId = z.output<typeof ApplicationId>

export const AccountId = z.uuid().brand<'AccountId'>()
export type AccountId = z.output<typeof AccountId>

export const SessionId = z.uuid().brand<'SessionId'>()
export type SessionId = z.output<typeof SessionId>

export const ClaimId = z.uuid().brand<'ClaimId'>()
export type ClaimId = z.output<typeof ClaimId>

export const SignInId = z.uuid().brand<'SignInId'>()
export type SignInId = z.output<typeof SignInId>

export const ProviderId = z.uuid().brand<'ProviderId'>()
export type ProviderId = z.output<typeof ProviderId>

export const LinkId = z.uuid().brand<'LinkId'>()
export type LinkId = z.output<typeof LinkId>

export const JobId = z.uuid().brand<'JobId'>()
export type JobId = z.output<typeof JobId>

export const SavedViewId = z.uuid().brand<'SavedViewId'>()
export type SavedViewId = z.output<typeof SavedViewId>

export const PasskeyId = z.uuid().brand<'PasskeyId'>()
export type PasskeyId = z.output<typeof PasskeyId>

export const OverrideId = z.uuid().brand<'OverrideId'>()
export type OverrideId = z.output<typeof OverrideId>

export const CaseId = z.uuid().brand<'CaseId'>()
export type CaseId = z.output<typeof CaseId>

/** One use of a passkey, from the options that the browser gets to its answer. */
export const CeremonyId = z.uuid().brand<'CeremonyId'>()
export type CeremonyId = z.output<typeof CeremonyId>

export const EventId = z.uuid().brand<'EventId'>()
export type EventId = z.output<typeof EventId>

/** 16 random bytes in base64url: it travels in QR codes and pushes and must not be guessable. */
export const RequestId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{22}$/))
  .brand<'RequestId'>()
export type RequestId = z.output<typeof RequestId>
