import type { ColumnType, Generated } from 'kysely'
import type {
  ApplicationId,
  CaseId,
  ClaimId,
  DeviceId,
  RequestId,
  SessionId,
  SignInId,
  TenantId,
  UserId,
} from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import type { Bytes, Json, Jwk, NullableBytes } from './columns.ts'

/** Setup codes, phones, restores, and what phones are asked. */
export interface PhonesTables {
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
  departedDevices: {
    tenantId: TenantId
    id: DeviceId
    publicJwk: Json<Jwk>
    pushSubscriptionSealed: NullableBytes
    departedAt: Date
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
}
