import { finishEnrolment, openEnrolment, resolveCode } from '#contract/device-enrolments.ts'
import {
  type DeviceDescription,
  messageTypes,
  type PushRegistration,
  parseDeviceLink,
  protocolVersion,
  readTypedCode,
  verificationChallenge,
} from '#contract/device-messages.ts'
import type { DeviceId } from '#contract/ids.ts'
import type { Input, Result } from '#contract/operation.ts'
import { Problem } from '#contract/problem.ts'
import { type Bytes, hash, randomBytes, sha256 } from './base64url.ts'
import { callPublic, offsetFrom } from './call.ts'
import { keyIdOfDid } from './did-key.ts'
import { signerOf, signJws } from './jws.ts'
import type { Enrolment, Identity } from './key-store.ts'
import {
  makeDeviceKey,
  makeRootKey,
  openIdentity,
  openRootKey,
  openSeed,
  publicJwkOf,
  type RootKey,
  sealSeed,
  shortCodeOf,
  thumbprintOf,
} from './keys.ts'
import { type Phone, serverSeconds, type Verification, type VerificationChoice } from './phone.ts'
import { pinProofOf, weaknessOfPin } from './pin.ts'
import { sendTwice } from './send-twice.ts'
import { prfOf, unlockersOf } from './unlock-identity.ts'
import { verifyPerson } from './verify-person.ts'

/** A claim that was looked at and not yet used: show `iss`'s host and `org`, and ask whether to go on. */
export type OpenedClaim = Result<typeof openEnrolment> & { readonly claim: string }

/**
 * Looks at a claim: a scanned or pasted link, or the typed code, whose organisation is asked for at `appOrigin`.
 *
 * @param guard the second code, where the claim asked for one.
 * @throws {Problem} `claim-invalid`, `claim-locked`, `claim-guarded`, `rate-limited`, `unsupported-version` (the link or the code is of a
 * newer version), `needs-https`
 */
export async function openClaim(
  phone: Phone,
  linkOrCode: string,
  appOrigin: string,
  guard?: string,
): Promise<OpenedClaim> {
  const { iss, claim } = await findIssuer(phone, linkOrCode, appOrigin)
  return openClaimAt(phone, iss, claim, guard)
}

/** As `openClaim`, for a claim whose organisation is known. */
export async function openClaimAt(
  phone: Phone,
  iss: string,
  claim: string,
  guard?: string,
): Promise<OpenedClaim> {
  const opened = await callPublic(phone, iss, openEnrolment, {
    params: {},
    body: { v: protocolVersion, claim, ...(guard && { guard }) },
  })
  // An issuer answers for itself alone: another name here would be pinned in its stead.
  if (opened.iss !== iss) throw new Problem('claim-invalid')
  return { ...opened, claim }
}

async function findIssuer(phone: Phone, linkOrCode: string, appOrigin: string) {
  const link = parseDeviceLink(linkOrCode)
  if (link.kind === 'newer-version') throw new Problem('unsupported-version')
  if (link.kind === 'claim') return { iss: link.iss.replace(/\/$/, ''), claim: link.token }
  const code = readTypedCode(linkOrCode)
  if (!code) throw new Problem('claim-invalid')
  const { iss } = await callPublic(phone, appOrigin, resolveCode, {
    params: {},
    body: { v: protocolVersion, code },
  })
  return { iss, claim: code }
}

export interface EnrolmentChoices {
  /**
   * `new` makes a root key: on a first enrolment, or to keep this organisation separate. `existing` proves one that this phone holds,
   * after an active enrolment of it has verified the person. `restored` is one that a backup held, and that this phone keeps from now on.
   */
  readonly identity:
    | { readonly kind: 'new' }
    | {
        readonly kind: 'existing'
        readonly did: string
        readonly unlock: { readonly deviceId: DeviceId; readonly verification: Verification }
      }
    | { readonly kind: 'restored'; readonly identity: Identity }
  readonly verification: VerificationChoice
  readonly description: DeviceDescription
  readonly push: PushRegistration
}

/**
 * Enrols this phone by an opened claim: keys are made, proved and, once the server has accepted them, kept. A reply that is lost is asked
 * for once more with the very same proofs.
 *
 * @throws {Problem} `pin-weak` before anything is made, else as the server refuses; nothing is kept then.
 */
