import type { Enrolment, Identity, KeyStore } from '#phone/key-store.ts'
import { deleteOne, inStore, readAll, readOne, writeOne } from './indexed-db.ts'

/** The phone's keys in IndexedDB: non-extractable, shared by the page and its service worker. */
export function createIndexedDbKeyStore(): KeyStore {
  return {
    needsExtractableKeys: false,
    listEnrolments: () => readAll<Enrolment>('enrolments'),
    findEnrolment: (deviceId) => readOne<Enrolment>('enrolments', deviceId),
    putEnrolment: (enrolment) =>
      inStore<void>('enrolments', 'readwrite', (objects) => {
        const before = objects.get(enrolment.deviceId)
        before.onsuccess = () => {
          const stored = before.result as Enrolment | undefined
          const counter = Math.max(enrolment.counter, stored?.counter ?? 0)
          objects.put({ ...enrolment, counter }, enrolment.deviceId)
        }
      }),
    deleteEnrolment: (deviceId) => deleteOne('enrolments', deviceId),
    listIdentities: () => readAll<Identity>('identities'),
    putIdentity: (identity) => writeOne('identities', identity.did, identity),
    deleteIdentity: (did) => deleteOne('identities', did),
    raiseCounter: (deviceId) =>
      inStore<number>('enrolments', 'readwrite', (objects, answer) => {
        const before = objects.get(deviceId)
        before.onsuccess = () => {
          const stored = before.result as Enrolment | undefined
          if (!stored) throw new Error('no such enrolment')
          const counter = stored.counter + 1
          objects.put({ ...stored, counter }, deviceId)
          answer(counter)
        }
      }),
    exclusively: (name, action) => navigator.locks.request(`latchkey:${name}`, action),
  }
}
