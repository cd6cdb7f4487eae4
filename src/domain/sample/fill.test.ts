import { expect } from 'vitest'
import { createHouse, test } from '../../../test/harness.ts'
import { beginSample, fillSample } from './fill.ts'

test.for(['embedded'] as const)('fills on %s', { timeout: 120_000 }, async (engine) => {
  const { house, close } = await createHouse({ engine })
  await house.addOwner()
  expect(await house.work(null, beginSample)).toBe('begun')
  const from = performance.now()
  console.log(await fillSample(house.ground, house.tenancy, new AbortController().signal))
  console.log(engine, performance.now() - from)
  for (const table of [
    'users',
    'devices',
    'sessions',
    'signIns',
    'approvalRequests',
    'auditEvents',
    'outbox',
    'passwords',
    'providerLinks',
    'accounts',
    'userTombstones',
  ] as const) {
    const { n } = await house.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow()
    console.log(table, n)
  }
  await close()
})
