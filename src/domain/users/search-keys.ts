import { nameKey } from './name-key.ts'
import { mobileKey } from './parse-mobile.ts'

/** What somebody is found by. */
export interface Findable {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  /** E.164. */
  readonly mobile: string | null
}

/**
 * The columns of `users` that lists are ordered by and prefixes are looked up in. Whoever writes a name or a number writes these with it, and
 * calls `indexPeople` in the same unit.
 */
export function searchKeys({ firstName, lastName, mobile }: Omit<Findable, 'email'>): {
  nameKey: string
  rnameKey: string
  mobileKey: string | null
} {
  return {
    nameKey: nameKey(`${firstName} ${lastName}`),
    rnameKey: nameKey(`${lastName} ${firstName}`),
    mobileKey: mobile && mobileKey(mobile),
  }
}
