import { createJob, type Job, previewJob } from '#contract/jobs.ts'
import type { Input } from '#contract/operation.ts'
import { runDueJobs } from '#jobs/run-jobs.ts'
import { createLog } from '#platform/log.ts'
import type { House, TestUser } from './harness.ts'

type Bulk = Input<typeof createJob>['body']

export const preview = (house: House, by: TestUser, bulk: Bulk) =>
  house.as(by)(previewJob, { params: {}, body: bulk })

export const begin = (house: House, by: TestUser, bulk: Bulk): Promise<Job> =>
  house.as(by)(createJob, { params: {}, body: bulk })

/** As a process would, until nothing is left that it could take. */
export const run = (house: House, signal = new AbortController().signal): Promise<void> =>
  runDueJobs(
    {
      ground: house.ground,
      log: createLog({ level: 'fatal' }, () => {}),
      findTenancy: async () => house.tenancy,
    },
    signal,
  )
