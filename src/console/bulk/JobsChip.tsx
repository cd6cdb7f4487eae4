import { CirclePause } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type Job, listJobs } from '#contract/jobs.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Link } from '#ui/Link.tsx'
import { notify } from '#ui/notify.ts'
import { Spinner } from '#ui/Spinner.tsx'
import { addresses } from '../addresses.ts'
import { jobsTexts } from '../texts/jobs.ts'
import { jobTitle, percentOf } from './job-words.ts'

const texts = jobsTexts.chip

/** How often jobs that run are read, in milliseconds, where no notice of the change gets through. */
const readEvery = 4000

const none: readonly Job[] = []

/** In the bar above every page: the bulk act that runs, as far as it is. It says when one has ended. */
export function JobsChip() {
  const [isRunning, setRunning] = useState(false)
  const { data } = useOperationQuery(
    listJobs,
    { params: {}, body: {} },
    isRunning ? { refetchInterval: readEvery } : {},
  )
  const open = (data?.items ?? []).filter(({ state }) => state === 'running' || state === 'paused')
  const runs = open.some(({ state }) => state === 'running')
  if (runs !== isRunning) setRunning(runs)
  useEndings(data?.items ?? none)
  const first = open.find(({ state }) => state === 'running') ?? open[0]
  if (!first) return null
  const isPaused = first.state === 'paused'
  return (
    <Link
      href={addresses.job(first.id)}
      data-bulk-act
      className="inline-flex h-7 min-w-0 items-center gap-2 rounded-full border border-line-strong/45 bg-surface px-3 max-sm:px-2 text-control font-medium whitespace-nowrap tabular-nums hover:bg-hover"
    >
      {isPaused ? <CirclePause size={14} aria-hidden /> : <Spinner size={14} />}
      <span className="truncate max-xl:sr-only">{jobTitle(first)}</span>
      <span>
        {isPaused ? texts.paused : texts.percent(percentOf(first))}
        {open.length > 1 && ` +${open.length - 1}`}
      </span>
    </Link>
  )
}

/** Says once of each job that ran while somebody watched that it is over. */
function useEndings(jobs: readonly Job[]): void {
  const running = useRef(new Set<Job['id']>())
  useEffect(() => {
    for (const job of jobs) {
      if (job.state === 'running' || job.state === 'paused') running.current.add(job.id)
      else if (running.current.delete(job.id) && job.state === 'finished') {
        notify(texts.finished(jobTitle(job), job.failed))
      }
    }
  }, [jobs])
}
