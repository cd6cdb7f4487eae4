import { Worker } from 'node:worker_threads'
import type { HashReply, HashTask } from './password-thread.ts'

interface Thread {
  readonly worker: Worker
  /** Of the task that it works on. */
  task: PromiseWithResolvers<string | boolean> | undefined
}

/**
 * Threads that do nothing but hash, as many as tasks are handed over at once: the caller keeps that number small. Each is started by the
 * first task that finds none free; one that dies takes its task with it, and the next task starts another.
 */
export function createPasswordThreads(): { run(task: HashTask): Promise<string | boolean> } {
  const threads = new Set<Thread>()

  function start(): Thread {
    const worker = new Worker(new URL('./password-thread.ts', import.meta.url))
    const thread: Thread = { worker, task: undefined }
    threads.add(thread)
    const end = (error: Error) => {
      threads.delete(thread)
      thread.task?.reject(error)
    }
    worker.on('message', (reply: HashReply) => {
      const { task } = thread
      thread.task = undefined
      // A thread that waits for work keeps no process alive.
      worker.unref()
      if ('error' in reply) task?.reject(new Error(reply.error))
      else task?.resolve(reply.value)
    })
    worker.on('error', end)
    worker.on('exit', () => end(new Error('a hashing thread ended')))
    return thread
  }

  return {
    run(task) {
      const thread = [...threads].find((one) => !one.task) ?? start()
      thread.task = Promise.withResolvers()
      thread.worker.ref()
      thread.worker.postMessage(task)
      return thread.task.promise
    },
  }
}
