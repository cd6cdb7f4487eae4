import type { Generated } from 'kysely'
import type { SavedViewId, TenantId, UserId } from '#contract/ids.ts'
import type { AdminRole } from '#contract/permissions.ts'
import type { Bytes, Json } from './columns.ts'

/** People, their addresses, and what stays of those who are gone. */
export interface PeopleTables {
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
    terminationOrderedRole: AdminRole | null
    lastBackupAt: Date | null
  }
  userWords: { tenantId: TenantId; userId: UserId; words: string }
  userWordsDue: { tenantId: TenantId; userId: UserId }
  userEmails: { tenantId: TenantId; emailKey: string; email: string; userId: UserId; verifiedAt: Date }
  emailChanges: {
    tenantId: TenantId
    id: string
    userId: UserId
    kind: 'primary' | 'alias'
    email: string
    emailKey: string
    tokenHash: Bytes
    ownProof: Generated<boolean>
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
  deactivationReceipts: { tenantId: TenantId; id: string; userId: UserId; at: Date; items: Json }
  sampleData: { tenantId: TenantId; begunAt: Date; steps: Generated<number>; finishedAt: Date | null }
  savedViews: {
    tenantId: TenantId
    id: SavedViewId
    userId: UserId
    name: string
    query: string
    createdAt: Date
  }
}
