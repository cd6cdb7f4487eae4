import * as z from 'zod/mini'
import { JobId, UserId } from '#contract/ids.ts'
import { BulkAct, type BulkSelection, type Job } from '#contract/jobs.ts'
import type { JsonValue } from '#contract/json.ts'
import { Problem } from '#contract/problem.ts'
import { newId } from '#platform/id.ts'
import { record } from '../audit/record.ts'
import type { MailKind } from '../ports.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { findJob, insertJob } from './jobs.sql.ts'
import { selectPeople } from './select-people.ts'
import { toJob } from './to-job.ts'

/**
 * Begins a bulk act. Who it reaches is decided now and written down; it is done by whichever process is free, to one person after the
 * other, as whoever began it and by what they may do then.
 *
 * @param mail where mail goes in this installation
 * @throws {Problem} `forbidden`, `application-not-found`, `too-many-people`, `nobody-selected`, `mail-not-configured`
 */
export async function createJob(
  work: Work,
  { act, selection }: { act: BulkAct; selection: BulkSelection },
  mail: MailKind,
): Promise<Job> {
  if (work.actor.kind !== 'user') throw new Problem('forbidden')
  await requireStanding(work)
  if (act.act === 'send-invitation' && mail === 'none') throw new Problem('mail-not-configured')
  const userIds = await selectPeople(work, { act, selection })
  if (userIds.length === 0) throw new Problem('nobody-selected')
  const id = JobId.parse(newId())
  await insertJob(work, {
    id,
    kind: act.act,
    // Encoded, it is JSON: instants are text.
    input: z.encode(BulkAct, act) as JsonValue,
    createdBy: UserId.parse(work.actor.id),
    userIds,
  })
  await record(work, 'job.created', { jobId: id, act: act.act, total: userIds.length })
  work.notify('job', id)
  const job = await findJob(work, id)
  if (!job) throw new Error('a job was not written')
  return toJob(job)
}
