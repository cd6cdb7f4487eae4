import { type ReactNode, useId } from 'react'
import { Button } from './Button.tsx'
import { Skeleton } from './Skeleton.tsx'
import { fieldsTexts } from './texts/fields.ts'

interface CardProps {
  title: string
  /** Beside the title: a count, a badge. */
  trailing?: ReactNode
  /** At the end of the heading's line. */
  actions?: ReactNode
  /** First load: the shape of what comes, `lines` high. */
  loading?: boolean
  lines?: number
  /** It could not be loaded: says so with this card's name, and offers to try again. The cards beside it stay alive. */
  error?: Error | null
  onRetry?: () => void
  /** Instead of the content, where there is none: one line. */
  empty?: ReactNode
  /** Anchor, so that an address can lead here. */
  id?: string
  /** Content up to the edge: tables and lists with lines of their own. */
  flush?: boolean
  children?: ReactNode
}

/** A region with a heading that loads, fails and retries by itself. */
export function Card(props: CardProps) {
  const {
    title,
    trailing,
    actions,
    loading = false,
    lines = 3,
    error,
    onRetry,
    empty,
    id,
    flush = false,
  } = props
  const headingId = useId()
  return (
    <section
      id={id}
      aria-labelledby={headingId}
      aria-busy={loading}
      className="min-w-0 scroll-mt-20 rounded-card border border-line bg-surface"
    >
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 pt-2.5 pb-1.5">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <h2 id={headingId} className="text-card font-semibold">
            {title}
          </h2>
          {trailing && <span className="min-w-0 text-control text-muted wrap-anywhere">{trailing}</span>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      <div className={flush && !loading && !error && !empty ? 'pb-1' : 'px-4 pb-4'}>{content()}</div>
    </section>
  )

  function content() {
    if (error) {
      return (
        <div role="alert" className="flex flex-wrap items-center gap-3 text-control text-muted">
          <p>{fieldsTexts.notLoaded(title)}</p>
          {onRetry && (
            <Button size="compact" onClick={onRetry}>
              {fieldsTexts.tryAgain}
            </Button>
          )}
        </div>
      )
    }
    if (loading) return <Skeleton lines={lines} />
    if (empty) return <div className="text-control text-muted">{empty}</div>
    return props.children
  }
}
