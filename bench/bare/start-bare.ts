import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** One of the servers of this folder, in a process of its own. */
export interface Bare extends AsyncDisposable {
  /** The words of its first line; the first is its port. */
  readonly words: readonly string[]
  readonly origin: string
  readonly process: ChildProcess
}

/** Starts it and waits for its first line. */
export async function startBare(name: 'http-server' | 'oidc-server', ...args: string[]): Promise<Bare> {
  const child = spawn(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  let said = ''
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const end = said.indexOf('\n')
      if (end >= 0) resolve(said.slice(0, end))
    })
    ended.then(([code]) => reject(new Error(`the bare ${name} ended with ${code}`)))
  })
  const words = line.split(' ')
  return {
    words,
    origin: `http://localhost:${words[0]}`,
    process: child,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
