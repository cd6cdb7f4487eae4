import type { JobId } from '#contract/ids.ts'
import type { Job } from '#contract/jobs.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { requireRank } from '../users/require-rank.ts'
import type { Work } from '../work.ts'
import { permissionFor } from './acts.ts'
import { findRank, lockJob, setState } from './jobs.sql.ts'
import { toJob } from './to-job.ts'

/**
 * Pauses a job, lets it go on, or stops it for good. What is done stays done, and the person whose turn it is at this moment may still
 * be done. What is so already changes nothing.
 *
 * @throws {Problem} `job-not-found`, `job-ended`, `higher-rank` than the caller's of whoever began it, `forbidden` to whom the act is
 */
export async function steerJob(
  work: Work,
  { jobId, state }: { jobId: JobId; state: 'running' | 'paused' | 'stopped' },
): Promise<Job> {
  const job = await lockJob(work, jobId)
  if (!job) throw new Problem('job-not-found')
  if (!work.actor.permissions.has(permissionFor[job.kind])) throw new Problem('forbidden')
  requireRank(work, { adminRole: await findRank(work, job.createdBy) })
  if (job.state === state) return toJob(job)
  if (job.state === 'finished' || job.state === 'stopped') throw new Problem('job-ended')
  await setState(work, jobId, state)
  await record(work, 'job.steered', { jobId, state })
  work.notify('job', jobId)
  const finishedAt = state === 'stopped' ? work.now : null
  return toJob({ ...job, state, updatedAt: work.now, finishedAt })
}
