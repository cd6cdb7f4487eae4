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
  await eachPage(
    (page) => rowsOf(work, jobId, { state, ...page }),
    ({ n, userId, name, email, state: result, problem }) => {
      lines.push(csvLine([n, userId, name, email, result, problem, titleOf(problem)]))
    },
  )
  return lines.join('')
}

async function people(work: Work, jobId: JobId): Promise<string> {
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
  const lines = [csvLine(header)]
  await eachPage(
    (page) => peopleOf(work, jobId, page),
    ({ n: _n, ...person }) => {
      lines.push(csvLine(Object.values(person)))
    },
  )
  return lines.join('')
}

const pageSize = 10_000

/** Page by page: no statement of a unit may take long. */
async function eachPage<Row extends { readonly n: number }>(
  read: (page: { after: number; limit: number }) => Promise<Row[]>,
  take: (row: Row) => void,
): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await read({ after, limit: pageSize })
    for (const row of rows) take(row)
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    after = last.n
  }
}
