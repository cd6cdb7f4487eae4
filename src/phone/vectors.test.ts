import { createHash } from 'node:crypto'
import type { JWK } from 'jose'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import {
  AnswerClaims,
  ChallengeClaims,
  DeviceRequestClaims,
  GrantClaims,
  messageTypes,
  PopClaims,
  RestoreClaims,
  StatusClaims,
} from '#contract/device-messages.ts'
import { publicKeyOfDid } from '#domain/devices/did-key.ts'
import { shortCodeOf as serversShortCode } from '#domain/devices/enrol-device.ts'
import { readSigned } from '#domain/devices/signed.ts'
import { base64url, fromBase64url, hash } from './base64url.ts'
import { keyIdOfDid } from './did-key.ts'
import { signJws, verifyJws } from './jws.ts'
import type { Enrolment } from './key-store.ts'
import { openIdentity, openRootKey, sealSeed, shortCodeOf, thumbprintOf } from './keys.ts'
import { createMemoryKeyStore } from './memory-key-store.ts'
import type { Phone } from './phone.ts'
import { pinProofOf, weaknessOfPin } from './pin.ts'
import { verifyStatus } from './status.ts'
import checks from './vectors/checks.json' with { type: 'json' }
import vectors from './vectors/v1.json' with { type: 'json' }

const { keys, derived } = vectors
const publicHalf = ({ kty, crv, x, y }: typeof keys.device) =>
  ({ kty, crv, x, y }) as JWK & { kty: 'EC'; crv: 'P-256'; x: string; y: string }
const schemas: Record<string, z.ZodMiniType> = {
  request: DeviceRequestClaims,
  pop: PopClaims,
  grant: GrantClaims,
  challenge: ChallengeClaims,
  answer: AnswerClaims,
  status: StatusClaims,
  restore: RestoreClaims,
}
const keyOf: Record<string, JWK | undefined> = {
  request: publicHalf(keys.device),
  pop: publicHalf(keys.device),
  grant: publicKeyOfDid(derived.did),
  challenge: publicHalf(keys.issuer),
  answer: publicHalf(keys.device),
  status: publicHalf(keys.status),
  restore: publicKeyOfDid(derived.did),
}

/** As the server reads it: what it says, or undefined where it is refused. */
const serverReads = (name: keyof typeof messageTypes, jws: string) =>
  readSigned(jws, messageTypes[name], keyOf[name] ?? {}, schemas[name] ?? StatusClaims).catch(() => undefined)

test('the server reads every valid message, and refuses every other', async () => {
  expect(vectors.messages.map(({ name }) => name).toSorted()).toEqual(Object.keys(messageTypes).toSorted())
  for (const message of vectors.messages) {
    const name = message.name as keyof typeof messageTypes
    expect(await serverReads(name, message.jws), name).toEqual(message.claims)
    for (const { what, jws } of message.invalid)
      expect(await serverReads(name, jws), `${name} ${what}`).toBeUndefined()
  }
})

test('the phone reads what it is sent, and refuses every other', async () => {
  for (const message of vectors.messages.filter(({ name }) => name === 'challenge' || name === 'status')) {
    const name = message.name as 'challenge' | 'status'
    const read = async (jws: string) => {
      const payload = await verifyJws(jws, messageTypes[name], async () => keyOf[name])
      return z.parse(name === 'challenge' ? ChallengeClaims : StatusClaims, payload)
    }
    expect(await read(message.jws), name).toEqual(message.claims)
    for (const { what, jws } of message.invalid) await expect(read(jws), `${name} ${what}`).rejects.toThrow()
  }
})

