/**
 * A line of comma-separated values (RFC 4180 §2). What a spreadsheet would take for a formula gets an apostrophe in front: it is text that
 * somebody typed as their name.
 */
export function csvLine(values: readonly (string | number | boolean | Date | null)[]): string {
  return `${values.map(csvField).join(',')}\r\n`
}

function csvField(value: string | number | boolean | Date | null): string {
  if (value === null) return ''
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'string') return String(value)
  // Also behind blanks, which spreadsheets take away, and for the full-width signs that some of them read alike.
  const text = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replace(/"/g, '""')}"` : text
}
