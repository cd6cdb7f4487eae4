import { readlinkSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { hashSync, verifySync } from '@node-rs/argon2'

/** What a thread is asked for. `secret` is the pepper. */
export type HashTask =
  | {
      readonly kind: 'hash'
      readonly password: string
      readonly secret: Uint8Array
      readonly settings: HashSettings
    }
  | { readonly kind: 'verify'; readonly password: string; readonly secret: Uint8Array; readonly phc: string }

export interface HashSettings {
  readonly memoryCost: number
  readonly timeCost: number
  readonly parallelism: number
  readonly outputLen: number
}

export type HashReply = { readonly value: string | boolean } | { readonly error: string }

const port = parentPort
if (!port) throw new Error('password-thread.ts runs as a worker thread')

yieldToOthers()
port.on('message', (task: HashTask) => port.postMessage(work(task)))

function work(task: HashTask): HashReply {
  const { password } = task
  const secret = Buffer.from(task.secret)
  try {
    return task.kind === 'hash'
      ? { value: hashSync(password, { ...task.settings, secret }) }
      : { value: verifySync(task.phc, password, { secret }) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * Lets everybody else's requests go first, however many passwords wait. On Linux a thread has a priority of its own, under the id by
 * which the system calls it; elsewhere hashing shares the processors evenly.
 */
function yieldToOthers(): void {
  try {
    const id = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    if (id > 0) setPriority(id, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // No such system: nothing is lost but the order.
  }
}
