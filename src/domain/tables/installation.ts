import type { Generated } from 'kysely'
import type { TenantId } from '#contract/ids.ts'
import type { Bytes, Json, Jwk, NullableBytes, NullableJson } from './columns.ts'

/** The installation itself, its organisations, and what is shared between them. */
export interface InstallationTables {
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
  tenantSettings: {
    tenantId: TenantId
    section: 'password' | 'sign-in' | 'session' | 'lifecycle' | 'devices' | 'texts'
    value: Json
    version: Generated<number>
    updatedAt: Date
  }
}
