import { people } from './words.ts'

export type Count = { value: number; about: boolean } | null

/** "1,204 people", "About 727,000 people match"; undefined where nobody counted. */
export function countText(count: Count, isPart: boolean): string | undefined {
  if (count === null) return undefined
  const match = count.value === 1 && !count.about ? ' matches' : ' match'
  return `${count.about ? 'About ' : ''}${people(count.value)}${isPart ? match : ''}`
}

interface Range {
  page: number
  /** Somewhere after the first page. */
  isFurther: boolean
  limit: number
  shown: number
  count: Count
}

/** "26–50 of about 727,000". A link into the middle of the list does not say how far in it is. */
export function rangeText({ page, isFurther, limit, shown, count }: Range): string {
  const total = count === null ? '' : ` of ${count.about ? 'about ' : ''}${count.value.toLocaleString()}`
  if (isFurther && page === 1) return `${people(shown)}${total}`
  const first = (page - 1) * limit + 1
  return `${first.toLocaleString()}–${(first + shown - 1).toLocaleString()}${total}`
}
