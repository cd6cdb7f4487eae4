/**
 * Runs so many things at once, and lets the others wait, first come, first served.
 *
 * @param limit how many may wait; whoever comes on top of that is refused
 */
export function createTurns(
  atOnce: number,
  limit?: { readonly mostWaiting: number; readonly refusal: () => Error },
): <T>(run: () => Promise<T>) => Promise<T> {
  const line: (() => void)[] = []
  let running = 0
  return async (run) => {
    if (running < atOnce) running += 1
    else {
      if (limit && line.length >= limit.mostWaiting) throw limit.refusal()
      // Whoever ends hands its place on, so that nobody slips in between.
      await new Promise<void>((resolve) => line.push(resolve))
    }
    try {
      return await run()
    } finally {
      const next = line.shift()
      if (next) next()
      else running -= 1
    }
  }
}
