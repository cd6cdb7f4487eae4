import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { base58 } from '@scure/base'
import { calculateJwkThumbprint } from 'jose'
import * as z from 'zod/mini'
import type { DeviceId, UserId } from '#contract/ids.ts'
import { newId } from '#platform/id.ts'
import { randomToken } from '#platform/random.ts'
import { macOfPin } from '../devices/pin.ts'
import { sealPushSubscription } from '../devices/push-subscription.ts'
import type { Work } from '../work.ts'
import { phoneModels } from './offices.ts'
import type { Rows } from './rows.ts'

const Ec = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() })

/** A DID as a phone makes one; its private half is thrown away, so nobody can ever speak for it. */
export function makeDid(): string {
  const { publicKey } = generateKeyPairSync('ed25519')
  const { x } = z.parse(z.object({ x: z.string() }), publicKey.export({ format: 'jwk' }))
  return `did:key:z${base58.encode(Uint8Array.of(0xed, 0x01, ...Buffer.from(x, 'base64url')))}`
}

/**
 * A device as an enrolment leaves it, with a key of its own whose private half is thrown away. Where push reaches it, it is at an address
 * that leads nowhere.
 */
export async function makePhone(
  work: Work,
  phone: {
    readonly userId: UserId
    readonly did: string
    readonly roll: number
    readonly enrolledAt: Date
    readonly lastActiveAt: Date
    readonly push: 'ok' | 'none' | 'gone'
    readonly pushTarget: boolean
    readonly suspended: boolean
  },
): Promise<Rows['devices'][number] & { id: DeviceId }> {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty, crv, x, y } = z.parse(Ec, publicKey.export({ format: 'jwk' }))
  const jwk = { kty, crv, x, y }
  // A new id carries its brand from here on.
  const id = newId(phone.enrolledAt) as DeviceId
  const model = phoneModels[Math.floor(phone.roll * phoneModels.length)] ?? phoneModels[0]
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  const subscription = {
    endpoint: `https://push.example/${randomToken(16)}`,
    p256dh: point.toString('base64url'),
    auth: randomBytes(16).toString('base64url'),
  }
  return {
    ...model,
    id,
    userId: phone.userId,
    jkt: await calculateJwkThumbprint(jwk),
    publicJwk: JSON.stringify(jwk),
    did: phone.did,
    state: phone.suspended ? 'suspended' : 'active',
    stateWhy: phone.suspended ? 'pin' : null,
    appVersion: '0.3.0',
    lang: 'en',
    pushState: phone.push,
    pushWhy: phone.push === 'none' ? 'denied' : null,
    pushSubscriptionSealed: phone.push === 'ok' ? sealPushSubscription(work, id, subscription) : null,
    pushTarget: phone.pushTarget && phone.push === 'ok' && !phone.suspended,
    pinMac: macOfPin(work, id, randomToken(32)),
    pinMisses: phone.suspended ? 10 : 0,
    enrolledAt: phone.enrolledAt,
    lastActiveAt: phone.lastActiveAt,
  }
}
