import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { layersTexts } from './texts/layers.tsx'

interface DrawerProps {
  /** Its name, such as "Navigation". */
  label: string
  open: boolean
  onClose: () => void
  children: ReactNode
}

/** A layer that comes in from the side: the navigation on a phone. */
export function Drawer({ label, open, onClose, children }: DrawerProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Base.Portal>
        <Base.Backdrop className="veil fixed inset-0 z-40 bg-backdrop" />
        <Base.Popup className="side-layer fixed inset-y-0 start-0 z-40 flex w-72 max-w-[85vw] flex-col overflow-y-auto border-e border-line bg-canvas p-3 shadow-raised outline-none">
          <div className="mb-2 flex items-center justify-between ps-2">
            <Base.Title className="text-card font-semibold">{label}</Base.Title>
            <Base.Close
              aria-label={layersTexts.close}
              className="grid size-9 place-items-center rounded-control text-muted hover:bg-hover hover:text-fg"
            >
              <X size={18} aria-hidden />
            </Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
