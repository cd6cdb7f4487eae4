import { classes } from './classes.ts'
import { type Column, shownFrom } from './table-column.ts'

interface TableSkeletonProps<Row> {
  columns: readonly Pick<Column<Row>, 'id' | 'from'>[]
  rows?: number
}

/** Holds the place of a table that is being loaded: the same columns at the same height. Shows only after 150 ms. */
export function TableSkeleton<Row>({ columns, rows = 10 }: TableSkeletonProps<Row>) {
  return (
    <div className="appears-late overflow-hidden rounded-card border border-line bg-surface" aria-hidden>
      <div className="h-9 max-sm:hidden" />
      {Array.from({ length: rows }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
          key={row}
          className="breathes flex h-12.25 items-center gap-4 border-t border-line px-4 first:max-sm:border-t-0"
        >
          <div className="size-8 shrink-0 rounded-full bg-line" />
          {columns.map((column, at) => (
            <div
              key={column.id}
              className={classes(
                'h-3.5 rounded-badge bg-line',
                at === 0 ? 'w-40 sm:w-48' : 'ms-auto w-16 max-sm:hidden',
                column.from && shownFrom[column.from],
              )}
            />
          ))}
        </div>
      ))}
    </div>
  )
}
