import * as z from 'zod/mini'
import type { JobId, TenantId } from '#contract/ids.ts'
import { BulkAct } from '#contract/jobs.ts'
import { permissionsOf } from '#contract/permissions.ts'
import { Problem, type ProblemCode } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { type Actor, type Ground, systemActor, type Tenancy, transact, type Work } from '../work.ts'
import { perform, permissionFor } from './acts.ts'
import { mailFinished } from './finished-mail.ts'
import { setState } from './jobs.sql.ts'
import {
  leaseJob,
  markFinished,
  setLease,
  settleRow,
  type TakenRow,
  takeRow,
  waitingRows,
} from './run-row.sql.ts'

export interface LeasedJob {
  readonly tenantId: TenantId
  readonly id: JobId
}

/** A job for this process to work on until its lease ends; undefined when there is nothing to do. */
export const takeJob = (ground: Ground, leaseMs: number): Promise<LeasedJob | undefined> =>
  leaseJob(ground.database, leaseOf(ground, leaseMs))

export const renewLease = (ground: Ground, job: LeasedJob, leaseMs: number): Promise<void> =>
  setLease(ground.database, job, leaseOf(ground, leaseMs).until)

/** The next process may go on at once. */
export const giveBack = (ground: Ground, job: LeasedJob): Promise<void> =>
  setLease(ground.database, job, null)

function leaseOf(ground: Ground, leaseMs: number): { now: Date; until: Date } {
  const now = ground.clock()
  return { now, until: new Date(now.getTime() + leaseMs) }
}

/** Those whose turn comes next; none where the job does not run, too. */
export const nextRows = (ground: Ground, tenancy: Tenancy, jobId: JobId, limit: number): Promise<number[]> =>
  transact(ground, tenancy, 'read', actorOfHouse(tenancy, jobId), (work) => waitingRows(work, jobId, limit))

/**
 * Does the act to one person and writes its verdict down, both or neither: whoever dies in the middle leaves the row to the next one, and
 * nobody is done twice. It is done as whoever began the job, by what they may do at this instant; when that is not enough any more, or
 * they are not active, the job stops.
 *
 * @param input with `tell`, whoever watches hears of it
 * @throws what is no refusal, such as a lost connection: the row waits on
 */
export async function runRow(
  ground: Ground,
  tenancy: Tenancy,
  input: { jobId: JobId; n: number; tell: boolean },
): Promise<'done' | 'passed-over' | 'stopped'> {
  const { jobId, n, tell } = input
  const inUnit = <T>(unit: (work: Work) => Promise<T>) =>
    transact(ground, tenancy, 'write', actorOfHouse(tenancy, jobId), unit)
  const settle = async (
    work: Work,
    state: 'succeeded' | 'skipped' | 'failed',
    problem: ProblemCode | null,
  ) => {
    await settleRow(work, { jobId, n }, { state, problem })
    if (tell) work.notify('job', jobId)
  }
  try {
    return await inUnit(async (work) => {
      const row = await takeRow(work, jobId, n)
      if (!row) return 'passed-over'
      if (row.jobState !== 'running') return 'stopped'
      const actor = actorOf(tenancy, jobId, row)
      if (!actor) {
        await stop(work, jobId)
        return 'stopped'
      }
      const act = z.decode(BulkAct, row.input as z.input<typeof BulkAct>)
      const done = await perform({ ...work, actor }, act, row.userId)
      await settle(work, done ? 'succeeded' : 'skipped', null)
      return 'done'
    })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    await failRow(ground, tenancy, { ...input, problem: error.code })
    return 'done'
  }
}

/** Notes that one person could not be done. */
export async function failRow(
  ground: Ground,
  tenancy: Tenancy,
  { jobId, n, tell, problem }: { jobId: JobId; n: number; tell: boolean; problem: ProblemCode },
): Promise<void> {
  await transact(ground, tenancy, 'write', actorOfHouse(tenancy, jobId), async (work) => {
    const row = await takeRow(work, jobId, n)
    if (!row) return
    // Refused because of them and not because of the person: the job stops at the next look, and this one still waits.
    if (!actorOf(tenancy, jobId, row)) return stop(work, jobId)
    await settleRow(work, { jobId, n }, { state: 'failed', problem })
    if (tell) work.notify('job', jobId)
  })
}

/** Ends a job in which nobody waits any more. False while somebody does. */
export async function finishJob(ground: Ground, tenancy: Tenancy, jobId: JobId): Promise<boolean> {
  return transact(ground, tenancy, 'write', actorOfHouse(tenancy, jobId), async (work) => {
    const finished = await markFinished(work, jobId)
    if (!finished) return false
    const { succeeded, skipped, failed } = finished
    await record(work, 'job.finished', { jobId, succeeded, skipped, failed })
    await mailFinished(work, { jobId, ...finished })
    work.notify('job', jobId)
    return true
  })
}

async function stop(work: Work, jobId: JobId): Promise<void> {
  await setState(work, jobId, 'stopped')
  await record(work, 'job.steered', { jobId, state: 'stopped' })
  work.notify('job', jobId)
}

const actorOfHouse = (tenancy: Tenancy, jobId: JobId) => systemActor(tenancy.tenantId, `job-${jobId}`)

/** Whoever began it, with what they may do now; undefined when the act is not theirs any more. */
function actorOf(tenancy: Tenancy, jobId: JobId, row: TakenRow): Actor | undefined {
  const { createdBy, createdAt, sessionId, status, adminRole, kind } = row
  if (status !== 'active' || adminRole === null) return undefined
  const permissions = new Set(permissionsOf[adminRole])
  if (!permissions.has(permissionFor[kind])) return undefined
  return {
    kind: 'user',
    tenantId: tenancy.tenantId,
    id: createdBy,
    adminRole,
    permissions,
    // They had just proved themselves when they began it.
    session: sessionId && { id: sessionId, provedAt: createdAt },
    origin: { ip: '', userAgent: '', requestId: `job-${jobId}` },
  }
}
