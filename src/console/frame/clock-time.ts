/** A time of day with its date where that is not today. */
export function clockTime(at: Date, now = new Date()): string {
  const isToday = at.toDateString() === now.toDateString()
  return new Intl.DateTimeFormat(undefined, {
    timeStyle: 'short',
    ...(!isToday && { dateStyle: 'medium' }),
  }).format(at)
}
