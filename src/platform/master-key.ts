import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

const keyBytes = 32

/** The 32 bytes that `text` holds in base64 or base64url, or undefined when it does not hold 32 bytes. */
export function parseMasterKey(text: string): Uint8Array | undefined {
  const trimmed = text.trim()
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return undefined
  const key = Buffer.from(trimmed, 'base64')
  return key.length === keyBytes ? key : undefined
}

export function masterKeyFile(dataFolder: string): string {
  return join(dataFolder, 'master-key')
}

/**
 * The master key of an installation on the embedded database: out of its file in the data folder, which is made
 * at the first start, mode 0600. Two processes that start at once end up with the same key.
 *
 * @throws {Error} when the file holds no key, or when others may read it. A new one is never made in its place:
 * what the old one sealed would be lost.
 */
export function keepMasterKey(dataFolder: string): Uint8Array {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  chmodSync(dataFolder, 0o700)
  const file = masterKeyFile(dataFolder)
  return readKey(file) ?? makeKey(file)
}

function readKey(file: string): Uint8Array | undefined {
  let text: string
  try {
    const mode = statSync(file).mode & 0o777
    if ((mode & 0o077) !== 0) {
      throw new Error(
        `${file} can be read by others (mode ${mode.toString(8)}): chmod 600 it, and rotate the key`,
      )
    }
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  const key = parseMasterKey(text)
  if (!key) throw new Error(`${file} does not hold 32 bytes in base64: put it back from your backup`)
  return key
}

function makeKey(file: string): Uint8Array {
  // Written aside and linked into place: whoever sees the file sees all of it, and the first to link wins.
  const aside = `${file}.${process.pid}`
  const handle = openSync(aside, 'w', 0o600)
  try {
    writeSync(handle, `${randomBytes(keyBytes).toString('base64')}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  try {
    linkSync(aside, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(aside, { force: true })
  }
  syncFolder(join(file, '..'))
  const key = readKey(file)
  if (!key) throw new Error(`${file} disappeared while it was made`)
  return key
}

/** A file is durable once the folder that names it is. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
