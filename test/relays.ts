import { expect } from 'vitest'
import { type Relay, type RelayParts, startRelay } from '#jobs/relay-outbox.ts'
import { createMetrics } from '#platform/metrics.ts'
import { type House, test as withHouse } from './harness.ts'

export interface Relays {
  /** Starts a relay on the house; all are stopped at the end. */
  start(parts?: Partial<Pick<RelayParts, 'sendMail' | 'sendPush' | 'sendSms' | 'ground'>>): Relay
}

/** A test with relays on its house. */
export const test = withHouse.extend<{ relays: Relays }>({
  relays: async ({ house }, use) => {
    const running: Relay[] = []
    await use({
      start(parts = {}) {
        const relay = startRelay({
          ground: house.ground,
          log: house.edge.log,
          metrics: createMetrics(),
          findTenancy: house.edge.tenants.byId,
          sendMail: () => 'none',
          sendPush: async () => 'accepted',
          sendSms: 'none',
          ...parts,
        })
        running.push(relay)
        return relay
      },
    })
    await Promise.all(running.map((relay) => relay.stop(AbortSignal.timeout(200))))
  },
})

/** All messages there are, oldest first. */
export const rows = (house: House) => house.db.selectFrom('outbox').selectAll().orderBy('id').execute()

/** Asks again and again, since the relay writes down how it went after the far side has answered. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  await expect.poll(condition, { timeout: 10_000, interval: 20 }).toBe(true)
}

/** Whether nothing waits any more: each is sent or given up. */
export const settled = (house: House) => () =>
  rows(house).then((all) => all.every((row) => row.deliveredAt !== null || row.deadAt !== null))

/** Lets time pass, and the relay notice. */
export async function later(house: House, seconds: number) {
  house.advance(seconds)
  await house.work(null, async (work) => work.notify('outbox', 'time'))
}
