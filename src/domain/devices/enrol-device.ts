import { calculateJwkThumbprint } from 'jose'
import * as z from 'zod/mini'
import type { ClaimPurpose } from '#contract/claims.ts'
import type { RegistrationResponse } from '#contract/device-enrolments.ts'
import {
  GrantClaims,
  maximumAgeSeconds,
  messageTypes,
  PopClaims,
  PublicKeyP256,
  type PushRegistration,
  verificationChallenge,
} from '#contract/device-messages.ts'
import type { DeviceId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import { sha256 } from '#platform/hash.ts'
import { newId } from '#platform/id.ts'
import { record, recordAll } from '../audit/record.ts'
import { findClaim } from '../claims/find-claim.ts'
import { spendClaim } from '../claims/spend-claim.ts'
import { isRetired } from '../identities/is-retired.ts'
import { tellAdmins } from '../mail/tell-admins.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { findRestore } from '../restores/find-restore.ts'
import { readSetting } from '../settings/read-setting.ts'
import { activateUser } from '../users/activate-user.ts'
import { getUser } from '../users/get-user.ts'
import { hasAnotherAdmin } from '../users/has-another-admin.ts'
import type { Work } from '../work.ts'
import { findDeviceByJkt, findPushTarget, insertDevice } from './devices.sql.ts'
import { keyIdOfDid, publicKeyOfDid } from './did-key.ts'
import { enrolledWords } from './enrolled-mail.ts'
import {
  findEnrolment,
  holdDid,
  identityOf,
  isRestoredByClaimAlone,
  isUsedByAnother,
  liftRestoreByClaim,
} from './enrolments.sql.ts'
import { hintOf } from './open-enrolment.ts'
import { macOfPin } from './pin.ts'
import { sealPushSubscription } from './push-subscription.ts'
import { restoredForAdmins, restoredWords } from './restored-mails.ts'
import { ringOthers } from './ring-others.ts'
import { peek, readSigned, requireFresh } from './signed.ts'
import { takeOver } from './take-over.ts'
import { type PlatformCredential, verifyRegistration } from './web-authn.ts'

export interface Proofs {
  readonly pop: string
  readonly grant: string
  readonly wac?: RegistrationResponse | undefined
  readonly pin?: string | undefined
  readonly push: PushRegistration
}

export interface Enrolled {
  readonly deviceId: DeviceId
  readonly user: { readonly name: string; readonly hint: string }
  readonly shortCode: string
  /** `pending`: an administrator has yet to compare the short code. */
  readonly state: 'active' | 'pending'
}

/**
 * Enrols a phone by an opened claim. From then on its person is active, holds the phone's DID and can approve with it. The very same
 * proofs again give the same answer: a reply may have been lost.
 *
 * @throws {Problem} in the order of the checks below; nothing is changed then, and the claim is still good
 */
export async function enrolDevice(
  work: Work,
  { eid, ...proofs }: { eid: string } & Proofs,
): Promise<Enrolled> {
  // (1) The enrolment is known and in time.
  const enrolment = await findEnrolment(work, eid)
  if (!enrolment) throw new Problem('claim-invalid')
  // (2) The claim is unspent, unless by these proofs.
  const claim = await findClaim(work, { claimId: enrolment.claimId })
  if (!claim) throw new Problem('claim-invalid')
  const jwk = deviceKeyIn(proofs.pop)
  const jkt = jwk && (await calculateJwkThumbprint(jwk))
  const repeated = claim.spent && jkt ? await findDeviceByJkt(work, jkt) : undefined
  const isRepeated = repeated?.userId === claim.userId && repeated.state !== 'removed'
  if (!claim.open && !isRepeated) throw new Problem('claim-invalid')
  const { userId } = claim
  const user = await getUser(work, { userId })
  if (user.status === 'deactivated') throw new Problem('user-deactivated')

  // (3) The device key is the phone's, and speaks of this enrolment.
  const pop = jwk && (await readSigned(proofs.pop, messageTypes.pop, jwk, PopClaims))
  const isPop =
    pop &&
    jkt &&
    pop.aud === work.base.baseUrl &&
    pop.nonce === enrolment.nonce &&
    pop.eid === eid &&
    pop.cth === enrolment.claimHash.toString('base64url')
  if (!isPop) throw new Problem('pop-invalid')
  requireFresh(work.now, pop.iat, maximumAgeSeconds)
  const enrolled = {
    user: { name: user.name, hint: hintOf(user.email) },
    shortCode: shortCodeOf(jkt, enrolment.nonce),
  }
  if (repeated && isRepeated)
    return { ...enrolled, deviceId: repeated.id, state: repeated.state === 'pending' ? 'pending' : 'active' }

  // (4) Nobody else has this key, and nobody had it.
  if (await findDeviceByJkt(work, jkt)) throw new Problem('key-in-use')
  // (5) The identity grants exactly this key, here.
  await requireGrant(work, proofs.grant, { did: pop.did, jkt, eid, nonce: enrolment.nonce })
  // From here on nobody else in this tenant enrols with this DID before we are done.
  await holdDid(work, pop.did)
  // (6), (7), (8) The DID is this user's to bring, and of a claim that a restore earned, that restore's.
  await requireOwnDid(work, pop.did, claim.purpose, user)
  const restore = claim.restoreId === null ? null : await findRestore(work, { restoreId: claim.restoreId })
  if (restore !== null && restore?.did !== pop.did) throw new Problem('did-mismatch')
  // (9) The person can be verified from now on.
  const credential = await verifyChoice(work, proofs, { eid, nonce: enrolment.nonce, jkt })

  const { verifiesEmail } = await spendClaim(work, { claimId: enrolment.claimId })
  const identityId = await identityOf(work, pop.did)
  await activateUser(work, { userId: user.id, did: pop.did, identityId, verifiesEmail })
  // Their row is held from here on: a phone that is reported lost at this moment comes before or after.
  const shownBy = restore?.shownBy ?? 'claim'
  if (shownBy === 'claim') await liftRestoreByClaim(work, user.id)
  else if (await isRestoredByClaimAlone(work, user.id)) throw new Problem('claim-invalid')

  const deviceId = newId(work.now) as DeviceId
  const { push } = proofs
  const { purpose } = claim
  const state = (await waitsForConfirmation(work, claim, user)) ? 'pending' : 'active'
  const isActive = state === 'active'
  const pushTarget = isActive && push.kind === 'webpush' && !(await findPushTarget(work, user.id))
  const inserted = await insertDevice(work, {
    id: deviceId,
    userId: user.id,
    jkt,
    publicJwk: JSON.stringify(jwk),
    did: pop.did,
    state,
    name: pop.dev.name,
    model: pop.dev.model ?? null,
    platform: pop.dev.platform,
    osVersion: pop.dev.os_version ?? null,
    appVersion: pop.dev.app_version ?? null,
    lang: pop.dev.lang ?? null,
    pushState: push.kind === 'webpush' ? 'ok' : 'none',
    pushWhy: push.kind === 'none' ? push.why : null,
    pushSubscriptionSealed: push.kind === 'webpush' ? sealPushSubscription(work, deviceId, push) : null,
    pushTarget,
    waCredentialId: credential?.id ?? null,
    waPublicKey: credential ? Buffer.from(credential.publicKey) : null,
    waCounter: credential?.counter ?? null,
    waBackupEligible: credential?.backupEligible ?? null,
    shortCode: isActive ? null : enrolled.shortCode,
    purpose,
    pinMac: proofs.pin === undefined ? null : macOfPin(work, deviceId, proofs.pin),
    enrolledAt: work.now,
    lastActiveAt: work.now,
  })
  if (!inserted) throw new Problem('key-in-use')

  await recordAll(work, [
    { type: 'claim.used', data: { userId, claimId: enrolment.claimId, deviceId } },
    {
      type: 'device.enrolled',
      data: { userId, deviceId, platform: pop.dev.platform, purpose },
      personal: { name: pop.dev.name },
    },
  ])
  if (pushTarget) await record(work, 'device.activated', { userId, deviceId, by: 'enrolment' })
  await ringOthers(work, { userId, except: deviceId })
  if (purpose === 'restore') {
    const device = { id: deviceId, userId, pushState: push.kind === 'webpush' ? 'ok' : 'none' } as const
    const replaces = isActive ? await takeOver(work, device) : []
    await record(work, 'device.restored', { userId, deviceId, by: shownBy, replaces })
    await tellPerson(work, user, restoredWords(work, user, pop.dev.name))
    await tellAdmins(work, restoredForAdmins(work, user, pop.dev.name, state))
  } else await tellPerson(work, user, enrolledWords(work, user, pop.dev.name))
  return { ...enrolled, deviceId, state }
}

/**
 * Whether the policy wants an administrator to compare the short code before a phone can answer that was set up by this claim. Not where
 * nobody else may, and the server itself showed the code: an owner alone would never get back in.
 */
async function waitsForConfirmation(
  work: Work,
  { purpose, byServer }: { purpose: ClaimPurpose; byServer: boolean },
  { id: userId, adminRole }: User,
): Promise<boolean> {
  const { confirm } = await readSetting(work, 'devices')
  const isAsked = confirm === 'every' || (confirm === 'restored' && purpose === 'restore')
  if (!isAsked || !byServer || adminRole === null) return isAsked
  return hasAnotherAdmin(work, { userId, adminRole, permission: 'devices:write' })
}

/** The public key in the header of a `pop`: P-256, and nothing private beside it. */
function deviceKeyIn(jws: string): z.output<typeof PublicKeyP256> | undefined {
  const parsed = z.safeParse(PublicKeyP256, peek(jws)?.header.jwk)
  return parsed.success ? parsed.data : undefined
}

async function requireGrant(
  work: Work,
  jws: string,
  expected: { did: string; jkt: string; eid: string; nonce: string },
): Promise<void> {
  const { did, jkt, eid, nonce } = expected
  const key = publicKeyOfDid(did)
  const isNamed = peek(jws)?.header.kid === keyIdOfDid(did)
  const grant = key && isNamed && (await readSigned(jws, messageTypes.grant, key, GrantClaims))
  const isGrant =
    grant &&
    grant.iss === did &&
    grant.jkt === jkt &&
    grant.eid === eid &&
    grant.nonce === nonce &&
    grant.aud === work.base.baseUrl &&
    grant.scope.includes('approve')
  if (!isGrant) throw new Problem('grant-invalid')
  requireFresh(work.now, grant.iat, maximumAgeSeconds)
}

async function requireOwnDid(work: Work, did: string, purpose: ClaimPurpose, user: User): Promise<void> {
  if (await isRetired(work, { did })) throw new Problem('did-retired')
  if (await isUsedByAnother(work, did, user.id as UserId)) throw new Problem('did-in-use')
  const isFirst = purpose === 'enrol' || purpose === 'reset'
  const isExpected = isFirst ? user.did === null : user.did === did
  if (!isExpected) throw new Problem('did-mismatch')
}

async function verifyChoice(
  work: Work,
  { wac, pin }: Proofs,
  { eid, nonce, jkt }: { eid: string; nonce: string; jkt: string },
): Promise<PlatformCredential | undefined> {
  if (!wac && pin === undefined) throw new Problem('uv-required')
  if (!wac) return undefined
  const text = verificationChallenge.enrolment(eid, nonce, jkt)
  const credential = await verifyRegistration(wac, text, work.base.appUrl)
  if (!credential) throw new Problem('uv-failed')
  return credential
}

/** Six digits for both ends to compare. */
export function shortCodeOf(jkt: string, nonce: string): string {
  return String(sha256(jkt + nonce).readUInt32BE(0) % 1_000_000).padStart(6, '0')
}
