import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react'
import { classes } from './classes.ts'
import { type Column, type Sort, shownFrom } from './table-column.ts'

interface HeaderCellProps<Row> {
  column: Column<Row>
  sort: Sort | undefined
  onSort: ((sort: Sort) => void) | undefined
}

/** A column's heading; pressed, it sorts by its column, and pressed again the other way round. */
export function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const direction = sort?.column === column.id ? sort.direction : undefined
  const next = direction ? opposite[direction] : (column.firstDirection ?? 'asc')
  const Icon = icons[direction ?? 'none']
  const looks = classes(
    'px-4 py-2 sm:max-[90rem]:px-3 text-start text-meta font-medium whitespace-nowrap text-muted',
    column.align === 'end' && 'text-end',
    column.from && shownFrom[column.from],
  )
  if (!column.sortable || !onSort) {
    return (
      <th scope="col" className={looks}>
        {column.header}
      </th>
    )
  }
  return (
    <th scope="col" aria-sort={direction && ariaSort[direction]} className={looks}>
      <button
        type="button"
        className={classes(
          '-mx-1.5 inline-flex min-h-6 items-center gap-1 rounded-badge px-1.5 hover:text-fg',
          direction && 'text-fg',
        )}
        onClick={() => onSort({ column: column.id, direction: next })}
      >
        {column.header}
        <Icon size={13} aria-hidden className={direction ? '' : 'opacity-60'} />
      </button>
    </th>
  )
}

const opposite = { asc: 'desc', desc: 'asc' } as const
const icons = { asc: ArrowUp, desc: ArrowDown, none: ArrowUpDown }
const ariaSort = { asc: 'ascending', desc: 'descending' } as const
