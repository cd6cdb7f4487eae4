import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createPlaceFinder, nobodyKnows } from './place.ts'

test('finds the city and the country of an address, and knows when nobody does', () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-place-'))
  const file = join(folder, 'city.mmdb')
  writeFileSync(file, database({ city: { names: { en: 'Zürich' } }, country: { iso_code: 'CH' } }))
  const find = createPlaceFinder(file)
  // The database below knows one half of the internet: addresses whose first bit is 1.
  expect(find('203.0.113.7')).toEqual({ city: 'Zürich', country: 'CH' })
  expect(find('10.0.0.1')).toBeNull()
  expect(find('not an address')).toBeNull()
  rmSync(folder, { recursive: true })
})

test('refuses a file that is no such database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-place-'))
  const file = join(folder, 'city.mmdb')
  writeFileSync(file, 'nonsense')
  expect(() => createPlaceFinder(file)).toThrow()
  expect(() => createPlaceFinder(join(folder, 'missing.mmdb'))).toThrow(/ENOENT/)
  rmSync(folder, { recursive: true })
})

test('without a file nobody knows', () => {
  expect(nobodyKnows('203.0.113.7')).toBeNull()
})

type Value = string | number | { readonly [key: string]: Value }

/** The smallest MaxMind database there can be: one node of 24-bit records, for IPv4. */
function database(place: Value): Buffer {
  const nodes = 1
  const record = (value: number) => [(value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff]
  // Left: nothing known, which is the number of nodes; right: the first byte of the data section.
  const tree = Buffer.from([...record(nodes), ...record(nodes + 16)])
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
    database_type: 'Test-City',
    ip_version: 4,
    node_count: nodes,
    record_size: 24,
  })
  const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1')
  return Buffer.concat([tree, Buffer.alloc(16), encode(place), marker, metadata])
}

/** The data section's encoding: a byte of type and length, then the value. */
function encode(value: Value): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value)
    return Buffer.concat([Buffer.of((2 << 5) | text.length), text])
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([Buffer.of((6 << 5) | 4), bytes])
  }
  const entries = Object.entries(value)
  return Buffer.concat([
    Buffer.of((7 << 5) | entries.length),
    ...entries.flatMap(([key, item]) => [encode(key), encode(item)]),
  ])
}
