import type { Generated } from 'kysely'
import type {
  ApplicationId,
  CeremonyId,
  DeviceId,
  LinkId,
  OverrideId,
  PasskeyId,
  ProviderId,
  RequestId,
  SessionId,
  SignInId,
  TenantId,
  UserId,
} from '#contract/ids.ts'
import type { Bytes, Json, NullableBytes } from './columns.ts'

/** Sign-ins, sessions, and the ways in that are no phone. */
export interface SignInTables {
  sessions: {
    tenantId: TenantId
    id: SessionId
    userId: UserId
    tokenHash: Bytes
    applicationId: ApplicationId | null
    deviceId: DeviceId | null
    issuer: string
    ip: string
    userAgent: string
    place: string | null
    amr: string[]
    acr: string
    startedAt: Date
    lastActiveAt: Date
    provedAt: Date
    expiresAt: Date
    idleSeconds: number
    endedAt: Date | null
    endedWhy: string | null
    providerId: ProviderId | null
    kept: Generated<boolean>
  }
  signIns: {
    tenantId: TenantId
    id: SignInId
    reference: string
    browserHash: Bytes
    knownHash: NullableBytes
    applicationId: ApplicationId | null
    resume: Json
    state: 'begun' | 'asked' | 'finished' | 'failed'
    userId: UserId | null
    addressSealed: NullableBytes
    addressMac: NullableBytes
    requestId: RequestId | null
    failure: string | null
    sessionId: SessionId | null
    ip: string
    userAgent: string
    createdAt: Date
    expiresAt: Date
    finishedAt: Date | null
    method: 'phone' | 'passkey' | 'password' | 'provider' | 'mail' | 'sms' | 'override' | null
    keep: Generated<boolean>
    askedAcr: string | null
    fresh: Generated<boolean>
    passwordAt: Date | null
    passwordVersion: number | null
    providerAt: Date | null
    providerId: ProviderId | null
    phoneAt: Date | null
    deviceId: DeviceId | null
    phoneAmr: string[] | null
    phoneAcr: string | null
    pendingLinkSealed: NullableBytes
    resetBecause: 'required' | 'temporary' | null
    passkeyAt: Date | null
    passkeyId: PasskeyId | null
    passkeyHardware: boolean | null
    codeAt: Date | null
    codeMethod: 'mail' | 'sms' | null
    overrideAt: Date | null
    overrideId: OverrideId | null
  }
  challenges: {
    tenantId: TenantId
    requestId: RequestId
    deviceId: DeviceId
    challengeHash: string
    fetchedAt: Date
  }
  knownBrowsers: {
    tenantId: TenantId
    userId: UserId
    browserHash: Bytes
    country: string | null
    firstAt: Date
    lastAt: Date
    method: 'phone' | 'passkey' | 'password' | 'provider' | 'mail' | 'sms' | 'override' | null
    providerId: ProviderId | null
  }
  failedTries: { tenantId: TenantId; key: Bytes; failures: number; waitUntil: Date | null; lastAt: Date }
  passwords: {
    tenantId: TenantId
    userId: UserId
    hash: string
    pepperId: string
    temporary: Generated<boolean>
    expiresAt: Date | null
    usedAt: Date | null
    setAt: Date
    verifiedAt: Date | null
    version: Generated<number>
  }
  passwordHistory: {
    tenantId: TenantId
    userId: UserId
    id: string
    hash: string
    pepperId: string
    at: Date
  }
  passwordLinks: {
    tenantId: TenantId
    id: string
    userId: UserId
    purpose: 'forgot' | 'set'
    tokenHash: Bytes
    emailKey: string
    signInId: SignInId | null
    issuedBy: string | null
    issuedAt: Date
    expiresAt: Date
    spentAt: Date | null
    voidedAt: Date | null
  }
  providers: {
    tenantId: TenantId
    id: ProviderId
    kind: 'google' | 'microsoft' | 'okta' | 'oidc' | 'saml'
    name: string
    nameKey: string
    enabled: boolean
    trusted: boolean
    createsUsers: boolean
    settings: Json
    secretSealed: NullableBytes
    secretExpiresAt: Date | null
    createdAt: Date
    updatedAt: Date
    lastSuccessAt: Date | null
    lastFailureAt: Date | null
    lastFailure: string | null
    version: Generated<number>
  }
  providerLinks: {
    tenantId: TenantId
    id: LinkId
    providerId: ProviderId
    userId: UserId
    subject: string
    email: string | null
    linkedAt: Date
    linkedBy: 'verified-email' | 'proof' | 'created' | 'self' | 'merge'
    lastUsedAt: Date | null
  }
  blockedLinks: {
    tenantId: TenantId
    providerId: ProviderId
    subject: string
    userId: UserId
    blockedAt: Date
  }
  providerTrips: {
    tenantId: TenantId
    stateHash: Bytes
    providerId: ProviderId
    purpose: 'sign-in' | 'link' | 'test'
    signInId: SignInId | null
    sessionId: SessionId | null
    secretsSealed: Bytes
    createdAt: Date
    expiresAt: Date
    spentAt: Date | null
  }
  seenAssertions: { tenantId: TenantId; providerId: ProviderId; idHash: Bytes; expiresAt: Date }
  passkeys: {
    tenantId: TenantId
    id: PasskeyId
    userId: UserId
    credentialId: string
    publicKey: Bytes
    counter: number
    synced: boolean
    transports: string[]
    name: string
    createdAt: Date
    lastUsedAt: Date | null
    copiedAt: Date | null
  }
  passkeyCeremonies: {
    tenantId: TenantId
    id: CeremonyId
    purpose: 'sign-in' | 'add' | 'step-up'
    signInId: SignInId | null
    sessionId: SessionId | null
    challengeHash: Bytes
    createdAt: Date
    expiresAt: Date
    spentAt: Date | null
  }
  overrides: {
    tenantId: TenantId
    id: OverrideId
    userId: UserId
    codeHash: Bytes
    reason: string
    issuedBy: UserId
    issuedAt: Date
    expiresAt: Date
    tries: Generated<number>
    usedAt: Date | null
    endedAt: Date | null
    endedWhy: 'used' | 'expired' | 'locked' | 'replaced' | 'revoked' | null
  }
  signInCodes: {
    tenantId: TenantId
    id: string
    signInId: SignInId
    userId: UserId | null
    method: 'mail' | 'sms'
    codeMac: Bytes
    tries: Generated<number>
    sentAt: Date
    expiresAt: Date
    spentAt: Date | null
    voidedAt: Date | null
  }
}
