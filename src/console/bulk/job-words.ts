import type { Job, JobRow } from '#contract/jobs.ts'
import type { BadgeTone } from '#ui/Badge.tsx'
import { jobsTexts } from '../texts/jobs.ts'
import { wordsOf } from './bulk-acts.ts'

export const jobStateWords: Record<Job['state'], string> = jobsTexts.states

export const jobStateTones: Record<Job['state'], BadgeTone> = {
  running: 'info',
  paused: 'warning',
  stopped: 'neutral',
  finished: 'success',
}

export const rowStateWords: Record<JobRow['state'], string> = jobsTexts.rows

export const rowStateTones: Record<JobRow['state'], BadgeTone> = {
  waiting: 'neutral',
  succeeded: 'success',
  skipped: 'neutral',
  failed: 'danger',
}

/** "Suspending users", or the act's own name where this version does not know it. */
export const jobTitle = ({ act }: Pick<Job, 'act'>) => wordsOf(act)?.doing ?? act

export const doneOf = ({ succeeded, skipped, failed }: Job) => succeeded + skipped + failed

/** Whole per cent; 100 only once everybody was looked at. */
export function percentOf(job: Job): number {
  const done = doneOf(job)
  return job.total === 0 || done >= job.total ? 100 : Math.floor((done / job.total) * 100)
}

/** How long it still takes at the pace so far, in words; undefined before there is a pace. */
export function timeLeft(job: Job, now: Date): string | undefined {
  const done = doneOf(job)
  const seconds = (now.getTime() - job.createdAt.getTime()) / 1000
  if (job.state !== 'running' || done === 0 || seconds < 3) return undefined
  const left = ((job.total - done) * seconds) / done
  if (left < 50) return jobsTexts.left.soon
  const minutes = Math.round(left / 60)
  return minutes < 90 ? jobsTexts.left.minutes(minutes) : jobsTexts.left.hours(Math.round(minutes / 60))
}
