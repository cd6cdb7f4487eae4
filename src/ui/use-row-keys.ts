import { type RefObject, useEffect } from 'react'
import { isTyping } from './is-typing.ts'

/**
 * Moves among a table's rows by single keys: j and k to the next and the one before, x ticks, `.` opens the
 * row's menu. The focus is on the row's link, where it has one, so Enter opens by itself.
 */
export function useRowKeys(body: RefObject<HTMLTableSectionElement | null>, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return
    const act = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !body.current) return
      const rows = [...body.current.rows]
      const at = rows.findIndex((row) => row.contains(document.activeElement))
      const current = rows[at]
      if (event.key === 'j') focusRow(rows[Math.min(at + 1, rows.length - 1)])
      else if (event.key === 'k') focusRow(rows[Math.max(at - 1, 0)])
      else if (event.key === 'x') current?.querySelector<HTMLElement>('input[type="checkbox"]')?.click()
      else if (event.key === '.') current?.querySelector<HTMLElement>('[data-row-menu] button')?.click()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', act)
    return () => document.removeEventListener('keydown', act)
  }, [body, enabled])
}

/** A row's link before its box: Enter opens it. */
const focusRow = (row: HTMLTableRowElement | undefined) =>
  (row?.querySelector<HTMLElement>('a') ?? row?.querySelector<HTMLElement>('input, button'))?.focus()
