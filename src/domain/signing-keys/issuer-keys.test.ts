import { expect } from 'vitest'
import { test } from '../../../test/harness.ts'
import { createIssuerKeys } from './issuer-keys.ts'
import { rotateSigningKey } from './rotate-signing-key.ts'

test('a key that was rotated signs nothing more, and a kept one is believed only while notices arrive', async ({
  house,
}) => {
  const hub = { ...house.database.hub, listening: true }
  const issuerKeys = createIssuerKeys(hub)
  const current = async () => (await house.work(null, (work) => issuerKeys.current(work))).kid
  const published = async () =>
    (await house.work(null, (work) => issuerKeys.published(work))).map(({ kid }) => kid)
  const first = await current()
  const { kid } = await house.work(null, (work) => rotateSigningKey(work, { use: 'device' }))
  expect(await current()).toBe(kid)
  expect(await published()).toEqual([kid, first])

  // Changed without a notice: kept for as long as it may be.
  const retire = () =>
    house.db.updateTable('signingKeys').set({ retiredAt: house.now }).where('kid', '=', kid).execute()
  await house.db.updateTable('signingKeys').set({ retiredAt: null }).where('kid', '=', first).execute()
  await retire()
  expect(await current()).toBe(kid)
  hub.listening = false
  expect(await current()).toBe(first)
})

test('each organisation has keys of its own', async ({ house }) => {
  const issuerKeys = createIssuerKeys(house.database.hub)
  const there = await house.addTenant()
  const owner = await house.addOwner({ tenancy: there })
  const here = await house.work(null, (work) => issuerKeys.published(work))
  await house.work(owner, (work) => rotateSigningKey(work, { use: 'device' }))
  const other = await house.work(owner, (work) => issuerKeys.published(work))
  expect(other).not.toEqual(here)
  expect(await house.work(null, (work) => issuerKeys.published(work))).toEqual(here)
  expect(JSON.stringify([here, other])).not.toMatch(/"d":/)
})
