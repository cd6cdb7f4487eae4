const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** An instant as mails write it: the reader's own zone is not known. */
export const inUtc = (at: Date): string => `${format.format(at)} (UTC)`
