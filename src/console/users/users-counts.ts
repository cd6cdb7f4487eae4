import { countsTexts } from '../texts/users/counts.ts'
import { usersFiltersTexts } from '../texts/users/users-filters.ts'

const texts = usersFiltersTexts.counts

export type Count = { value: number; about: boolean } | null

/** "1,204 people", "About 727,000 people match"; undefined where nobody counted. */
export function countText(count: Count, isPart: boolean): string | undefined {
  if (count === null) return undefined
  return isPart ? texts.matches(count.value, count.about) : texts.found(count.value, count.about)
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
  const first = (page - 1) * limit + 1
  const part = isFurther && page === 1 ? countsTexts.people(shown) : texts.range(first, first + shown - 1)
  return count === null ? part : texts.of(part, count.value, count.about)
}
