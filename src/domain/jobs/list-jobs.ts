import type { JobId } from '#contract/ids.ts'
import type { Job, JobRow } from '#contract/jobs.ts'
import { Problem, type ProblemCode, problems } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import { findJob, latestJobs, type RowRead, rowsOf } from './jobs.sql.ts'
import { toJob } from './to-job.ts'

const pageSize = 100

export async function listJobs(work: Work): Promise<Job[]> {
  return (await latestJobs(work, 50)).map(toJob)
}

/** @throws {Problem} `job-not-found` */
export async function getJob(work: Work, { jobId }: { jobId: JobId }): Promise<Job> {
  const job = await findJob(work, jobId)
  if (!job) throw new Problem('job-not-found')
  return toJob(job)
}

/**
 * The verdicts in order, a hundred at a time.
 *
 * @throws {Problem} `job-not-found`, `invalid-request` for a cursor that is none
 */
export async function listJobRows(
  work: Work,
  input: { jobId: JobId; state?: RowRead['state'] | undefined; after?: string | undefined },
): Promise<{ items: JobRow[]; next: string | null }> {
  const { jobId, state = null, after = '0' } = input
  await getJob(work, { jobId })
  if (!/^\d{1,9}$/.test(after)) throw new Problem('invalid-request', 'This page belongs to another list')
  const rows = await rowsOf(work, jobId, { state, after: Number(after), limit: pageSize + 1 })
  const items = rows.slice(0, pageSize)
  const last = items.at(-1)
  return {
    items: items.map((row) => ({ ...row, title: titleOf(row.problem) })),
    next: rows.length > pageSize && last ? String(last.n) : null,
  }
}

/** In words; a code of a later version has none here. */
export function titleOf(problem: string | null): string | null {
  return problem !== null && problem in problems ? problems[problem as ProblemCode].title : null
}
