import type { Job } from '#contract/jobs.ts'
import type { JobRowRead } from './jobs.sql.ts'

/** As the API tells it. Of whoever began it and is gone, no name is left. */
export function toJob({ kind, createdBy, createdByName, ...job }: JobRowRead): Job {
  return { ...job, act: kind, createdBy: { id: createdBy, name: createdByName ?? '' } }
}
