/**
 * An instant as mails write it: the reader's own zone is not known.
 *
 * @param locale of the catalogue that it stands in
 */
export function inUtc(locale: string, at: Date): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  return `${format.format(at)} (UTC)`
}
