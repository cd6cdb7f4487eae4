import { type Job, steerJob } from '#contract/jobs.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { bulkTexts } from '../texts/bulk.tsx'
import { doneOf, jobTitle } from './job-words.ts'

const texts = bulkTexts.stop

export function StopJobDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const stop = useOperationMutation(steerJob)
  const left = job.total - doneOf(job)
  return (
    <AlertDialog
      title={texts.title(jobTitle(job).toLowerCase())}
      action={texts.action}
      pending={stop.isPending}
      error={stop.error}
      onConfirm={() =>
        stop.mutate({ params: { jobId: job.id }, body: { state: 'stopped' } }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <p>{texts.text(job.succeeded, left)}</p>
    </AlertDialog>
  )
}
