import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { OnFatal } from './database.ts'
import type { Reply, Request } from './embedded-worker.ts'
import { lockFolder } from './folder-lock.ts'

/** The embedded database's thread, seen from outside. */
export interface Engine {
  /** Whole messages of PostgreSQL's protocol in, its answer out. One at a time, in order. */
  exchange(bytes: Uint8Array): Promise<Uint8Array>
  /** How long one exchange may take before the thread is ended; there is no gentler way to stop a statement. */
  limitMs: number
  /** Ends the thread at once: what waits rejects, `onFatal` hears of it, the folder is free. */
  kill(reason: Error): void
  close(): Promise<void>
}

export const usualLimitMs = 10_000
/** The first start writes a whole cluster, perhaps on a slow disk. */
const startLimitMs = 120_000

/**
 * Starts the embedded database on `folder`, in a thread of its own. On the main thread it would keep timers and
 * sockets waiting, and with the usual stack a deeply nested value makes it drop statements without an error.
 *
 * @throws {FolderInUseError}
 */
export async function startEngine(folder: string, onFatal: OnFatal): Promise<Engine> {
  const unlock = lockFolder(folder)
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
    workerData: { folder: join(folder, 'pg') },
    resourceLimits: { stackSizeMb: 64 },
  })
  const waiting = new Map<number, PromiseWithResolvers<Uint8Array>>()
  const ready = Promise.withResolvers<void>()
  let last = 0
  let watchdog: NodeJS.Timeout | undefined
  let ended: Error | undefined
  let closing = false
  let started = false

  function kill(reason: Error): void {
    if (ended) return
    ended = reason
    clearTimeout(watchdog)
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
    ready.reject(reason)
    const announce = () => {
      unlock()
      if (started && !closing) onFatal(reason)
    }
    worker.terminate().then(announce, announce)
  }

  /** Runs while something is waiting, and starts anew with each answer. */
  function watch(): void {
    clearTimeout(watchdog)
    if (waiting.size === 0) return
    const limit = engine.limitMs
    watchdog = setTimeout(() => kill(new Error(`a statement ran for more than ${limit} ms`)), limit)
  }

  function ask(request: (id: number) => Request): Promise<Uint8Array> {
    if (ended) return Promise.reject(ended)
    const answer = Promise.withResolvers<Uint8Array>()
    last += 1
    waiting.set(last, answer)
    worker.postMessage(request(last))
    if (waiting.size === 1) watch()
    return answer.promise
  }

  const engine: Engine = {
    limitMs: usualLimitMs,
    kill,
    exchange: (bytes) => ask((id) => ({ id, kind: 'exchange', bytes })),
    async close() {
      closing = true
      if (ended) return
      await ask((id) => ({ id, kind: 'close' })).catch(() => {})
      kill(new Error('the embedded database is closed'))
      await worker.terminate()
      unlock()
    },
  }

  worker.on('error', kill)
  worker.on('exit', () => kill(new Error('the thread of the embedded database ended')))
  worker.on('message', (message: Reply) => {
    switch (message.kind) {
      case 'ready':
        return ready.resolve()
      case 'broken':
        return kill(new Error(message.reason))
      case 'answer': {
        waiting.get(message.id)?.resolve(message.bytes)
        waiting.delete(message.id)
        return watch()
      }
    }
  })

  const startLimit = setTimeout(() => kill(new Error('the embedded database did not start')), startLimitMs)
  await ready.promise.finally(() => clearTimeout(startLimit))
  started = true
  return engine
}
