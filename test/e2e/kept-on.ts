import type { Page } from 'playwright-core'

/** How many enrolments and identities the app of this phone holds. */
export const keptOn = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(
    () =>
      new Promise<Record<string, number>>((resolve, reject) => {
        const request = indexedDB.open('latchkey')
        request.onerror = () => reject(request.error)
        request.onsuccess = () => {
          const database = request.result
          const transaction = database.transaction(['enrolments', 'identities'])
          const enrolments = transaction.objectStore('enrolments').count()
          const identities = transaction.objectStore('identities').count()
          transaction.oncomplete = () => {
            database.close()
            resolve({ enrolments: enrolments.result, identities: identities.result })
          }
        }
      }),
  )
