import { type ReactNode, useState } from 'react'
import { classes } from './classes.ts'

interface ReasonProps {
  /** The element that the reason belongs to names this in `aria-describedby`. */
  id: string
  text: string
  wide?: boolean
  children: ReactNode
}

/**
 * Says on hover, focus and tap why a control does not work now; Escape puts it away. Made of CSS, where Tooltip brings a positioning
 * library: the authenticator uses buttons too.
 */
export function Reason({ id, text, wide = false, children }: ReasonProps) {
  const [shown, setShown] = useState(false)
  const [side, setSide] = useState<'start' | 'end'>('end')
  const show = (element: Element) => {
    const box = element.getBoundingClientRect()
    setSide(box.left + box.width / 2 < window.innerWidth / 2 ? 'start' : 'end')
    setShown(true)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for what happens on the control inside
    <span
      className={classes('relative', wide ? 'flex' : 'inline-flex')}
      onMouseEnter={(event) => show(event.currentTarget)}
      onMouseLeave={() => setShown(false)}
      onFocus={(event) => show(event.currentTarget)}
      onBlur={() => setShown(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !shown) return
        event.stopPropagation()
        setShown(false)
      }}
    >
      {children}
      <span
        id={id}
        role="tooltip"
        className={
          // Hidden it has no width of its own: where one reads from right to left it would make the page scroll.
          shown
            ? classes(
                'absolute bottom-full z-40 w-max max-w-64 rounded-control bg-fg px-2.5 py-1.5 text-meta font-medium text-canvas shadow-raised',
                // The gap belongs to the bubble, so that the pointer may travel onto it.
                'mb-1.5 before:absolute before:inset-x-0 before:top-full before:h-2',
                side === 'start' ? 'left-0' : 'right-0',
              )
            : 'sr-only'
        }
      >
        {text}
      </span>
    </span>
  )
}
