import { useParams } from '@tanstack/react-router'
import { Download, Pause, Play, Square } from 'lucide-react'
import { useState } from 'react'
import { JobId } from '#contract/ids.ts'
import { getJob, type Job, steerJob } from '#contract/jobs.ts'
import { useOperationMutation, useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { LinkButton } from '#ui/LinkButton.tsx'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Progress } from '#ui/Progress.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { addresses } from '../addresses.ts'
import { hasCode } from '../api/has-code.ts'
import { ErrorState, NothingHere } from '../frame/ErrorState.tsx'
import { headingTakesFocus } from '../frame/first-page.ts'
import { useMe } from '../frame/me.ts'
import { usePageTitle } from '../frame/use-page-title.ts'
import { whyNot } from '../frame/why-not.ts'
import { bulkTexts } from '../texts/bulk.tsx'
import { wordsOf } from './bulk-acts.ts'
import { JobRows } from './JobRows.tsx'
import { doneOf, jobStateTones, jobStateWords, jobTitle, percentOf, timeLeft } from './job-words.ts'
import { StopJobDialog } from './StopJobDialog.tsx'
import { useDownload } from './use-download.ts'

const texts = bulkTexts.job

/** How often it is read, in milliseconds, where no notice of the change gets through. */
const readEvery = 2000

/** One bulk act: how far it is, what became of whom, and the ways to hold it up. Leaving the page does not. */
export function JobPage() {
  const { jobId } = useParams({ from: '/jobs/$jobId' })
  const id = JobId.safeParse(jobId)
  return id.success ? <Loaded id={id.data} /> : <NoSuchJob />
}

function Loaded({ id }: { id: JobId }) {
  const [isRunning, setRunning] = useState(true)
  const found = useOperationQuery(
    getJob,
    { params: { jobId: id }, body: {} },
    isRunning ? { refetchInterval: readEvery } : {},
  )
  const job = found.data
  usePageTitle(job ? jobTitle(job) : texts.title)
  const runs = job === undefined || job.state === 'running'
  if (runs !== isRunning) setRunning(runs)
  if (hasCode(found.error, 'job-not-found')) return <NoSuchJob />
  if (found.error && !job) {
    return (
      <>
        <h1 className="sr-only">{texts.title}</h1>
        <ErrorState permission="users:read" error={found.error} onRetry={() => void found.refetch()} />
      </>
    )
  }
  if (!job) return <Skeleton lines={6} />
  return <Standing job={job} />
}

function Standing({ job }: { job: Job }) {
  const me = useMe()
  const [isStopping, setStopping] = useState(false)
  const steer = useOperationMutation(steerJob)
  const download = useDownload(job)
  const words = wordsOf(job.act)
  const isOver = job.state === 'stopped' || job.state === 'finished'
  const done = doneOf(job)
  const text = texts.of(done, job.total)
  const left = timeLeft(job, new Date())
  const missing = words && whyNot(me, words.permission)
  const turn = (state: 'running' | 'paused') => steer.mutate({ params: { jobId: job.id }, body: { state } })
  return (
    <>
      <PageHeader
        title={jobTitle(job)}
        takesFocus={headingTakesFocus()}
        back={{ href: addresses.users, text: texts.users }}
        trailing={<Badge tone={jobStateTones[job.state]}>{jobStateWords[job.state]}</Badge>}
        meta={
          job.finishedAt
            ? texts.ended(
                job.createdBy.name,
                <RelativeTime at={job.createdAt} />,
                <RelativeTime at={job.finishedAt} />,
              )
            : texts.begun(job.createdBy.name, <RelativeTime at={job.createdAt} />)
        }
        actions={actions()}
      />
      <section
        aria-label={texts.progress}
        className="grid gap-3 rounded-card border border-line bg-surface p-4 text-control"
      >
        <Progress
          label={jobTitle(job)}
          value={done}
          total={job.total}
          text={texts.progressText(text, percentOf(job))}
          still={job.state === 'paused' || job.state === 'stopped'}
        />
        <p className="tabular-nums">
          <strong className="font-semibold">{text}</strong>
          {left && <span className="text-muted"> · {left}</span>}
        </p>
        <p className="text-muted tabular-nums">{texts.counts(job, words?.done ?? texts.done)}</p>
        {job.state === 'running' && <p className="text-meta text-muted">{texts.running}</p>}
        {job.state === 'paused' && <p className="text-meta text-muted">{texts.paused}</p>}
        {job.state === 'stopped' && <p className="text-meta text-muted">{texts.stopped}</p>}
        {steer.error && <Notice tone="danger">{errorMessage(steer.error)}</Notice>}
        {download.error && <Notice tone="danger">{errorMessage(download.error)}</Notice>}
      </section>
      <JobRows job={job} />
      {isStopping && <StopJobDialog job={job} onClose={() => setStopping(false)} />}
    </>
  )

  function actions() {
    return (
      <>
        {!isOver && (
          <>
            <Button
              icon={job.state === 'paused' ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
              pending={steer.isPending}
              disabledReason={missing}
              onClick={() => turn(job.state === 'paused' ? 'running' : 'paused')}
            >
              {job.state === 'paused' ? texts.resume : texts.pause}
            </Button>
            <Button
              icon={<Square size={16} aria-hidden />}
              disabledReason={missing}
              onClick={() => setStopping(true)}
            >
              {texts.stop}
            </Button>
          </>
        )}
        <Button
          tone={isOver ? 'primary' : 'plain'}
          icon={<Download size={16} aria-hidden />}
          pending={download.isPending}
          disabledReason={done === 0 ? texts.noResults : undefined}
          onClick={download.start}
        >
          {texts.download}
        </Button>
      </>
    )
  }
}

function NoSuchJob() {
  usePageTitle(texts.missing.title)
  return (
    <>
      <PageHeader title={texts.missing.title} />
      <NothingHere
        title={texts.missing.text}
        actions={<LinkButton href={addresses.users}>{texts.missing.users}</LinkButton>}
      >
        {texts.missing.kept}
      </NothingHere>
    </>
  )
}
