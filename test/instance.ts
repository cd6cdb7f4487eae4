import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyTemplateTo } from './embedded.ts'

const root = join(import.meta.dirname, '..')
const latchkey = join(root, 'bin', 'latchkey')

/** A server as an operator runs it: `bin/latchkey serve` in a process of its own. */
export interface Instance {
  /** Where it answers, an origin. */
  readonly url: string
  readonly port: number
  /** What it said on standard output: one line. */
  readonly line: string
  /** Out of that line, while the installation is not set up. */
  readonly setupCode: string | undefined
  readonly dataFolder: string
  /** What it runs with, for another process on the same data. */
  readonly env: Readonly<Record<string, string>>
  readonly process: ChildProcess
  /** Its log so far, one JSON object a line. */
  log(): string
  /** Asks it to stop and says how it ended. */
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<number | null>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Runs `latchkey …` beside it. */
  cli(...args: string[]): Promise<CommandResult>
  /** Ends it, and removes the data folder where it made one. */
  [Symbol.asyncDispose](): Promise<void>
}

export interface CommandResult {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface InstanceOptions {
  /** `LATCHKEY_…` and `DATABASE_URL`; nothing of the test's own environment is handed on. */
  readonly env?: Readonly<Record<string, string>>
  /**
   * Kept at the end; without it the instance has one of its own, which is removed. Its embedded database is then
   * there and migrated, which spares seconds; a first start of everything is given an empty folder.
   */
  readonly dataFolder?: string
  readonly port?: number
  /** Also build the front ends that are missing or old. */
  readonly build?: boolean
}

/** Starts a server and waits until it is ready; rejects with what it said when it does not come up. */
export async function startInstance(options: InstanceOptions = {}): Promise<Instance> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'latchkey-instance-')))
  if (!options.dataFolder && !options.env?.['DATABASE_URL'])
    await copyTemplateTo(join(dataFolder, 'database'))
  const port = options.port ?? (await freePort())
  const env = {
    LATCHKEY_DATA: dataFolder,
    LATCHKEY_PORT: String(port),
    // No test asks a public service.
    LATCHKEY_BREACH_URL: 'off',
    ...options.env,
  }
  const child = spawn(process.execPath, [latchkey, 'serve', ...(options.build ? [] : ['--no-build'])], {
    cwd: root,
    env: { ...inherited(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString()
  })
  const ended = once(child, 'exit')
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('\n')) resolve(said.trim())
    })
    ended.then(([code]) => reject(new Error(`it ended with ${code}: ${log.trim()}`)))
  }).catch(async (error: unknown) => {
    if (!options.dataFolder) await rm(dataFolder, { recursive: true, force: true })
    throw error
  })

  async function stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<number | null> {
    child.kill(signal)
    const [code] = (await ended) as [number | null]
    return code
  }
  return {
    url: `${options.env?.['LATCHKEY_TLS_CERT'] ? 'https' : 'http'}://localhost:${port}`,
    port,
    line,
    setupCode: /set-up code ([0-9A-Z-]+)/.exec(line)?.[1],
    dataFolder,
    env,
    process: child,
    log: () => log,
    stop,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    cli: (...args) => runLatchkey(args, env),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await stop()
      if (!options.dataFolder) await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Runs one `latchkey` command to its end. */
export async function runLatchkey(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const child = spawn(process.execPath, [latchkey, ...args], {
    cwd: root,
    env: { ...inherited(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG']
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}
