import type { ReactNode } from 'react'
import { classes } from './classes.ts'

interface TwoLinesProps {
  title: ReactNode
  /** Under the title, smaller; cut off where it is longer than the place. */
  detail?: ReactNode
  /** From this width on the detail has a column of its own. */
  detailBelow?: 'md' | 'lg' | 'xl'
}

const shownBelow = { md: 'md:hidden', lg: 'lg:hidden', xl: 'xl:hidden' } as const

/** A name with an address below it, as in lists of people. */
export function TwoLines({ title, detail, detailBelow }: TwoLinesProps) {
  return (
    <span className="block min-w-0">
      <span className="block font-medium">{title}</span>
      {detail && (
        <span
          className={classes(
            'block text-meta text-muted max-sm:truncate',
            detailBelow && shownBelow[detailBelow],
          )}
        >
          {detail}
        </span>
      )}
    </span>
  )
}
