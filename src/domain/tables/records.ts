import type { Generated } from 'kysely'
import type { DeviceId, EventId, JobId, SessionId, TenantId, UserId } from '#contract/ids.ts'
import type { JsonValue } from '#contract/json.ts'
import type { Bytes, Json, NullableBytes } from './columns.ts'

/** What happened, what waits to be sent or done, and what is counted. */
export interface RecordsTables {
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
}
