interface TurnsLimit {
  /** Whoever comes on top of these is refused at once. */
  readonly mostWaiting: number
  /** Whoever waited longer is refused when the turn comes: nobody is there any more to hear the answer. Milliseconds. */
  readonly longestWait: number
  readonly refusal: () => Error
}

interface Waiting {
  readonly since: number
  readonly go: () => void
  readonly refuse: () => void
}

/**
 * Runs so many things at once, and lets the others wait, first come, first served.
 *
 * @param now milliseconds that never go back
 */
export function createTurns(
  atOnce: number,
  limit?: TurnsLimit,
  now = () => performance.now(),
): <T>(run: () => Promise<T>) => Promise<T> {
  const line: Waiting[] = []
  let running = 0

  function wait(): Promise<void> {
    if (limit && line.length >= limit.mostWaiting) throw limit.refusal()
    const since = now()
    return new Promise((go, reject) => line.push({ since, go, refuse: () => reject(limit?.refusal()) }))
  }
  /** Whoever ends hands the place on, so that nobody slips in between. */
  function handOn(): void {
    for (let next = line.shift(); next; next = line.shift()) {
      if (!limit || now() - next.since <= limit.longestWait) {
        next.go()
        return
      }
      next.refuse()
    }
    running -= 1
  }
  return async (run) => {
    if (running < atOnce) running += 1
    else await wait()
    try {
      return await run()
    } finally {
      handOn()
    }
  }
}
