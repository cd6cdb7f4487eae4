import { describe, expect, test } from 'vitest'
import {
  addressBlock,
  addressNeighbourhood,
  createClientAddressReader,
  isLoopbackAddress,
} from './client-address.ts'

const read = createClientAddressReader(['10.0.0.0/8', '127.0.0.1', 'fd00::/8', '::ffff:192.0.2.0/120'])
const from = (socketAddress: string, headers: Record<string, string> = {}) =>
  read({ socketAddress, encrypted: false, headers: new Headers({ host: 'id.example.org', ...headers }) })

describe('the address of the client', () => {
  test.each([
    ['nobody is trusted from the internet', '203.0.113.5', '198.51.100.1', '203.0.113.5'],
    ['one proxy', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['a client that writes a header of its own', '10.0.0.1', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['two trusted proxies', '10.0.0.1', '1.1.1.1, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['a client that names a trusted address', '10.0.0.1', '10.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['only trusted hops', '10.0.0.1', '10.1.1.1, 10.2.2.2', '10.1.1.1'],
    ['no header', '10.0.0.1', '', '10.0.0.1'],
    ['nonsense', '10.0.0.1', '198.51.100.1, unknown', '10.0.0.1'],
    ['octal', '10.0.0.1', '198.51.100.1, 0177.0.0.1', '10.0.0.1'],
    ['a port', '10.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
    ['IPv6 in brackets', '10.0.0.1', '[2001:db8::7]:4711', '2001:db8::7'],
    ['IPv6 proxy', 'fd00::1', '2001:DB8:0:0::7', '2001:db8::7'],
    ['a mapped socket', '::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['a mapped client', '10.0.0.1', '::ffff:198.51.100.1', '198.51.100.1'],
    ['a mapped range', '192.0.2.9', '198.51.100.1', '198.51.100.1'],
    ['a zone', 'fe80::1%eth0', '198.51.100.1', 'fe80::1'],
  ])('%s', (_, socket, forwardedFor, expected) => {
    expect(from(socket, forwardedFor ? { 'x-forwarded-for': forwardedFor } : {}).ip).toBe(expected)
  })
})

test('protocol and host are believed from a trusted proxy only, and only when they make sense', () => {
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'Evil.example' }
  expect(from('203.0.113.5', forwarded)).toMatchObject({
    protocol: 'http',
    host: 'id.example.org',
    forwarded: true,
  })
  expect(from('10.0.0.1', forwarded)).toMatchObject({ protocol: 'https', host: 'evil.example' })
  expect(from('10.0.0.1', { 'x-forwarded-proto': 'gopher', 'x-forwarded-host': 'a b' })).toMatchObject({
    protocol: 'http',
    host: 'id.example.org',
  })
  expect(
    from('10.0.0.1', { 'x-forwarded-proto': 'http, https', 'x-forwarded-host': 'evil, id.example.net' }),
  ).toMatchObject({ protocol: 'https', host: 'id.example.net' })
  expect(from('203.0.113.5').forwarded).toBe(false)
})

test('loopback is recognised in every spelling', () => {
  for (const ip of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
    expect(isLoopbackAddress(ip)).toBe(true)
  for (const ip of ['10.0.0.1', '::', 'x', '127.1']) expect(isLoopbackAddress(ip)).toBe(false)
})

test('an address counts with what one household has, and its neighbourhood with what one provider gives', () => {
  expect(addressBlock('203.0.113.7')).toBe('203.0.113.7')
  expect(addressBlock('2001:db8::1')).toBe(addressBlock('2001:db8:0:0:ffff::9'))
  expect(addressBlock('2001:db8::1')).not.toBe(addressBlock('2001:db8:0:1::1'))
  expect(addressNeighbourhood('203.0.113.7')).toBe(addressNeighbourhood('203.0.113.250'))
  expect(addressNeighbourhood('203.0.113.7')).not.toBe(addressNeighbourhood('203.0.114.7'))
  // However it is shortened.
  expect(addressNeighbourhood('2001:db8::1')).toBe(addressNeighbourhood('2001:db8:0:ff::1'))
  expect(addressNeighbourhood('2001:db8::1')).not.toBe(addressNeighbourhood('2001:db8:1::1'))
})
