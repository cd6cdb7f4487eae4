/** As long as somebody looks at a screen for an organisation that does not answer. */
const patienceMs = 20_000

/**
 * `fetch` that gives up: a server that takes the connection and says nothing would otherwise hold up the others of this phone for minutes.
 *
 * @throws {TypeError} as where there is no network
 */
export async function fetchPatiently(
  url: string,
  init: RequestInit,
  milliseconds = patienceMs,
): Promise<Response> {
  const over = AbortSignal.timeout(milliseconds)
  try {
    return await fetch(url, { ...init, signal: init.signal ? AbortSignal.any([init.signal, over]) : over })
  } catch (error) {
    if (over.aborted && !init.signal?.aborted) throw new TypeError('no answer in time', { cause: error })
    throw error
  }
}
