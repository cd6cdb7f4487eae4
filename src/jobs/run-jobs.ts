import type { TenantId } from '#contract/ids.ts'
import {
  failRow,
  finishJob,
  giveBack,
  type LeasedJob,
  nextRows,
  renewLease,
  runRow,
  takeJob,
} from '#domain/jobs/run-row.ts'
import type { Ground, Tenancy } from '#domain/work.ts'
import type { Log } from '#platform/log.ts'

/** Jobs of this process at the same time, and people of one job. */
const jobsAtOnce = 2
const rowsAtOnce = 3
/** So many are looked up in one go; between two goes the lease is renewed. */
const chunk = 30
/** A job belongs to the process that took it for this long: many times what a chunk takes. */
const leaseMs = 60_000
/** Longest silence between two looks; a commit wakes the runner earlier. */
const pollMs = 5000
/** Whoever watches hears of progress this often. */
const tellMs = 700

export interface RunnerParts {
  readonly ground: Ground
  readonly log: Log
  readonly findTenancy: (id: TenantId) => Promise<Tenancy | undefined>
}

/**
 * Works on bulk acts. Any number of processes may run one: a job belongs to one of them at a time, and when that dies another goes on
 * where it was.
 */
export function startJobRunner(parts: RunnerParts): { stop(): Promise<void> } {
  const { ground, log } = parts
  const { hub } = ground.database
  const stopping = new AbortController()
  let woken = false
  let wake = () => {}
  function nudge() {
    woken = true
    wake()
  }
  const unsubscribe = [hub.subscribe('job', nudge), hub.onGap(nudge)]

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = false
      const pause = await runDueJobs(parts, stopping.signal).then(
        () => pollMs,
        (error: unknown) => {
          log.warn({ err: error }, 'bulk acts could not be worked on; it is tried again')
          // A nudge would come with every row of another process: it must not make this one try without end.
          woken = false
          return 1000
        },
      )
      if (!woken && !stopping.signal.aborted) await rest(pause)
    }
  }

  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms).unref()
      function done() {
        clearTimeout(timer)
        wake = () => {}
        resolve()
      }
      wake = done
    })
  }

  const running = run()
  return {
    async stop() {
      for (const leave of unsubscribe) leave()
      stopping.abort()
      nudge()
      await running
    },
  }
}

/** Works until no job is left that this process could take, or it is told to stop. */
export async function runDueJobs(parts: RunnerParts, signal: AbortSignal): Promise<void> {
  const worker = async () => {
    while (!signal.aborted) {
      const job = await takeJob(parts.ground, leaseMs)
      if (!job) return
      await workOn(parts, job, signal)
    }
  }
  await allOf(Array.from({ length: jobsAtOnce }, worker))
}

/** One job to its end, or until it is paused, stopped or `signal` says so. */
async function workOn({ ground, log, findTenancy }: RunnerParts, job: LeasedJob, signal: AbortSignal) {
  const tenancy = await findTenancy(job.tenantId)
  if (!tenancy) throw new Error('a job of no organisation')
  let told = 0
  const tellsNow = () => {
    const now = performance.now()
    if (now - told < tellMs) return false
    told = now
    return true
  }
  for (;;) {
    const rows = signal.aborted ? [] : await nextRows(ground, tenancy, job.id, chunk)
    if (rows.length === 0) break
    let passedOver = 0
    const worker = async () => {
      for (let n = rows.shift(); n !== undefined && !signal.aborted; n = rows.shift()) {
        const outcome = await oneRow({ ground, log }, tenancy, { jobId: job.id, n, tell: tellsNow() })
        if (outcome === 'passed-over') passedOver += 1
        if (outcome === 'stopped') return
      }
    }
    const taken = rows.length
    await allOf(Array.from({ length: rowsAtOnce }, worker))
    // Another process is at all of these: it had the job before, and ends it.
    if (passedOver === taken) return
    await renewLease(ground, job, leaseMs)
  }
  if (!(await finishJob(ground, tenancy, job.id))) await giveBack(ground, job)
}

/** SQLSTATEs: somebody else held the person for too long, twice. */
const tookTooLong = new Set(['55P03', '57014'])

/** What is no refusal is tried once more; a person at whom it breaks again holds up nobody else. */
async function oneRow(
  { ground, log }: Pick<RunnerParts, 'ground' | 'log'>,
  tenancy: Tenancy,
  row: Parameters<typeof runRow>[2],
): Promise<Awaited<ReturnType<typeof runRow>>> {
  try {
    return await runRow(ground, tenancy, row).catch(() => runRow(ground, tenancy, row))
  } catch (error) {
    log.error({ err: error, jobId: row.jobId, n: row.n }, 'a person of a bulk act could not be done')
    const problem = tookTooLong.has((error as { code?: string }).code ?? '')
      ? 'unavailable'
      : 'internal-error'
    await failRow(ground, tenancy, { ...row, problem })
    return 'done'
  }
}

/** Waits for every one of them, also after a failure: none goes on behind the caller's back. */
async function allOf(running: readonly Promise<void>[]): Promise<void> {
  for (const ended of await Promise.allSettled(running))
    if (ended.status === 'rejected') throw ended.reason as Error
}
