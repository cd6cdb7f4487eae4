import type { Phone } from '#phone/phone.ts'
import { fetchPatiently } from './fetch-patiently.ts'
import { createIndexedDbKeyStore } from './indexed-db-key-store.ts'

/** This phone: what the page and its worker act with. */
export const appPhone: Phone = {
  fetch: (url, init) => fetchPatiently(url, init),
  store: createIndexedDbKeyStore(),
  clock: () => new Date(),
}
