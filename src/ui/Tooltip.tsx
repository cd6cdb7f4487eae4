import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'

interface TooltipProps {
  content: ReactNode
  /** What it belongs to: one element that takes the focus. */
  children: ReactElement
}

/**
 * More about a control, on hover and focus; Escape puts it away. It repeats or adds, and is never the only place for something that
 * matters: screen readers are not sent here.
 */
export function Tooltip({ content, children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={350} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup className="layer max-w-72 rounded-control bg-fg px-2.5 py-1.5 text-meta font-medium text-canvas shadow-raised">
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
