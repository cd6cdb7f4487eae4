/** Instants as this person's system writes them. */
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const both = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

export const timeOf = (at: Date): string => time.format(at)
export const dateOf = (at: Date): string => day.format(at)

/** The time alone where it was today. */
export function whenOf(at: Date, now = new Date()): string {
  return at.toDateString() === now.toDateString() ? time.format(at) : both.format(at)
}

export const fromSeconds = (seconds: number): Date => new Date(seconds * 1000)
