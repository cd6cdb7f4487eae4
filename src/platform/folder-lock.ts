import { chmodSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The data folder belongs to another process, or to another open database of this one. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError'
}

/**
 * Takes `folder` for this process, making it when it is missing, and returns how to give it back.
 *
 * The lock is a file lock of the kernel's, held through SQLite because Node has none of its own: it ends with the
 * process, however that ends, so no stale file has to be judged. It holds between containers that share a folder
 * on one machine, and not across network file systems.
 *
 * @throws {FolderInUseError}
 */
export function lockFolder(folder: string): () => void {
  const path = resolve(folder)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  // A folder that was there may be wider, and the files of the engine inside are for everybody.
  chmodSync(path, 0o700)
  const lock = new DatabaseSync(join(path, 'lock'), { timeout: 0 })
  try {
    lock.exec('pragma locking_mode = exclusive; pragma journal_mode = memory; begin exclusive; commit')
  } catch (cause) {
    lock.close()
    throw new FolderInUseError(
      `${path} is in use by another Latchkey process. One process at a time may use an embedded database: ` +
        'stop the other one, or set LATCHKEY_DATA to another folder.',
      { cause },
    )
  }
  return () => {
    if (lock.isOpen) lock.close()
  }
}
