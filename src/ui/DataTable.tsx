import { Ellipsis } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Checkbox } from './Checkbox.tsx'
import { classes } from './classes.ts'
import { HeaderCell } from './HeaderCell.tsx'
import { IconButton } from './IconButton.tsx'
import { Link, useFollow } from './Link.tsx'
import { Menu, type MenuItem } from './Menu.tsx'
import { Select } from './Select.tsx'
import { type Column, type Sort, shownFrom } from './table-column.ts'
import { listsTexts } from './texts/lists.ts'
import { useRowKeys } from './use-row-keys.ts'

interface DataTableProps<Row> {
  /** What the table holds, for screen readers. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** A row in a word, as in "Actions for Ingrid Haddad". */
  nameOf: (row: Row) => string
  sort?: Sort | undefined
  /** Without it nothing can be sorted. */
  onSort?: (sort: Sort) => void
  /** Other rows are on their way: these stay, faded. */
  busy?: boolean
  /** Where a row leads, if anywhere. The first column becomes the link; a press anywhere in the row follows it. */
  hrefOf?: (row: Row) => string | undefined
  /** In front of the first column, 32 px wide: initials, an icon. */
  leadingOf?: (row: Row) => ReactNode
  menuOf?: (row: Row) => readonly MenuItem[]
  /** The keys of the chosen rows; with `onSelect` each row has a box to tick. */
  selected?: ReadonlySet<string>
  onSelect?: (selected: ReadonlySet<string>) => void
  /** j, k, x, Enter and `.` move among the rows. One table per page; false where the person switched single keys off. */
  keys?: boolean
  /** Instead of rows, where there are none. */
  empty?: ReactNode
  /** Without a border of its own, inside a card. */
  flush?: boolean
}

