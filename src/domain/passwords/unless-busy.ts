import { Problem } from '#contract/problem.ts'
import { HasherBusyError } from '#platform/password-hasher.ts'

/** @throws {Problem} `unavailable`, with when to come back, where too many passwords wait to be hashed. */
export async function unlessBusy<T>(hashing: Promise<T>): Promise<T> {
  try {
    return await hashing
  } catch (cause) {
    if (!(cause instanceof HasherBusyError)) throw cause
    const { retryAfterSeconds } = cause
    throw new Problem('unavailable', undefined, { cause, members: { retryAfterSeconds } })
  }
}
