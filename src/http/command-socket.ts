import { once } from 'node:events'
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Log } from '#platform/log.ts'

const socketName = 'command.sock'
/** What the kernel takes for the path of a socket, less a little. */
const longestPath = 100

/**
 * Serves the command line on a socket in the data folder, mode 0600 in a folder of mode 0700: whoever may open it is
 * the account that the server runs as, or root.
 *
 * Another process that serves commands on the same folder (with PostgreSQL there may be several) keeps the socket. A
 * socket that a dead process left is replaced.
 */
export async function openCommandSocket(
  app: Hono,
  dataFolder: string,
  log: Log,
): Promise<{ close(): Promise<void> }> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const { path, release } = reach(dataFolder)
  if (existsSync(path)) {
    if (await answers(path)) {
      log.info('another process on this data folder takes the commands')
      release()
      return { close: async () => {} }
    }
    rmSync(path, { force: true })
  }
  const server = createServer(
    { requestTimeout: 600_000 },
    getRequestListener((incoming) => app.fetch(incoming), { overrideGlobalObjects: false }),
  )
  // The socket is made by the call itself: it is never there with a wider mode.
  const before = process.umask(0o177)
  server.listen(path)
  process.umask(before)
  await once(server, 'listening')
  chmodSync(path, 0o600)
  return {
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      rmSync(path, { force: true })
      release()
    },
  }
}

/** The socket's path, or a short one to the same file where the kernel would not take it. */
function reach(dataFolder: string): { path: string; release(): void } {
  const path = join(dataFolder, socketName)
  if (path.length <= longestPath || process.platform !== 'linux') return { path, release() {} }
  const folder = openSync(dataFolder, 'r')
  return { path: `/proc/self/fd/${folder}/${socketName}`, release: () => closeSync(folder) }
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request({ socketPath, path: '/status', timeout: 2000 }, (response) => {
      response.resume()
      resolve(true)
    })
    call.on('timeout', () => call.destroy())
    call.on('error', () => resolve(false))
    call.end()
  })
}