test('a status counts only with the pinned key, for this device, this question and this time', async () => {
  const message = vectors.messages.find(({ name }) => name === 'status')
  const phone: Phone = {
    store: createMemoryKeyStore(),
    clock: () => new Date(checks.at * 1000),
    fetch: () => Promise.reject(new TypeError('nobody is called')),
  }
  const valid = z.parse(StatusClaims, message?.claims)
  const enrolment = {
    iss: valid.iss,
    deviceId: valid.aud,
    statusKeys: valid.keys,
    clockOffsetSeconds: 0,
  } as unknown as Enrolment
  const verify = (jws: string) => verifyStatus(phone, enrolment, valid.rj, jws)
  expect(await verify(message?.jws ?? '')).toEqual(valid)
  for (const { what, jws } of checks.status)
    await expect(verify(jws), what).rejects.toMatchObject({ name: 'ForgedMessageError' })
})

test('both ends derive the same: DID, thumbprint, short code, PIN proof, grant', async () => {
  const root = await openRootKey(fromBase64url(keys.rootSeed))
  expect(root.did).toBe(derived.did)
  expect(await thumbprintOf(publicHalf(keys.device))).toBe(derived.jkt)
  expect(await shortCodeOf(derived.jkt, derived.nonce)).toBe(derived.shortCode)
  expect(serversShortCode(derived.jkt, derived.nonce)).toBe(derived.shortCode)
  expect(await pinProofOf(derived.pin.pin, fromBase64url(derived.pin.salt))).toBe(derived.pin.proof)
  expect(await hash(derived.claim)).toBe(createHash('sha256').update(derived.claim).digest('base64url'))
  // Ed25519 is deterministic (RFC 8032 §5.1.6): the very same grant.
  const grant = vectors.messages.find(({ name }) => name === 'grant')
  expect(
    await signJws(messageTypes.grant, { kid: keyIdOfDid(root.did) }, grant?.claims ?? {}, root.sign),
  ).toBe(grant?.jws)
})

test('a browser without Ed25519 signs the same with the fallback', async () => {
  const native = await openRootKey(fromBase64url(keys.rootSeed))
  const { importKey } = crypto.subtle
  crypto.subtle.importKey = ((...args: Parameters<typeof importKey>) =>
    args[2] === 'Ed25519'
      ? Promise.reject(new DOMException('no such algorithm', 'NotSupportedError'))
      : importKey.apply(crypto.subtle, args)) as typeof importKey
  try {
    const fallback = await openRootKey(fromBase64url(keys.rootSeed))
    expect(fallback.did).toBe(native.did)
    const data = new Uint8Array([1, 2, 3])
    expect(base64url(await fallback.sign(data))).toBe(base64url(await native.sign(data)))
  } finally {
    crypto.subtle.importKey = importKey
  }
})

test('a sealed seed opens under its own wrap alone, and is gone after use', async () => {
  const store = createMemoryKeyStore()
  const sealed = await sealSeed(store, derived.did, fromBase64url(keys.rootSeed), undefined)
  expect((await openIdentity(sealed, undefined)).did).toBe(derived.did)
  await expect(openIdentity({ ...sealed, did: 'did:key:z6Mkother' }, undefined)).rejects.toThrow()
  const prf = { output: new Uint8Array(32).fill(7), credentialId: 'c' }
  const wrapped = await sealSeed(store, derived.did, fromBase64url(keys.rootSeed), prf)
  expect((await openIdentity(wrapped, prf.output)).did).toBe(derived.did)
  await expect(openIdentity(wrapped, undefined)).rejects.toThrow()
  await expect(openIdentity(wrapped, new Uint8Array(32).fill(8))).rejects.toThrow()
  if (sealed.wrap.kind !== 'hmac') throw new Error('sealed under a key of the store')
  await expect(crypto.subtle.exportKey('jwk', sealed.wrap.key)).rejects.toThrow()
})

test('PINs that are too easy are refused with the reason', () => {
  const reasons = [
    '12345',
    '12345a',
    '111111',
    '121212',
    '123123',
    '123456',
    '654321',
    '890123',
    '112233',
    '493817',
    '１２３４５６',
  ]
  expect(reasons.map((pin) => weaknessOfPin(pin))).toEqual([
    'too-short',
    'not-digits',
    'repeated',
    'repeated',
    'repeated',
    'sequence',
    'sequence',
    'sequence',
    'common',
    null,
    'sequence',
  ])
})
