import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { listsTexts } from './texts/lists.ts'

interface PaginationProps {
  /** Where one is: "26–50 of about 727,000". */
  text: ReactNode
  /** Absent on the first page. */
  onPrevious?: (() => void) | undefined
  /** Absent on the last page. */
  onNext?: (() => void) | undefined
  /** More at its end, such as rows per page. */
  children?: ReactNode
}

/** Forward and back through a list too long for page numbers. */
export function Pagination({ text, onPrevious, onNext, children }: PaginationProps) {
  return (
    <nav aria-label={listsTexts.pages} className="flex flex-wrap items-center justify-between gap-3">
      <p role="status" className="text-control text-muted tabular-nums">
        {text}
      </p>
      <div className="flex items-center gap-2">
        <Button
          icon={<ChevronLeft size={16} aria-hidden className="rtl:rotate-180" />}
          onClick={onPrevious}
          disabledReason={onPrevious ? undefined : listsTexts.isFirst}
        >
          {listsTexts.previous}
        </Button>
        <Button onClick={onNext} disabledReason={onNext ? undefined : listsTexts.isLast}>
          {listsTexts.next}
          <ChevronRight size={16} aria-hidden className="rtl:rotate-180" />
        </Button>
        {children}
      </div>
    </nav>
  )
}
