import { useLayoutEffect, useRef } from 'react'
import { classes } from './classes.ts'
import { Link } from './Link.tsx'

interface TabLinksProps {
  /** What the views are of, for screen readers: the object's name. */
  label: string
  tabs: readonly { href: string; text: string; current: boolean }[]
}

/** The views of one object, each with its own address. Where they do not all fit, the one that is open is in sight. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  const row = useRef<HTMLElement>(null)
  const open = tabs.find(({ current }) => current)?.href
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row is looked at again when another one is open
  useLayoutEffect(() => {
    const link = row.current?.querySelector('[aria-current]')
    if (row.current && link) bringIntoSight(row.current, link)
  }, [open])
  return (
    <nav ref={row} aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line">
      {tabs.map(({ href, text, current }) => (
        <Link
          key={href}
          href={href}
          aria-current={current ? 'page' : undefined}
          className={classes(
            '-mb-px shrink-0 border-b-2 px-3 py-2 text-control font-medium -outline-offset-2',
            current ? 'border-accent text-fg' : 'border-transparent text-muted hover:text-fg',
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  )
}

/** In the middle, so that its neighbours are seen as well. `scrollIntoView` would move the page too. */
function bringIntoSight(row: HTMLElement, link: Element): void {
  const [outer, inner] = [row.getBoundingClientRect(), link.getBoundingClientRect()]
  row.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2)
}
