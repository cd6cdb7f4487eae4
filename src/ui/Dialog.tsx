import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { dialogLooks } from './dialog-looks.ts'
import { layersTexts } from './texts/layers.tsx'

export interface DialogProps {
  title: string
  /** One sentence below the title. */
  description?: ReactNode
  onClose: () => void
  /** While true it cannot be closed: what it set off is under way. */
  pending?: boolean
  size?: 'regular' | 'wide'
  /** What takes the focus first; by default the first control inside. */
  initialFocus?: RefObject<HTMLElement | null>
  children: ReactNode
}

/** A layer above the page, open as long as it is rendered. The focus goes back to where it was. */
export function Dialog(props: DialogProps) {
  const { title, description, onClose, pending = false, size = 'regular', initialFocus, children } = props
  return (
    <Base.Root open onOpenChange={(open) => open || pending || onClose()}>
      <Base.Portal>
        <Base.Backdrop className={dialogLooks.backdrop} />
        <Base.Viewport className={dialogLooks.viewport}>
          <Base.Popup className={dialogLooks.popup(size)} {...(initialFocus && { initialFocus })}>
            <Base.Title className={dialogLooks.headline}>{title}</Base.Title>
            {description && (
              <Base.Description className="mt-1 text-body text-muted">{description}</Base.Description>
            )}
            <div className="mt-4 grid gap-4">{children}</div>
            {/* Last in order, so that the first control inside has the focus first. */}
            <Base.Close aria-label={layersTexts.close} disabled={pending} className={dialogLooks.close}>
              <X size={16} aria-hidden />
            </Base.Close>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
