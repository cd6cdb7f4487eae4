import { type RawBuilder, sql } from 'kysely'

const mark = '/* later */'
const surelyMark = '/* later, and surely */'

/**
 * Ends a statement of a unit whose outcome nobody in it waits for: `modifyEnd(later)`. It travels with the next statement, or with the
 * commit, in its place in the order: whatever the unit reads afterwards sees it, and where it fails the unit fails. It tells its
 * caller nothing, neither rows nor how many there were.
 */
export const later: RawBuilder<unknown> = sql.raw(mark)

/** As `later`, and the unit fails where it changes no row. */
export const laterSurely: RawBuilder<unknown> = sql.raw(surelyMark)

/** What is sent in place of a statement that may go later; undefined for one that is waited for. */
export function textLater(text: string): string | undefined {
  if (text.endsWith(mark)) return text.slice(0, -mark.length)
  if (!text.endsWith(surelyMark)) return undefined
  // Whatever comes behind it, the commit above all, is skipped by PostgreSQL itself: dividing by none is an error.
  return `with changed as (${text.slice(0, -surelyMark.length)} returning 1) select 1 / count(*) from changed`
}
