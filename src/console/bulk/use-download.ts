import { useContext, useState } from 'react'
import { downloadJob, type Job } from '#contract/jobs.ts'
import { ApiContext } from '#ui/api.ts'

/** Fetches a job's result file and hands it to the browser to keep. */
export function useDownload(job: Job): { start: () => void; isPending: boolean; error: Error | null } {
  const call = useContext(ApiContext)
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const start = () => {
    setPending(true)
    setError(null)
    call(downloadJob, { params: { jobId: job.id }, body: {} })
      .then(({ fileName, csv }) => save(fileName, csv))
      .catch((cause: unknown) => setError(cause instanceof Error ? cause : new Error('unknown', { cause })))
      .finally(() => setPending(false))
  }
  return { start, isPending, error }
}

function save(fileName: string, csv: string): void {
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // A browser may begin to read it a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
