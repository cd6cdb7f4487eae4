import { type BackupContent, protocolVersion } from '#contract/device-messages.ts'
import type { DeviceId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type BackupSecret, sealContainer } from './backup-container.ts'
import { base64url } from './base64url.ts'
import type { Enrolment, Identity } from './key-store.ts'
import { openSeed } from './keys.ts'
import { type Phone, serverSeconds, type Verification } from './phone.ts'
import { prfOf, unlockersOf } from './unlock-identity.ts'
import { verifyPerson } from './verify-person.ts'

export interface MadeBackup {
  readonly container: string
  /** Unix seconds, by the server's clock. */
  readonly madeAt: number
  /** Whose accounts are in it. */
  readonly deviceIds: readonly DeviceId[]
}

/**
 * Makes a backup of every identity on this phone with its organisations; for each identity the person is verified by one of them first.
 * Nothing is sent but that question: call `reportBackup` once the backup lies somewhere.
 *
 * @param verificationOf how the person is verified by an enrolment: each identity may have its own PIN.
 * @throws {Problem} `pin-wrong` with `left`, `uv-failed`, `rate-limited`, or why no organisation of an identity could be asked
 * @throws {TypeError} when the phone is offline
 */
export async function makeBackup(
  phone: Phone,
  secret: BackupSecret,
  verificationOf: (enrolment: Enrolment) => Verification,
): Promise<MadeBackup> {
  const enrolments = await phone.store.listEnrolments()
  const identities: BackupContent['identities'] = []
  let offset = 0
  for (const identity of await phone.store.listIdentities()) {
    const own = enrolments.filter(({ did }) => did === identity.did)
    if (own.length === 0) continue
    const opened = await openVerified(phone, identity, unlockersOf(identity, enrolments), verificationOf)
    offset = opened.offset
    identities.push({
      did: identity.did,
      seed: opened.seed,
      enrolments: own.map(({ iss, org, user }) => ({ iss, org: org.name, user: user.hint })),
    })
  }
  if (identities.length === 0) throw new Error('this phone holds nothing to back up')
  const madeAt = serverSeconds(phone, offset)
  const content: BackupContent = { v: protocolVersion, identities, made_at: madeAt }
  const held = new Set(identities.map(({ did }) => did))
  return {
    container: await sealContainer(content, secret),
    madeAt,
    deviceIds: enrolments.filter(({ did }) => held.has(did)).map(({ deviceId }) => deviceId),
  }
}

/** The organisation that refuses this phone may not be the only one that knows its person. */
const elsewhere = ['device-removed', 'device-suspended', 'device-signature-invalid', 'unavailable']

async function openVerified(
  phone: Phone,
  identity: Identity,
  unlockers: readonly Enrolment[],
  verificationOf: (enrolment: Enrolment) => Verification,
): Promise<{ seed: string; offset: number }> {
  let refusal: unknown
  for (const enrolment of unlockers) {
    const verification = verificationOf(enrolment)
    try {
      const { prf } = await verifyPerson(phone, enrolment, 'backup', verification)
      const seed = await openSeed(identity, await prfOf(identity, enrolment, verification, prf))
      const text = base64url(seed)
      seed.fill(0)
      return { seed: text, offset: enrolment.clockOffsetSeconds }
    } catch (error) {
      refusal = error
      if (!(error instanceof Problem) || !elsewhere.includes(error.code)) throw error
    }
  }
  throw refusal
}
