import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'

interface DisclosureProps {
  summary: ReactNode
  onToggle?: (open: boolean) => void
  children: ReactNode
}

/** A row that opens in place. */
export function Disclosure({ summary, onToggle, children }: DisclosureProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => {
          setOpen(!open)
          onToggle?.(!open)
        }}
        className="flex w-full items-start gap-3 px-4 py-2.5 text-start text-control hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="min-w-0 flex-1">{summary}</span>
        <ChevronRight
          size={16}
          aria-hidden
          className={`mt-0.5 shrink-0 text-muted transition-transform duration-(--quick) ${open ? 'rotate-90' : 'rtl:rotate-180'}`}
        />
      </button>
      <div id={id} hidden={!open} className="px-4 pt-1 pb-3">
        {open && children}
      </div>
    </>
  )
}
