import { closeSync, existsSync, openSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'

/** The server understood the command and refused it; the message says why. */
export class RefusedError extends Error {
  override name = 'RefusedError'
}

const socketName = 'command.sock'

/**
 * Sends a command to the server that runs on `dataFolder`. Undefined when none runs there.
 *
 * @throws {Error} when there is one and this account may not talk to it.
 */
export async function askServer(
  dataFolder: string,
  method: string,
  path: string,
  body: object | undefined,
): Promise<{ status: number; text: string } | undefined> {
  const direct = join(dataFolder, socketName)
  if (!existsSync(direct)) return undefined
  // The kernel takes about a hundred characters for the path of a socket; a folder that is open has a short name.
  const folder = direct.length > 100 && process.platform === 'linux' ? openSync(dataFolder, 'r') : undefined
  try {
    return await send(
      folder === undefined ? direct : `/proc/self/fd/${folder}/${socketName}`,
      method,
      path,
      body,
    )
  } catch (error) {
    const { code } = error as { code?: string }
    // A socket that a dead server left.
    if (code === 'ECONNREFUSED' || code === 'ENOENT') return undefined
    if (code === 'EACCES') {
      throw new Error(
        `${direct} may not be opened by this account: run the command as the one that the server runs as.`,
      )
    }
    throw error
  } finally {
    if (folder !== undefined) closeSync(folder)
  }
}

function send(socketPath: string, method: string, path: string, body: object | undefined) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const headers = { host: 'localhost', ...(body ? { 'content-type': 'application/json' } : {}) }
    const call = request({ socketPath, method, path, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 500, text }))
      response.on('error', reject)
    })
    call.on('error', reject)
    call.end(body ? JSON.stringify(body) : undefined)
  })
}
