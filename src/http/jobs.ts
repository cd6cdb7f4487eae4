import type * as contract from '#contract/jobs.ts'
import { createJob } from '#domain/jobs/create-job.ts'
import { jobFile } from '#domain/jobs/job-file.ts'
import { getJob, listJobRows, listJobs } from '#domain/jobs/list-jobs.ts'
import { previewJob } from '#domain/jobs/preview-job.ts'
import { steerJob } from '#domain/jobs/steer-job.ts'
import type { Handlers } from './mount.ts'

export const jobs: Handlers<typeof contract> = {
  previewJob: (work, { body }) => previewJob(work, body),
  createJob: (work, { body }, { edge }) => createJob(work, body, edge.mailKind()),
  listJobs: async (work) => ({ items: await listJobs(work) }),
  getJob: (work, { params }) => getJob(work, params),
  listJobRows: (work, { params, body }) => listJobRows(work, { ...params, ...body }),
  steerJob: (work, { params, body }) => steerJob(work, { ...params, ...body }),
  downloadJob: (work, { params, body }) => jobFile(work, { ...params, ...body }),
}
