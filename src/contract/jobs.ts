import * as z from 'zod/mini'
import { ApplicationId, JobId, UserId } from './ids.ts'
import { Instant, Nothing, operation, pageOf } from './operation.ts'
import { Deactivation, UserFilter } from './users.ts'

/** What can be done to many people at once; each is the operation of the same name, done to one after the other. */
export const BulkAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('send-invitation') }),
  z.strictObject({ act: z.literal('require-password-reset') }),
  z.strictObject({ act: z.literal('revoke-sessions') }),
  z.strictObject({ act: z.literal('deactivate'), deactivation: Deactivation }),
  z.strictObject({ act: z.literal('reactivate') }),
  z.strictObject({ act: z.literal('verify-email') }),
  z.strictObject({ act: z.literal('add-to-application'), applicationId: ApplicationId }),
  z.strictObject({ act: z.literal('export') }),
])
export type BulkAct = z.output<typeof BulkAct>

/** To whom: the people who were ticked, or everybody who matches a filter. */
export const BulkSelection = z.union([
  z.strictObject({ userIds: z.array(UserId).check(z.minLength(1), z.maxLength(1000)) }),
  z.strictObject({ filter: UserFilter }),
])
export type BulkSelection = z.output<typeof BulkSelection>

export const Job = z.object({
  id: JobId,
  act: z.string(),
  state: z.enum(['running', 'paused', 'stopped', 'finished']),
  total: z.int(),
  succeeded: z.int(),
  /** Nothing to do: it was so already. */
  skipped: z.int(),
  failed: z.int(),
  createdBy: z.object({ id: UserId, name: z.string() }),
  createdAt: Instant,
  updatedAt: Instant,
  finishedAt: z.nullable(Instant),
})
export type Job = z.output<typeof Job>

export const JobRow = z.object({
  n: z.int(),
  userId: UserId,
  /** Null once the user is gone. */
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  state: z.enum(['waiting', 'succeeded', 'skipped', 'failed']),
  /** A problem's code, and its title. */
  problem: z.nullable(z.string()),
  title: z.nullable(z.string()),
})
export type JobRow = z.output<typeof JobRow>

const bulk = z.strictObject({ act: BulkAct, selection: BulkSelection })

export const previewJob = operation({
  method: 'POST',
  path: '/jobs/preview',
  summary: 'What a bulk act would do: how many it reaches and who would be passed over',
  permission: 'users:read',
  access: 'read',
  params: Nothing,
  body: bulk,
  result: z.object({
    total: z.int(),
    /** How many of the first 1,000 could be done, need nothing, or would be refused, by problem. */
    looked: z.int(),
    ready: z.int(),
    skipped: z.int(),
    refused: z.array(z.object({ problem: z.string(), title: z.string(), count: z.int() })),
    /** The first ten people. */
    sample: z.array(z.object({ id: UserId, name: z.string(), email: z.string() })),
  }),
  problems: ['too-many-people', 'application-not-found'],
})

/** Needs the permission of the act itself besides. */
export const createJob = operation({
  method: 'POST',
  path: '/jobs',
  summary: 'Begin a bulk act; it goes on when the browser is closed',
  permission: 'users:read',
  access: 'write',
  params: Nothing,
  body: bulk,
  result: Job,
  problems: [
    'idempotency-key-reused',
    'too-many-people',
    'application-not-found',
    'mail-not-configured',
    'nobody-selected',
  ],
  idempotent: true,
  stepUp: true,
})

export const listJobs = operation({
  method: 'GET',
  path: '/jobs',
  summary: 'Bulk acts, newest first, at most fifty',
  permission: 'users:read',
  access: 'read',
  params: Nothing,
  body: Nothing,
  result: z.object({ items: z.array(Job) }),
  problems: [],
})

const byJob = z.strictObject({ jobId: JobId })

export const getJob = operation({
  method: 'GET',
  path: '/jobs/{jobId}',
  summary: 'How a bulk act stands',
  permission: 'users:read',
  access: 'read',
  params: byJob,
  body: Nothing,
  result: Job,
  problems: ['job-not-found'],
})

export const listJobRows = operation({
  method: 'GET',
  path: '/jobs/{jobId}/rows',
  summary: 'The verdict for each person, in order',
  permission: 'users:read',
  access: 'read',
  params: byJob,
  body: z.strictObject({
    state: z.optional(z.enum(['waiting', 'succeeded', 'skipped', 'failed'])),
    after: z.optional(z.string().check(z.maxLength(100))),
  }),
  result: pageOf(JobRow),
  problems: ['job-not-found'],
})

/** Pauses, goes on, or stops for good; what is done stays done. */
export const steerJob = operation({
  method: 'PUT',
  path: '/jobs/{jobId}/state',
  summary: 'Pause a bulk act, let it go on, or stop it',
  permission: 'users:read',
  access: 'write',
  params: byJob,
  body: z.strictObject({ state: z.enum(['running', 'paused', 'stopped']) }),
  result: Job,
  problems: ['job-not-found', 'job-ended', 'higher-rank'],
})

/** The result file as text: CSV (RFC 4180), formulas disarmed. */
export const downloadJob = operation({
  method: 'GET',
  path: '/jobs/{jobId}/file',
  summary: 'The result of a bulk act as CSV',
  permission: 'users:read',
  access: 'read',
  params: byJob,
  body: z.strictObject({ state: z.optional(z.enum(['succeeded', 'skipped', 'failed'])) }),
  result: z.object({ fileName: z.string(), csv: z.string() }),
  problems: ['job-not-found'],
})
