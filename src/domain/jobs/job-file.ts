import type { JobId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { Work } from '../work.ts'
import { permissionFor } from './acts.ts'
import { csvLine } from './csv.ts'
import { findJob, peopleOf, type RowRead, rowsOf } from './jobs.sql.ts'
import { titleOf } from './list-jobs.ts'

/**
 * What became of each person as a file; of an export the people themselves, as they are now.
 *
 * @throws {Problem} `job-not-found`; `forbidden` where the file is an export and the caller may not have one, or another began it: the audit
 *   log says of each export whose it is
 */
export async function jobFile(
  work: Work,
  { jobId, state = null }: { jobId: JobId; state?: RowRead['state'] | null | undefined },
): Promise<{ fileName: string; csv: string }> {
  const job = await findJob(work, jobId)
  if (!job) throw new Problem('job-not-found')
  const exports = job.kind === 'export'
  const mayHave = work.actor.permissions.has(permissionFor.export) && work.actor.id === job.createdBy
  if (exports && !mayHave) throw new Problem('forbidden')
  const fileName = `latchkey-${job.kind}-${job.createdAt.toISOString().slice(0, 10)}.csv`
  // Spreadsheets tell by this mark that the letters are UTF-8.
  return {
    fileName,
    csv: `\uFEFF${exports ? await people(work, jobId) : await verdicts(work, jobId, state)}`,
  }
}

async function verdicts(work: Work, jobId: JobId, state: RowRead['state'] | null): Promise<string> {
  const lines = [csvLine(['number', 'user id', 'name', 'email', 'result', 'problem', 'reason'])]
  for (const row of await rowsOf(work, jobId, { state, after: 0, limit: 1_000_000 })) {
    const { n, userId, name, email, problem } = row
    lines.push(csvLine([n, userId, name, email, row.state, problem, titleOf(problem)]))
  }
  return lines.join('')
}

async function people(work: Work, jobId: JobId): Promise<string> {
  const found = await peopleOf(work, jobId)
  const header = [
    'user id',
    'first name',
    'last name',
    'email',
    'email verified',
    'mobile',
    'personal email',
    'external id',
    'status',
    'admin role',
    'has password',
    'active devices',
    'provider links',
    'created at',
    'last sign-in at',
  ]
  return [csvLine(header), ...found.map((person) => csvLine(Object.values(person)))].join('')
}
