import { Problem } from '#contract/problem.ts'

/** A request that may have been received although its reply was lost; the server answers the same bytes the same. */
export async function sendTwice<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof Problem && error.code !== 'unavailable') throw error
    return send()
  }
}
