import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { Tables } from '#domain/tables.ts'
import type { Database } from '#platform/database.ts'

/** What an archive holds: the embedded database's folder, and the master key without which it is noise. */
const databaseName = 'database'
const keyName = 'master-key'

/**
 * Writes the embedded database and the master key into `file`, mode 0600. Everybody waits meanwhile: what is on disk
 * after a checkpoint, with nobody writing, is one consistent state.
 *
 * @throws {Error} when the file is there already, or cannot be written.
 */
export async function backUp(
  database: Database<Tables>,
  parts: { readonly databaseFolder: string; readonly masterKey: Uint8Array; readonly file: string },
): Promise<void> {
  const file = resolve(parts.file)
  const folder = resolve(parts.databaseFolder)
  // Made first, and empty: an existing backup is not overwritten, and nobody else can read this one for a moment.
  await (await open(file, 'wx', 0o600)).close()
  const partial = `${file}.partial`
  const aside = await mkdtemp(join(tmpdir(), 'latchkey-backup-'))
  try {
    await writeFile(join(aside, keyName), `${Buffer.from(parts.masterKey).toString('base64')}\n`, {
      mode: 0o600,
    })
    await (await open(partial, 'w', 0o600)).close()
    await database.administer(async (connection) => {
      await connection.run('checkpoint')
      await tar([
        ...[
          '-czf',
          partial,
          '-C',
          dirname(folder),
          '--exclude',
          `${basename(folder)}/lock*`,
          basename(folder),
        ],
        ...['-C', aside, keyName],
      ])
    })
    await sync(partial)
    await rename(partial, file)
  } catch (error) {
    await rm(file, { force: true })
    throw error
  } finally {
    await rm(partial, { force: true })
    await rm(aside, { recursive: true, force: true })
  }
}

/**
 * Puts a backup into a data folder that holds none, while no server runs on it.
 *
 * @throws {Error} when the data folder holds a database or a key, or when the archive is no backup of ours; nothing
 * was changed then.
 */
export async function restore(parts: { readonly dataFolder: string; readonly file: string }): Promise<void> {
  const data = resolve(parts.dataFolder)
  await mkdir(data, { recursive: true, mode: 0o700 })
  await chmod(data, 0o700)
  const there = await readdir(data)
  if (there.includes(databaseName) || there.includes(keyName)) {
    throw new Error(`${data} holds an installation already. Move it away first: nothing is overwritten.`)
  }
  const aside = await mkdtemp(join(data, 'restoring-'))
  try {
    await tar(['-xzf', resolve(parts.file), '-C', aside, '--no-same-owner'])
    const found = await readdir(aside)
    const held: string[] = await readdir(join(aside, databaseName, 'pg')).catch(() => [])
    if (!found.includes(keyName) || !held.includes('PG_VERSION')) {
      throw new Error(`${parts.file} is not a backup of an embedded Latchkey installation.`)
    }
    await chmod(join(aside, databaseName), 0o700)
    await chmod(join(aside, keyName), 0o600)
    await rename(join(aside, databaseName), join(data, databaseName))
    await rename(join(aside, keyName), join(data, keyName))
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

async function tar(args: readonly string[]): Promise<void> {
  const child = spawn('tar', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let noise = ''
  child.stderr.on('data', (chunk: Buffer) => {
    noise = (noise + chunk.toString()).slice(-1000)
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`tar failed: ${noise.trim() || `exit code ${code}`}`)
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
