import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort, startInstance } from '../test/instance.ts'
import { startBare } from './bare/start-bare.ts'
import { type Figure, quantiles } from './figure.ts'
import { createCaller, expectStatus } from './http.ts'
import type { World } from './world.ts'

/** How long a server is left alone before its memory is looked at. */
const settleMs = 10_000

/**
 * From the command to the first answer of `/readyz`, on data that is there, and what the process holds when nothing happens. The bare
 * limit is a node server with a connection to PostgreSQL and nothing else.
 */
export async function measureStart(world: World): Promise<Figure[]> {
  const rounds = world.quick ? 3 : 7
  const dataFolder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'))
  const embeddedFolder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'))
  try {
    // The first start makes what the others find, and fills the compile cache.
    await startOnce(embeddedFolder, {})
    await startOnce(dataFolder, world.env)
    const bare: number[] = []
    const postgresql: number[] = []
    const embedded: number[] = []
    for (let round = 0; round < rounds; round++) {
      bare.push(await startBareOnce(world))
      postgresql.push((await startOnce(dataFolder, world.env)).milliseconds)
      embedded.push((await startOnce(embeddedFolder, {})).milliseconds)
    }
    const bareMs = quantiles(bare).p50Ms
    const figure = (name: string, took: readonly number[], budget: string): Figure => {
      const { p50Ms, p95Ms } = quantiles(took)
      return {
        name,
        value: p50Ms,
        unit: 'ms (median)',
        p50Ms,
        p95Ms,
        bare: bareMs,
        ratio: p50Ms / bareMs,
        budget,
      }
    }
    const bareMb = await bareMemory(world)
    const memory = async (
      name: string,
      folder: string,
      env: Environment,
      budget: string,
    ): Promise<Figure> => {
      const { megabytes } = await startOnce(folder, env, settleMs)
      return { name, value: megabytes, unit: 'MB resident', bare: bareMb, ratio: megabytes / bareMb, budget }
    }
    return [
      figure('start.warm', postgresql, '≤ 1000 ms'),
      figure('start.warm.embedded', embedded, '≤ 4000 ms'),
      await memory('memory.idle', dataFolder, world.env, '≤ 150 MB'),
      await memory('memory.idle.embedded', embeddedFolder, {}, '≤ 700 MB'),
    ]
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
    await rm(embeddedFolder, { recursive: true, force: true })
  }
}

type Environment = Readonly<Record<string, string>>

async function startOnce(dataFolder: string, env: Environment, settle?: number) {
  const port = await freePort()
  const from = performance.now()
  const server = await startInstance({ env: { LATCHKEY_LOG_LEVEL: 'warn', ...env }, dataFolder, port })
  const caller = createCaller(`http://localhost:${port}`, 1)
  expectStatus(await caller.call('GET', '/readyz'), 200)
  const milliseconds = performance.now() - from
  await caller.close()
  if (settle) await pause(settle)
  const megabytes = settle ? await residentMegabytes(server.process.pid) : Number.NaN
  await server.stop()
  return { milliseconds, megabytes }
}

async function startBareOnce(world: World): Promise<number> {
  const from = performance.now()
  await using server = await startBare('http-server', world.databaseUrl, world.tenancy.tenantId)
  const caller = createCaller(server.origin, 1)
  await caller.call('GET', '/session')
  const took = performance.now() - from
  await caller.close()
  return took
}

async function bareMemory(world: World): Promise<number> {
  await using server = await startBare('http-server', world.databaseUrl, world.tenancy.tenantId)
  await pause(settleMs / 5)
  // Awaited before the server is stopped.
  return await residentMegabytes(server.process.pid)
}

/** What the system counts for the process: Linux says it in /proc, the others by `ps`. */
async function residentMegabytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined)
  if (status) return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
  const child = spawn('ps', ['-o', 'rss=', '-p', String(pid)])
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  await once(child, 'close')
  return Number(said.trim()) / 1024
}
