import { classes } from './classes.ts'
import { Link } from './Link.tsx'

interface TabLinksProps {
  /** What the views are of, for screen readers: the object's name. */
  label: string
  tabs: readonly { href: string; text: string; current: boolean }[]
}

/** The views of one object, each with its own address. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  return (
    <nav aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line">
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
