import type { DeviceId } from '#contract/ids.ts'
import type { Enrolment, Identity, KeyStore } from './key-store.ts'

/** A store that ends with the process: for a phone that is simulated by the thousand. Keys stay non-extractable. */
export function createMemoryKeyStore(): KeyStore {
  const enrolments = new Map<DeviceId, Enrolment>()
  const identities = new Map<string, Identity>()
  const queues = new Map<string, Promise<unknown>>()
  return {
    needsExtractableKeys: false,
    listEnrolments: async () => [...enrolments.values()],
    findEnrolment: async (deviceId) => enrolments.get(deviceId),
    async putEnrolment(enrolment) {
      const counter = Math.max(enrolment.counter, enrolments.get(enrolment.deviceId)?.counter ?? 0)
      enrolments.set(enrolment.deviceId, { ...enrolment, counter })
    },
    async deleteEnrolment(deviceId) {
      enrolments.delete(deviceId)
    },
    listIdentities: async () => [...identities.values()],
    async putIdentity(identity) {
      identities.set(identity.did, identity)
    },
    async deleteIdentity(did) {
      identities.delete(did)
    },
    async raiseCounter(deviceId) {
      const enrolment = enrolments.get(deviceId)
      if (!enrolment) throw new Error('no such enrolment')
      const counter = enrolment.counter + 1
      enrolments.set(deviceId, { ...enrolment, counter })
      return counter
    },
    exclusively(name, action) {
      const before = queues.get(name) ?? Promise.resolve()
      const mine = before.then(action, action)
      queues.set(
        name,
        mine.catch(() => {}),
      )
      return mine
    },
  }
}