export async function enrol(
  phone: Phone,
  opened: OpenedClaim,
  choices: EnrolmentChoices,
): Promise<Enrolment> {
  const { verification } = choices
  if (verification.kind === 'pin' && weaknessOfPin(verification.pin) !== null) throw new Problem('pin-weak')

  const deviceKey = await makeDeviceKey(phone.store)
  const jwk = await publicJwkOf(deviceKey.publicKey)
  const jkt = await thumbprintOf(jwk)
  const { root, seed } = await obtainRoot(phone, choices.identity)
  try {
    const pinSalt = verification.kind === 'pin' ? randomBytes(16) : null
    const registered =
      verification.kind === 'wa'
        ? await verification.register(
            await sha256(verificationChallenge.enrolment(opened.eid, opened.nonce, jkt)),
          )
        : undefined
    const proofOfPin =
      verification.kind === 'pin' && pinSalt ? await pinProofOf(verification.pin, pinSalt) : undefined

    const finish = async (offsetSeconds: number) => {
      const { iss, eid, nonce } = opened
      const iat = serverSeconds(phone, offsetSeconds)
      const pop = await signJws(
        messageTypes.pop,
        { jwk },
        {
          v: protocolVersion,
          aud: iss,
          nonce,
          eid,
          cth: await hash(opened.claim),
          did: root.did,
          dev: choices.description,
          iat,
        },
        signerOf(deviceKey.privateKey),
      )
      const grant = await signJws(
        messageTypes.grant,
        { kid: keyIdOfDid(root.did) },
        { v: protocolVersion, iss: root.did, aud: iss, jkt, eid, nonce, scope: ['approve'], iat },
        root.sign,
      )
      const body: Input<typeof finishEnrolment>['body'] = {
        v: protocolVersion,
        pop,
        grant,
        ...(registered && { wac: registered.wac }),
        ...(proofOfPin && { pin: proofOfPin }),
        push: choices.push,
      }
      return sendTwice(() => callPublic(phone, iss, finishEnrolment, { params: { eid }, body }))
    }

    let offsetSeconds = 0
    const finished = await finish(offsetSeconds).catch((error: unknown) => {
      const offset = offsetFrom(phone, error)
      if (offset === undefined) throw error
      offsetSeconds = offset
      return finish(offset)
    })

    const enrolment: Enrolment = {
      deviceId: finished.device_id,
      iss: opened.iss,
      deviceKey,
      did: root.did,
      org: opened.org,
      user: finished.user,
      statusKeys: [finished.status_key, ...(finished.next_status_key ? [finished.next_status_key] : [])],
      jwksUri: below(opened.iss, finished.jwks_uri),
      vapidKey: finished.vapid_key,
      credentialId: registered?.wac.id ?? null,
      pinSalt,
      shortCode: await shortCodeOf(jkt, opened.nonce),
      clockOffsetSeconds: offsetSeconds,
      counter: 0,
      enrolledAt: phone.clock(),
    }
    if (seed) {
      const prf = registered?.prf && { output: registered.prf, credentialId: registered.wac.id }
      await phone.store.putIdentity(await sealSeed(phone.store, root.did, seed, prf))
    }
    await phone.store.putEnrolment(enrolment)
    return enrolment
  } finally {
    root.close()
  }
}

/** A fresh or restored root key with the seed that has yet to be sealed, or an existing one, opened after its person was verified. */
async function obtainRoot(
  phone: Phone,
  choice: EnrolmentChoices['identity'],
): Promise<{ root: RootKey; seed: Bytes | null }> {
  if (choice.kind === 'new') return makeRootKey()
  if (choice.kind === 'restored') {
    const seed = await openSeed(choice.identity, undefined)
    const isHeld = (await phone.store.listEnrolments()).some(({ did }) => did === choice.identity.did)
    return { root: await openRootKey(seed), seed: isHeld ? null : seed }
  }
  const { verification, deviceId } = choice.unlock
  const enrolment = await phone.store.findEnrolment(deviceId)
  const identity = (await phone.store.listIdentities()).find(({ did }) => did === choice.did)
  if (!enrolment || !identity) throw new Error('this phone does not hold that identity')
  const { prf } = await verifyPerson(phone, enrolment, 'grant', verification)
  return {
    root: await openIdentity(identity, await prfOf(identity, enrolment, verification, prf)),
    seed: null,
  }
}

/** The identities that an enrolment can be granted by, with an enrolment of each that can verify the person. */
export async function listUsableIdentities(
  phone: Phone,
): Promise<readonly { identity: Identity; enrolment: Enrolment }[]> {
  const enrolments = await phone.store.listEnrolments()
  return (await phone.store.listIdentities()).flatMap((identity) => {
    const enrolment = unlockersOf(identity, enrolments)[0]
    return enrolment ? [{ identity, enrolment }] : []
  })
}

/** Challenge keys are fetched from the issuer alone, whatever a reply says. */
function below(iss: string, uri: string): string {
  if (!uri.startsWith(`${iss}/`))
    throw new Problem('internal-error', 'The organisation named keys of another')
  return uri
}
