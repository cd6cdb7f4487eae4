import type { ReactNode } from 'react'

export interface Column<Row> {
  /** Also the name to sort by. */
  id: string
  header: string
  cell: (row: Row) => ReactNode
  sortable?: boolean
  /** What the first press on its heading asks for; `desc` for instants, where the newest matters. Else `asc`. */
  firstDirection?: Sort['direction']
  /** `end` for numbers that are compared. */
  align?: 'end'
  /** Shown from this width on; below it the screen says it elsewhere, or nowhere. */
  from?: 'md' | 'lg' | 'xl' | 'wide'
  /**
   * On a phone a row is two lines: `title` and `status` stand in the first, the others in the second, unless
   * they are `hidden`.
   */
  onPhone?: 'title' | 'status' | 'detail' | 'hidden'
}

export interface Sort {
  column: string
  direction: 'asc' | 'desc'
}

/** Where a column begins to show; on a phone `onPhone` alone decides. */
export const shownFrom = {
  md: 'sm:max-md:hidden',
  lg: 'sm:max-lg:hidden',
  xl: 'sm:max-xl:hidden',
  wide: 'sm:max-[90rem]:hidden',
} as const
