import type { Generated } from 'kysely'
import type { AccountId, ApplicationId, SessionId, TenantId, UserId } from '#contract/ids.ts'
import type { Bytes, Json, NullableBytes } from './columns.ts'

/** What people sign in to, and what the OpenID provider gave out. */
export interface ApplicationsTables {
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
    /** While somebody keeps the person out of this application. */
    endedAt: Date | null
  }
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
}
