/** One store, opened when first used and closed when another tab wants to delete or upgrade it. */
const name = 'latchkey'
const version = 1
export const stores = ['enrolments', 'identities', 'settings'] as const
export type StoreName = (typeof stores)[number]

let opened: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, version)
    request.onupgradeneeded = () => {
      for (const store of stores) request.result.createObjectStore(store)
    }
    request.onsuccess = () => {
      const database = request.result
      // An open connection blocks a deletion in another tab for ever.
      database.onversionchange = close
      database.onclose = () => {
        opened = undefined
      }
      resolve(database)
    }
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error("the app's storage is held by another tab"))
  })
  opened.catch(() => {
    opened = undefined
  })
  return opened
}

async function close() {
  const database = await opened?.catch(() => undefined)
  opened = undefined
  database?.close()
}

/**
 * Runs `work` on one store in one transaction and answers what its last request found. For `readwrite` the promise fulfils when
 * the transaction is complete and on disk (`durability: 'strict'`).
 */
export async function inStore<T>(
  store: StoreName,
  mode: 'readonly' | 'readwrite',
  work: (objects: IDBObjectStore, answer: (value: T) => void) => void,
): Promise<T> {
  const database = await open()
  return new Promise<T>((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: 'strict' })
    let answer: T
    transaction.oncomplete = () => resolve(answer)
    transaction.onerror = () => reject(transaction.error)
    transaction.onabort = () => reject(transaction.error ?? new Error('the storage transaction was aborted'))
    work(transaction.objectStore(store), (value) => {
      answer = value
    })
  })
}

export const readAll = <T>(store: StoreName) =>
  inStore<readonly T[]>(store, 'readonly', (objects, answer) => {
    const request = objects.getAll()
    request.onsuccess = () => answer(request.result as T[])
  })

export const readOne = <T>(store: StoreName, key: string) =>
  inStore<T | undefined>(store, 'readonly', (objects, answer) => {
    const request = objects.get(key)
    request.onsuccess = () => answer(request.result as T | undefined)
  })

export const writeOne = (store: StoreName, key: string, value: unknown) =>
  inStore<void>(store, 'readwrite', (objects) => {
    objects.put(value, key)
  })

export const deleteOne = (store: StoreName, key: string) =>
  inStore<void>(store, 'readwrite', (objects) => {
    objects.delete(key)
  })

/** Forgets everything that this origin's app ever stored. */
export async function deleteEverything(): Promise<void> {
  await close()
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error)
    // The other tab closes on `versionchange`; the deletion goes on by itself then.
    request.onblocked = () => {}
  })
}
