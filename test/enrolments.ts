import { createClient } from '#contract/client.ts'
import type { finishEnrolment } from '#contract/device-enrolments.ts'
import { messageTypes } from '#contract/device-messages.ts'
import type { Input } from '#contract/operation.ts'
import type { ProblemCode } from '#contract/problem.ts'
import type { Tenancy } from '#domain/work.ts'
import { base64url, hash, randomBytes } from '#phone/base64url.ts'
import { keyIdOfDid } from '#phone/did-key.ts'
import type { OpenedClaim } from '#phone/enrol.ts'
import { signerOf, signJws } from '#phone/jws.ts'
import { makeRootKey, publicJwkOf, thumbprintOf } from '#phone/keys.ts'
import type { House, TestUser } from './harness.ts'
import { aPhone, claimFor, createPhone, noPush, openWith, request } from './phone-harness.ts'

/** A client that calls this organisation as a phone does, without any signature. */
export const at = (house: House, { baseUrl }: Tenancy) =>
  createClient((path, init) => request(house, baseUrl + path, init))

/** A device key as phones make it, but one that a test may take out. */
export const makeKey = () =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])

/** What a test may say otherwise than an honest phone. */
export interface Forgery {
  deviceKey?: CryptoKeyPair
  signPopWith?: CryptoKeyPair
  root?: Awaited<ReturnType<typeof makeRootKey>>['root']
  signGrantWith?: Awaited<ReturnType<typeof makeRootKey>>['root']
  pop?: Record<string, unknown>
  popHeader?: { typ?: string; jwk?: object }
  grant?: Record<string, unknown>
  grantTyp?: string
  grantKid?: string
  body?: Partial<Input<typeof finishEnrolment>['body']>
}

/** The proofs of an enrolment, honest but for what the forgery says. */
export async function proofsFor(house: House, opened: OpenedClaim, forgery: Forgery = {}) {
  const deviceKey = forgery.deviceKey ?? (await makeKey())
  const root = forgery.root ?? (await makeRootKey()).root
  const jwk = await publicJwkOf(deviceKey.publicKey)
  const { iss: aud, eid, nonce } = opened
  const iat = Math.floor(house.now.getTime() / 1000)
  const popType = { ...messageTypes.pop, ...(forgery.popHeader?.typ && { typ: forgery.popHeader.typ }) }
  const pop = await signJws(
    popType,
    { jwk: forgery.popHeader?.jwk ?? jwk },
    { v: 1, aud, nonce, eid, cth: await hash(opened.claim), did: root.did, dev: aPhone, iat, ...forgery.pop },
    signerOf((forgery.signPopWith ?? deviceKey).privateKey),
  )
  const grant = await signJws(
    { ...messageTypes.grant, ...(forgery.grantTyp && { typ: forgery.grantTyp }) },
    { kid: forgery.grantKid ?? keyIdOfDid(root.did) },
    {
      v: 1,
      iss: root.did,
      aud,
      jkt: await thumbprintOf(jwk),
      eid,
      nonce,
      scope: ['approve'],
      iat,
      ...forgery.grant,
    },
    (forgery.signGrantWith ?? root).sign,
  )
  const pin = base64url(randomBytes(32))
  return {
    params: { eid },
    body: { v: 1 as const, pop, grant, pin, push: noPush, ...forgery.body },
  } satisfies Input<typeof finishEnrolment>
}

/** An enrolment begun for a user, by a phone of its own. */
export const openFor = async (house: House, user: TestUser) =>
  openWith(createPhone(house), (await claimFor(house, user)).link, user.tenancy)

/** What a refused call rejects with. */
export const refused = (code: ProblemCode) => ({ name: 'Problem', code })
