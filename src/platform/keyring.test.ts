import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createKeyring, SealError, sealWith, unsealWith } from './keyring.ts'

const [oldKey, newKey, strange] = [randomBytes(32), randomBytes(32), randomBytes(32)]

describe('a keyring', () => {
  const ring = createKeyring(newKey, [oldKey])
  const sealed = ring.seal('outbox', 'outbox:t:1', 'the link')

  test('opens what it sealed, as bytes and as text', () => {
    expect(ring.unseal('outbox', 'outbox:t:1', sealed).toString()).toBe('the link')
    expect(ring.unseal('p', 'c', ring.seal('p', 'c', Uint8Array.of(0, 255)))).toEqual(Buffer.of(0, 255))
    expect(ring.unseal('p', 'c', ring.seal('p', 'c', ''))).toEqual(Buffer.alloc(0))
  })

  test('seals the same text differently each time', () => {
    expect(ring.seal('p', 'c', 'x')).not.toEqual(ring.seal('p', 'c', 'x'))
  })

  test('refuses every altered byte and every length', () => {
    for (let at = 0; at < sealed.length; at++) {
      const altered = Buffer.from(sealed)
      altered[at] = (altered[at] ?? 0) ^ 1
      expect(() => ring.unseal('outbox', 'outbox:t:1', altered)).toThrow(SealError)
      expect(() => ring.unseal('outbox', 'outbox:t:1', sealed.subarray(0, at))).toThrow(SealError)
    }
    expect(() => ring.unseal('outbox', 'outbox:t:1', Buffer.concat([sealed, Buffer.of(0)]))).toThrow(
      SealError,
    )
  })

  test('refuses another context and another purpose', () => {
    expect(() => ring.unseal('outbox', 'outbox:t:2', sealed)).toThrow(SealError)
    expect(() => ring.unseal('audit', 'outbox:t:1', sealed)).toThrow(SealError)
  })

  test('opens and matches what a previous key made, and makes new with the current one', () => {
    const before = createKeyring(oldKey)
    const oldSeal = before.seal('p', 'c', 'old')
    const oldMac = before.mac('p', 'data')
    expect(ring.unseal('p', 'c', oldSeal).toString()).toBe('old')
    expect(ring.macMatches('p', 'data', oldMac)).toBe(true)
    expect(ring.currentKeyId).not.toBe(before.currentKeyId)
    expect(ring.mac('p', 'data')).toEqual(createKeyring(newKey).mac('p', 'data'))
    expect(() => before.unseal('p', 'c', ring.seal('p', 'c', 'new'))).toThrow(/not configured/)
  })

  test('matches no mac of another key, purpose or text', () => {
    const mac = ring.mac('p', 'data')
    expect(ring.macMatches('p', 'data', mac)).toBe(true)
    expect(ring.macMatches('q', 'data', mac)).toBe(false)
    expect(ring.macMatches('p', 'datb', mac)).toBe(false)
    expect(ring.macMatches('p', 'data', mac.subarray(0, 31))).toBe(false)
    expect(ring.macMatches('p', 'data', createKeyring(strange).mac('p', 'data'))).toBe(false)
  })

  test('wants keys of 32 bytes', () => {
    expect(() => createKeyring(randomBytes(31))).toThrow(TypeError)
    expect(() => createKeyring(newKey, [randomBytes(16)])).toThrow(TypeError)
  })
})

test('a raw key opens what it sealed, in the same context, and nothing else', () => {
  const sealed = sealWith(newKey, 'person:1', 'kim@example.com')
  expect(unsealWith(newKey, 'person:1', sealed).toString()).toBe('kim@example.com')
  expect(() => unsealWith(newKey, 'person:2', sealed)).toThrow(SealError)
  expect(() => unsealWith(oldKey, 'person:1', sealed)).toThrow(SealError)
  expect(() => unsealWith(newKey, 'person:1', createKeyring(newKey).seal('p', 'person:1', 'x'))).toThrow(
    SealError,
  )
  expect(() => sealWith(randomBytes(16), 'c', 'x')).toThrow(TypeError)
})
