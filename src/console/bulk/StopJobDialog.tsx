import { type Job, steerJob } from '#contract/jobs.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { people } from '../users/words.ts'
import { doneOf, jobTitle } from './job-words.ts'

export function StopJobDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const stop = useOperationMutation(steerJob)
  const left = job.total - doneOf(job)
  return (
    <AlertDialog
      title={`Stop: ${jobTitle(job).toLowerCase()}`}
      action="Stop the job"
      pending={stop.isPending}
      error={stop.error}
      onConfirm={() =>
        stop.mutate({ params: { jobId: job.id }, body: { state: 'stopped' } }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <p>
        It was done to {people(job.succeeded)}, and that stays. {people(left)} {left === 1 ? 'is' : 'are'}{' '}
        left as they are. A stopped job can't go on; Pause can.
      </p>
    </AlertDialog>
  )
}
