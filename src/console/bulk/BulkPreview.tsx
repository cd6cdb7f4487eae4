import type { previewJob } from '#contract/jobs.ts'
import type { Result } from '#contract/operation.ts'
import { Button } from '#ui/Button.tsx'
import { errorMessage } from '#ui/error-message.ts'
import { Notice } from '#ui/Notice.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { bulkTexts } from '../texts/bulk.tsx'

const texts = bulkTexts.preview

type Preview = Result<typeof previewJob>

interface BulkPreviewProps {
  preview: Preview | undefined
  error: Error | null
  onRetry: () => void
}

/** Whom a bulk act would reach, whom it would pass over, and why. */
export function BulkPreview({ preview, error, onRetry }: BulkPreviewProps) {
  if (error) {
    return (
      <Notice
        tone="danger"
        actions={
          <Button size="compact" onClick={onRetry}>
            {texts.again}
          </Button>
        }
      >
        {errorMessage(error)}
      </Notice>
    )
  }
  if (!preview) return <Skeleton lines={4} />
  const { total, looked, ready, skipped, refused, sample } = preview
  if (total === 0) return <Notice tone="info">{texts.nobody}</Notice>
  const more = total - sample.length
  return (
    <div className="grid gap-3 rounded-control border border-line bg-canvas p-3.5 text-control">
      <dl className="grid gap-1.5">
        <Line count={ready} tone="text-success">
          {texts.ready}
        </Line>
        {skipped > 0 && <Line count={skipped}>{texts.skipped}</Line>}
        {refused.map(({ problem, title, count }) => (
          <Line key={problem} count={count} tone="text-danger-text">
            {title}
          </Line>
        ))}
      </dl>
      {looked < total && <p className="text-meta text-muted">{texts.looked(looked)}</p>}
      <p className="text-meta text-muted wrap-anywhere">
        {texts.sample(sample.map(({ name }) => name).join(', '), more)}
      </p>
    </div>
  )
}

interface LineProps {
  count: number
  tone?: string
  children: string
}

const Line = ({ count, tone = 'text-muted', children }: LineProps) => (
  <div className="flex items-baseline gap-2">
    <dt className="order-2 min-w-0">{children}</dt>
    <dd className={`order-1 min-w-12 text-end font-semibold tabular-nums ${tone}`}>
      {count.toLocaleString()}
    </dd>
  </div>
)