/** Rows and columns that the server sorts, filters and pages. On a phone each row is two lines. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    label,
    columns,
    rows,
    keyOf,
    sort,
    onSort,
    busy = false,
    selected,
    onSelect,
    keys = false,
    flush,
  } = props
  const body = useRef<HTMLTableSectionElement>(null)
  useRowKeys(body, keys)
  const sortable = onSort ? columns.filter((column) => column.sortable) : []
  const chosen = rows.filter((row) => selected?.has(keyOf(row)))
  const isAll = rows.length > 0 && chosen.length === rows.length
  const toggleAll = () => {
    const next = new Set(selected)
    for (const row of rows) isAll ? next.delete(keyOf(row)) : next.add(keyOf(row))
    onSelect?.(next)
  }
  return (
    <div
      className={classes(
        // Longer words than fit scroll within it, and take nothing of the page with them.
        'relative overflow-x-auto overflow-y-hidden',
        !flush && 'rounded-card border border-line bg-surface',
        flush && 'border-t border-line',
      )}
    >
      {sortable.length > 0 && rows.length > 0 && (
        <PhoneSort sortable={sortable} sort={sort} onSort={onSort} />
      )}
      {rows.length === 0 && props.empty}
      <table
        aria-label={label}
        aria-busy={busy}
        className={classes('w-full text-control max-sm:block', rows.length === 0 && 'hidden')}
      >
        <thead className="max-sm:sr-only">
          <tr>
            {onSelect && (
              <th scope="col" className="w-0 py-2 ps-4">
                <Checkbox
                  label={listsTexts.selectAll}
                  labelHidden
                  checked={isAll}
                  indeterminate={!isAll && chosen.length > 0}
                  onChange={toggleAll}
                />
              </th>
            )}
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
            {props.menuOf && (
              <td className="w-0 pe-2">
                <span className="sr-only">{listsTexts.actions}</span>
              </td>
            )}
          </tr>
        </thead>
        <tbody
          ref={body}
          className={classes('transition-opacity duration-(--quick) max-sm:block', busy && 'opacity-55')}
        >
          {rows.map((row) => (
            <TableRow key={keyOf(row)} row={row} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function TableRow<Row>(props: DataTableProps<Row> & { row: Row }) {
  const { row, columns, keyOf, nameOf, hrefOf, leadingOf, menuOf, selected, onSelect } = props
  const firstDetail = columns.find((column, index) => placeOf(column, index) === 'detail')
  const follow = useFollow()
  const key = keyOf(row)
  const href = hrefOf?.(row)
  const isSelected = selected?.has(key) ?? false
  return (
    <tr
      data-row={key}
      className={classes(
        'border-t border-line first:max-sm:border-t-0',
        'max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-1.5 max-sm:px-4 max-sm:py-2.5',
        // An empty item as wide as the row: what comes after it begins the second line.
        'max-sm:after:order-4 max-sm:after:basis-full',
        leadingOf && 'max-sm:relative max-sm:ps-15',
        isSelected ? 'bg-accent-soft' : href !== undefined && 'hover:bg-hover',
        href !== undefined && 'cursor-pointer',
      )}
      onClick={(event) => {
        if (href === undefined || !(event.target instanceof Element)) return
        const isOther = event.target.closest('a, button, input, label, [role="menu"]') !== null
        const isMarking = window.getSelection()?.type === 'Range'
        // React hands on events from layers too: only what happened inside the row counts.
        if (!isOther && !isMarking && event.currentTarget.contains(event.target)) follow(event, href)
      }}
      onContextMenu={(event) => {
        const opener = event.currentTarget.querySelector<HTMLElement>('[data-row-menu] button')
        const isOurs = event.target instanceof Element && event.currentTarget.contains(event.target)
        // On a link the browser's own menu is worth more: it opens tabs and copies addresses.
        if (!opener || !isOurs || (event.target instanceof Element && event.target.closest('a'))) return
        event.preventDefault()
        opener.click()
      }}
    >
      {onSelect && (
        <td className="w-0 ps-4 align-middle max-sm:hidden">
          <Checkbox
            label={listsTexts.select(nameOf(row))}
            labelHidden
            checked={isSelected}
            onChange={(on) => {
              const next = new Set(selected)
              on ? next.add(key) : next.delete(key)
              onSelect(next)
            }}
          />
        </td>
      )}
      {columns.map((column, index) => (
        <td key={column.id} className={cellLooks(column, index, column === firstDetail)}>
          {index === 0 ? (
            <div className="flex min-w-0 items-center gap-3">
              {leadingOf && (
                <span className="flex w-8 shrink-0 justify-center max-sm:absolute max-sm:start-4 max-sm:top-3">
                  {leadingOf(row)}
                </span>
              )}
              <div className="min-w-0 flex-1">
                {href === undefined ? (
                  column.cell(row)
                ) : (
                  <Link href={href} className="block rounded-badge">
                    {column.cell(row)}
                  </Link>
                )}
              </div>
            </div>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
      {menuOf && (
        <td
          data-row-menu
          className="w-0 pe-3 text-end align-middle max-sm:order-3 max-sm:-me-2 max-sm:w-auto max-sm:pe-0"
        >
          <Menu
            trigger={
              <IconButton
                label={listsTexts.actionsFor(nameOf(row))}
                icon={<Ellipsis size={16} aria-hidden />}
              />
            }
            items={menuOf(row)}
          />
        </td>
      )}
    </tr>
  )
}

function placeOf<Row>(column: Column<Row>, index: number) {
  return column.onPhone ?? (index === 0 ? 'title' : 'detail')
}

function cellLooks<Row>(column: Column<Row>, index: number, isFirstDetail: boolean) {
  const place = placeOf(column, index)
  return classes(
    'h-12 px-4 py-1.5 align-middle max-sm:h-auto max-sm:p-0 sm:max-[90rem]:px-3',
    column.align === 'end' && 'text-end tabular-nums max-sm:text-start',
    place === 'title' && 'max-sm:order-1 max-sm:min-w-0 max-sm:flex-1 max-sm:wrap-anywhere',
    place === 'status' && 'max-sm:order-2',
    place === 'detail' &&
      'max-sm:order-5 max-sm:min-w-0 max-sm:text-meta max-sm:text-muted max-sm:wrap-anywhere',
    place === 'detail' && !isFirstDetail && "max-sm:before:me-1.5 max-sm:before:content-['·']",
    place === 'hidden' && 'max-sm:hidden',
    column.from && shownFrom[column.from],
  )
}

/** On a phone there are no headings to press. */
function PhoneSort<Row>({
  sortable,
  sort,
  onSort,
}: {
  sortable: readonly Column<Row>[]
  sort: Sort | undefined
  onSort: DataTableProps<Row>['onSort']
}) {
  const options: Record<string, string> = Object.fromEntries(
    sortable.flatMap(({ id, header }) => [
      [`${id} asc`, listsTexts.ascending(header)],
      [`${id} desc`, listsTexts.descending(header)],
    ]),
  )
  return (
    <div className="border-b border-line p-2 sm:hidden">
      <Select<string>
        label={listsTexts.sortBy}
        labelHidden
        options={options}
        value={sort ? `${sort.column} ${sort.direction}` : ''}
        onChange={(value) => {
          const [column = '', direction] = value.split(' ')
          onSort?.({ column, direction: direction === 'desc' ? 'desc' : 'asc' })
        }}
      />
    </div>
  )
}
