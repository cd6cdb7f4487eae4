import type { ColumnType, Generated } from 'kysely'
import type {
  AccountId,
  ApplicationId,
  CaseId,
  CeremonyId,
  ClaimId,
  DeviceId,
  EventId,
  JobId,
  LinkId,
  OverrideId,
  PasskeyId,
  ProviderId,
  RequestId,
  SavedViewId,
  SessionId,
  SignInId,
  TenantId,
  UserId,
} from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import type { AdminRole } from '#contract/permissions.ts'

/** A jsonb column: read as a value, written as JSON text. */
type Json<T extends JsonValue = JsonValue> = ColumnType<T, string, string>
type NullableJson<T extends JsonValue = JsonValue> = ColumnType<
  T | null,
  string | null | undefined,
  string | null
>
type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>
type NullableBytes = ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>
type Jwk = { [key: string]: string }

/** Every table of the database as a type; `test/house.test.ts` holds it against the real one. Columns are snake_case there. */
export interface Tables {
  installation: {
    only: Generated<boolean>
    address: string | null
    setupCodeHash: NullableBytes
    setUpAt: Date | null
    vapidPublic: string
    vapidPrivateSealed: Bytes
    statusKey: Json<Jwk>
    statusPrivateSealed: Bytes
    createdAt: Date
    nextStatusKey: NullableJson<Jwk>
    nextStatusPrivateSealed: NullableBytes
    nextStatusSince: Date | null
  }
  tenants: {
    id: TenantId
    slug: string
    name: string
    host: string | null
    first: Generated<boolean>
    status: Generated<'active' | 'closed'>
    createdAt: Date
  }
  tenantTombstones: {
    id: TenantId
    slug: string
    name: string
    host: string | null
    first: boolean
    goneAt: Generated<Date>
  }
  identities: { id: string; did: string; createdAt: Date; terminationAskedAt: Date | null }
  signingKeys: {
    tenantId: TenantId
    kid: string
    use: 'oidc' | 'device'
    alg: 'RS256' | 'ES256' | 'EdDSA'
    publicJwk: Json<Jwk>
    privateSealed: Bytes
    createdAt: Date
    retiredAt: Date | null
  }
  users: {
    tenantId: TenantId
    id: UserId
    identityId: string | null
    did: string | null
    firstName: string
    lastName: string
    name: string
    nameKey: string
    rnameKey: string
    email: string
    emailKey: string
    emailVerified: Generated<boolean>
    mobile: string | null
    mobileKey: string | null
    personalEmail: string | null
    role: 'admin' | 'user'
    adminRole: AdminRole | null
    status: 'invited' | 'active' | 'deactivated'
    deactivatedAt: Date | null
    deactivationKind: 'suspension' | 'offboarding' | 'investigation' | null
    deactivationReason: string | null
    deactivationMessage: string | null
    deactivatedUntil: Date | null
    statusBefore: 'invited' | 'active' | null
    pushesPausedUntil: Date | null
    createdAt: Date
    updatedAt: Date
    lastSignInAt: Date | null
    version: Generated<number>
    externalId: string | null
    requirePasswordReset: Generated<boolean>
    passwordAllowed: Generated<boolean>
    lockedUntil: Date | null
    lockedWhy: string | null
    removedAt: Date | null
    purgeAt: Date | null
    removeAt: Date | null
    terminationAskedAt: Date | null
    hasPassword: Generated<boolean>
    activeDevices: Generated<number>
    receiving: Generated<boolean>
    providerLinks: Generated<number>
    passkeys: Generated<number>
    pushesPausedWhy: 'report' | 'person' | 'limit' | null
    restoreByClaim: Generated<boolean>
    terminationRefusedAt: Date | null
    terminationOrderedAt: Date | null
    lastBackupAt: Date | null
  }
  applications: {
    tenantId: TenantId
    id: ApplicationId
    clientId: string
    name: string
    nameKey: string
    kind: 'web' | 'spa' | 'native' | 'machine'
    redirectUris: string[]
    postLogoutRedirectUris: string[]
    access: 'everyone' | 'assigned'
    unknownAddress: 'neutral' | 'tell'
    sessionSeconds: number
    approvalDigits: number
    enabled: Generated<boolean>
    passkeyRequired: Generated<boolean>
    lastSignInAt: Date | null
    createdAt: Date
    updatedAt: Date
    version: Generated<number>
  }
  applicationSecrets: {
    tenantId: TenantId
    id: string
    applicationId: ApplicationId
    secretHash: Bytes
    hint: string
    purpose: 'client' | 'test'
    createdAt: Date
    expiresAt: Date | null
  }
  accounts: {
    tenantId: TenantId
    id: AccountId
    userId: UserId
    applicationId: ApplicationId
    subject: string
    status: 'invited' | 'active'
    did: string | null
    createdAt: Date
    activatedAt: Date | null
    lastSignInAt: Date | null
  }
  claims: {
    tenantId: TenantId
    id: ClaimId
    userId: UserId
    purpose: 'enrol' | 'add' | 'restore' | 'reset'
    kind: 'screen' | 'mail'
    tokenHash: Bytes
    codeHash: NullableBytes
    emailKey: string | null
    tries: Generated<number>
    issuedBy: string | null
    issuedAt: Date
    expiresAt: Date
    openedAt: Date | null
    spentAt: Date | null
    voidedAt: Date | null
    lockedAt: Date | null
    restoreId: string | null
    guardHash: NullableBytes
  }
  enrolments: {
    tenantId: TenantId
    id: string
    claimId: ClaimId
    claimHash: Bytes
    nonce: string
    createdAt: Date
    expiresAt: Date
  }
  retiredDids: { tenantId: TenantId; did: string; retiredAt: Date }
  devices: {
    tenantId: TenantId
    id: DeviceId
    userId: UserId
    jkt: string
    publicJwk: Json<Jwk>
    did: string
    state: 'pending' | 'active' | 'suspended' | 'removed'
    stateWhy: string | null
    name: string
    model: string | null
    platform: string
    osVersion: string | null
    appVersion: string | null
    lang: string | null
    pushState: 'ok' | 'none' | 'gone'
    pushWhy: string | null
    pushSubscriptionSealed: NullableBytes
    pushTarget: Generated<boolean>
    waCredentialId: string | null
    waPublicKey: NullableBytes
    waCounter: number | null
    waBackupEligible: boolean | null
    pinMac: NullableBytes
    pinMisses: Generated<number>
    pinWaitUntil: Date | null
    counter: Generated<number>
    lastAnswerHash: NullableBytes
    lastAnswerReply: ColumnType<JsonValue | null, string | null | undefined, string | null>
    enrolledAt: Date
    lastActiveAt: Date
    removedAt: Date | null
    shortCode: string | null
    lastBackupAt: Date | null
    replacedAt: Date | null
    removeAt: Date | null
    purpose: 'enrol' | 'add' | 'restore' | 'reset' | null
    reportedName: string | null
  }
  deviceCalls: { tenantId: TenantId; deviceId: DeviceId; jti: string; expiresAt: Date }
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
  approvalRequests: {
    tenantId: TenantId
    id: RequestId
    userId: UserId | null
    addressMac: Bytes
    action: 'sign-in' | 'step-up' | 'add-device'
    signInId: SignInId | null
    sessionId: SessionId | null
    applicationId: ApplicationId | null
    applicationName: string
    reason: string | null
    browserHash: Bytes
    knownBrowser: boolean
    newPlace: boolean
    ip: string
    userAgent: string
    city: string | null
    country: string | null
    numberSealed: Bytes
    digits: number
    qSealed: Bytes
    qHash: Bytes
    state:
      | 'pending'
      | 'approved'
      | 'redeemed'
      | 'denied'
      | 'reported'
      | 'expired'
      | 'superseded'
      | 'cancelled'
      | 'passcode'
    why: string | null
    deviceId: DeviceId | null
    verification: 'wa' | 'pin' | null
    how: 'number' | 'qr' | null
    hardwareBound: boolean | null
    pushed: boolean
    issuedAt: Date
    expiresAt: Date
    answeredAt: Date | null
    endedAt: Date | null
    redeemedAt: Date | null
    restoreId: string | null
    heldBack: 'limit' | 'quiet' | 'paused' | null
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
  oidcItems: {
    tenantId: TenantId
    model: string
    id: Bytes
    grantId: NullableBytes
    uid: NullableBytes
    sessionId: SessionId | null
    userId: UserId | null
    clientId: string | null
    payload: Json
    consumedAt: Date | null
    expiresAt: Date | null
  }
  userWords: { tenantId: TenantId; userId: UserId; words: string }
  userWordsDue: { tenantId: TenantId; userId: UserId }
  rateLimits: { tenantId: TenantId; key: Bytes; hits: number; resetAt: Date }
  idempotencyKeys: {
    tenantId: TenantId
    keyHash: Bytes
    requestHash: Bytes
    responseSealed: Bytes
    createdAt: Date
  }
  subjectKeys: { tenantId: TenantId; subjectId: string; keySealed: Bytes }
  auditEvents: {
    tenantId: TenantId
    id: EventId
    at: Date
    type: string
    userId: UserId | null
    actorKind: 'user' | 'device' | 'system' | 'nobody'
    actorId: string | null
    data: Json<{ [key: string]: JsonValue }>
    personal: NullableBytes
    subjectId: string | null
    ipIndex: NullableBytes
    requestId: string | null
  }
  outbox: {
    tenantId: TenantId
    id: string
    kind: 'mail' | 'push' | 'sms'
    payloadSealed: NullableBytes
    deviceId: DeviceId | null
    topic: string | null
    createdAt: Date
    nextAttemptAt: Date
    expiresAt: Date | null
    attempts: Generated<number>
    lastError: string | null
    deliveredAt: Date | null
    deadAt: Date | null
  }
  inboxMails: { tenantId: TenantId; id: string; sealed: Bytes; at: Date }
  tenantSettings: {
    tenantId: TenantId
    section: 'password' | 'sign-in' | 'session' | 'lifecycle' | 'devices' | 'texts'
    value: Json
    version: Generated<number>
    updatedAt: Date
  }
  userEmails: { tenantId: TenantId; emailKey: string; email: string; userId: UserId; verifiedAt: Date }
  emailChanges: {
    tenantId: TenantId
    id: string
    userId: UserId
    kind: 'primary' | 'alias'
    email: string
    emailKey: string
    tokenHash: Bytes
    requestedBy: string | null
    requestedAt: Date
    expiresAt: Date
    spentAt: Date | null
    voidedAt: Date | null
  }
  userTombstones: {
    tenantId: TenantId
    userId: UserId
    why: 'merged' | 'deleted' | 'terminated' | 'removed'
    survivorId: UserId | null
    at: Date
  }
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
  deactivationReceipts: { tenantId: TenantId; id: string; userId: UserId; at: Date; items: Json }
  departedDevices: {
    tenantId: TenantId
    id: DeviceId
    publicJwk: Json<Jwk>
    pushSubscriptionSealed: NullableBytes
    departedAt: Date
  }
  jobs: {
    tenantId: TenantId
    id: JobId
    kind: string
    state: 'running' | 'paused' | 'stopped' | 'finished'
    input: Json
    createdBy: UserId
    sessionId: SessionId | null
    total: number
    succeeded: Generated<number>
    skipped: Generated<number>
    failed: Generated<number>
    createdAt: Date
    updatedAt: Date
    finishedAt: Date | null
    leaseUntil: Date | null
  }
  jobRows: {
    tenantId: TenantId
    jobId: JobId
    n: number
    userId: UserId
    state: 'waiting' | 'succeeded' | 'skipped' | 'failed'
    problem: string | null
    at: Date | null
  }
  savedViews: {
    tenantId: TenantId
    id: SavedViewId
    userId: UserId
    name: string
    query: string
    createdAt: Date
  }
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
  restores: {
    tenantId: TenantId
    id: string
    did: string
    nonce: string
    userId: UserId | null
    createdAt: Date
    expiresAt: Date
    provedAt: Date | null
    codeMethod: 'mail' | 'sms' | null
    codeMac: NullableBytes
    codeUntil: Date | null
    requestId: RequestId | null
    tries: Generated<number>
    shownBy: 'mail' | 'sms' | 'device' | 'claim' | null
    claimId: ClaimId | null
  }
  cases: {
    tenantId: TenantId
    id: CaseId
    kind: 'sign-in-reported' | 'device-key-copied'
    state: 'open' | 'closed'
    userId: UserId
    requestId: RequestId | null
    deviceId: DeviceId | null
    openedAt: Date
    closedAt: Date | null
    closedBy: UserId | null
    note: string | null
    reports: Generated<number>
    lastReportAt: Date
  }
  sampleData: { tenantId: TenantId; begunAt: Date; steps: Generated<number>; finishedAt: Date | null }
}
