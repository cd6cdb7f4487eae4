import { fillWords } from '#domain/users/search/fill-words.ts'
import type { Ground } from '#domain/work.ts'
import type { Log } from '#platform/log.ts'

const roundMs = 60_000

/** Makes everybody findable whose words are due, soon after the start and then once a minute: usually there is nobody. */
export function startFill({ ground, log }: { ground: Ground; log: Log }): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  function next(): void {
    running = fillWords(ground, stopping.signal)
      .then((people) => {
        if (people > 0) log.info({ people }, 'people were made findable')
      })
      .catch((error: unknown) =>
        log.warn({ err: error }, 'not everybody could be made findable; it is tried again'),
      )
      .then(() => {
        if (!stopping.signal.aborted) timer = setTimeout(next, roundMs).unref()
      })
  }
  timer = setTimeout(next, 1000).unref()
  return {
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
  }
}
