import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { FolderInUseError, lockFolder } from '#platform/folder-lock.ts'
import type { Log } from '#platform/log.ts'

/** What each front end is made of; a change in any of it makes the build old. */
const frontEnds = [
  { name: 'console', sources: ['src/console', 'src/ui', 'src/contract', 'vite.console.config.ts'] },
  {
    name: 'authenticator',
    sources: ['src/authenticator', 'src/phone', 'src/ui', 'src/contract', 'vite.authenticator.config.ts'],
  },
  { name: 'account', sources: ['src/account', 'src/ui', 'src/contract', 'vite.account.config.ts'] },
] as const
const shared = ['package-lock.json', 'vite.theme-script.ts']
const lockLimitMs = 180_000

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Builds the front ends that are missing or older than their sources, all at once. Two processes that start
 * together build once; who serves an older build goes on serving it until the new one stands.
 *
 * @param root the folder of package.json.
 * @param env what the build sees of ours: no secrets.
 */
export async function buildFrontEnds(root: string, env: Environment, log: Log): Promise<void> {
  if ((await findOld(root)).length === 0) return
  const unlock = await waitForLock(join(root, 'dist'))
  try {
    const old = await findOld(root)
    if (old.length === 0) return
    log.info({ frontEnds: old }, 'building the front ends; this takes some seconds, once')
    const results = await Promise.allSettled(old.map((name) => build(root, name, env)))
    for (const result of results) {
      // Sign-in, the protocols and the API need none of them: the server starts, and says on the page what is missing.
      if (result.status === 'rejected') log.error({ err: result.reason }, 'a front end could not be built')
    }
  } finally {
    unlock()
  }
}

async function findOld(root: string): Promise<string[]> {
  // An image that ships only the build has nothing to build from.
  const buildable = frontEnds.filter(({ name }) => existsSync(join(root, 'src', name, 'index.html')))
  const old = await Promise.all(
    buildable.map(async ({ name, sources }) => {
      const built = await changedAt(join(root, 'dist', name, 'index.html'))
      const newest = await Promise.all([...sources, ...shared].map((path) => newestIn(join(root, path))))
      return built > 0 && newest.every((at) => at <= built) ? [] : [name]
    }),
  )
  return old.flat()
}

async function build(root: string, name: string, env: Environment): Promise<void> {
  const target = join(root, 'dist', name)
  const aside = join(root, 'dist', `.${name}-${process.pid}`)
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [
    vite,
    'build',
    '--config',
    `vite.${name}.config.ts`,
    '--outDir',
    aside,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ]
  // A process of its own: what a build needs in memory is gone with it.
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let noise = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      noise = (noise + chunk.toString()).slice(-4000)
    })
  }
  const [code] = await once(child, 'close')
  if (code !== 0) {
    await rm(aside, { recursive: true, force: true })
    throw new Error(`The front end "${name}" could not be built (try: npm run build):\n${noise}`)
  }
  await rm(target, { recursive: true, force: true })
  await rename(aside, target)
}

async function waitForLock(folder: string): Promise<() => void> {
  await mkdir(folder, { recursive: true })
  const deadline = performance.now() + lockLimitMs
  for (;;) {
    try {
      return lockFolder(join(folder, '.building'))
    } catch (error) {
      if (!(error instanceof FolderInUseError) || performance.now() > deadline) throw error
      await pause(250)
    }
  }
}

/** Milliseconds; 0 where there is nothing. */
const changedAt = (path: string) =>
  stat(path).then(
    (found) => found.mtimeMs,
    () => 0,
  )

async function newestIn(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
  const times = await Promise.all(files.map((entry) => changedAt(join(entry.parentPath, entry.name))))
  return times.length > 0 ? Math.max(...times) : changedAt(path)
}
