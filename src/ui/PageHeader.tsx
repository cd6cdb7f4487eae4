import { ChevronLeft } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link } from './Link.tsx'

interface PageHeaderProps {
  title: string
  /** In front of the title: an avatar. */
  leading?: ReactNode
  /** Beside the title: badges. */
  trailing?: ReactNode
  /** Below the title: a count, an address. */
  meta?: ReactNode
  actions?: ReactNode
  /** The list that this object is in. */
  back?: { href: string; text: string }
  /** Takes the focus when it appears, so that a change of page is read out; false on the first page of a visit. */
  takesFocus?: boolean
}

/** The page's one `h1`, and what can be done with the whole page. */
export function PageHeader(props: PageHeaderProps) {
  const { title, leading, trailing, meta, actions, back, takesFocus = false } = props
  const heading = useRef<HTMLHeadingElement>(null)
  // As it was when the page appeared: a later rendering must not take the focus from a field.
  const [takes] = useState(takesFocus)
  useEffect(() => {
    if (takes) heading.current?.focus()
  }, [takes])
  return (
    <header className="grid gap-2">
      {back && (
        <Link
          href={back.href}
          className="inline-flex w-fit items-center gap-1 rounded-badge py-0.5 text-control text-muted hover:text-fg"
        >
          <ChevronLeft size={16} aria-hidden className="-ms-1 rtl:rotate-180" />
          {back.text}
        </Link>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 items-center gap-3.5">
          {leading}
          <div className="min-w-0">
            <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <h1
                ref={heading}
                tabIndex={-1}
                className="text-page font-semibold tracking-tight wrap-anywhere"
              >
                {title}
              </h1>
              {trailing}
            </div>
            {meta && <div className="mt-0.5 text-control text-muted">{meta}</div>}
          </div>
        </div>
        {/* At the end of the line, also of one of their own. */}
        {actions && (
          <div className="flex flex-wrap items-center gap-2 lg:ms-auto lg:justify-end">{actions}</div>
        )}
      </div>
    </header>
  )
}
