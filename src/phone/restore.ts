import { messageTypes, protocolVersion } from '#contract/device-messages.ts'
import { askRestoreProof, finishRestoreProof, openRestore, proveRestore } from '#contract/device-restores.ts'
import type { Result } from '#contract/operation.ts'
import type { RestoreProof } from '#contract/settings.ts'
import { BackupError, type BackupSecret, openContainer, type SealedBackup } from './backup-container.ts'
import { fromBase64url } from './base64url.ts'
import { callPublic, offsetFrom } from './call.ts'
import { keyIdOfDid } from './did-key.ts'
import { signJws } from './jws.ts'
import type { Identity } from './key-store.ts'
import { openIdentity, openRootKey, sealSeed } from './keys.ts'
import { type Phone, serverSeconds } from './phone.ts'
import { sendTwice } from './send-twice.ts'

/** One organisation of a backup. */
export interface BackedUpAccount {
  readonly did: string
  readonly iss: string
  readonly org: string
  readonly user: string
}

export interface OpenedBackup {
  /** Unix seconds. */
  readonly madeAt: number
  readonly accounts: readonly BackedUpAccount[]
  /** Sealed under keys of this session, which lie in no store: a phone that is switched off here has kept nothing. */
  readonly identities: readonly Identity[]
}

/**
 * Opens a backup. Its seeds are sealed again at once, each to be opened for one use.
 *
 * @throws {BackupError} `wrong-secret`; `not-a-backup` when a seed is not that of its DID
 */
export async function openBackup(
  phone: Phone,
  sealed: SealedBackup,
  secret: BackupSecret,
): Promise<OpenedBackup> {
  const content = await openContainer(sealed, secret)
  const identities: Identity[] = []
  for (const { did, seed: text } of content.identities) {
    const seed = fromBase64url(text)
    const identity = await sealSeed(phone.store, did, seed, undefined)
    const root = await openRootKey(seed)
    root.close()
    if (root.did !== did) throw new BackupError('not-a-backup')
    identities.push(identity)
  }
  const accounts = content.identities.flatMap(({ did, enrolments }) =>
    enrolments.filter(({ iss }) => isIssuer(iss)).map((enrolment) => ({ did, ...enrolment })),
  )
  return { madeAt: content.made_at, accounts, identities }
}

const isIssuer = (iss: string) => URL.canParse(iss) && /^https?:$/.test(new URL(iss).protocol)

/** A restore that the organisation knows of: what it takes further, and where that would go. Nothing of it is secret. */
export interface BegunRestore extends Result<typeof proveRestore> {
  readonly iss: string
  readonly sid: string
  /** When it ends, in milliseconds by this phone's clock, however wrong that is. */
  readonly endsAt: number
}

/**
 * Proves an identity of a backup to one organisation, which then says how things stand.
 *
 * @throws {Problem} `did-retired`, `account-gone`, `user-deactivated`, `rate-limited`, `restore-proof-invalid`
 */
export async function beginRestore(phone: Phone, identity: Identity, iss: string): Promise<BegunRestore> {
  const { did } = identity
  const { sid, nonce, exp } = await callPublic(phone, iss, openRestore, {
    params: {},
    body: { v: protocolVersion, did },
  })
  const root = await openIdentity(identity, undefined)
  let known = 0
  const prove = async (offsetSeconds: number) => {
    known = offsetSeconds
    const iat = serverSeconds(phone, offsetSeconds)
    const claims = { v: protocolVersion, iss: did, aud: iss, sid, nonce, iat }
    const proof = await signJws(messageTypes.restore, { kid: keyIdOfDid(did) }, claims, root.sign)
    const body = { v: protocolVersion, proof } as const
    return sendTwice(() => callPublic(phone, iss, proveRestore, { params: { sid }, body }))
  }
  try {
    const proved = await prove(0).catch((error: unknown) => {
      const offset = offsetFrom(phone, error)
      if (offset === undefined) throw error
      return prove(offset)
    })
    return { ...proved, iss, sid, endsAt: (exp - known) * 1000 }
  } finally {
    root.close()
  }
}

/**
 * Has a code sent, or asks another phone of the person. `number`: what is to be typed there.
 *
 * @throws {Problem} `restore-not-found`: begin again; `restore-proof-refused`, `rate-limited`
 */
export const askProof = (
  phone: Phone,
  { iss, sid }: Pick<BegunRestore, 'iss' | 'sid'>,
  by: 'mail' | 'sms' | 'device',
): Promise<Result<typeof askRestoreProof>> =>
  callPublic(phone, iss, askRestoreProof, { params: { sid }, body: { v: protocolVersion, by } })

/**
 * Shows the further proof. `proved` carries the claim to enrol with; `waiting` until the other phone has answered.
 *
 * @param code of `mail` and `sms` what was sent; of `claim` an administrator's setup code, or the token of its link.
 * @throws {Problem} `code-wrong`, `claim-invalid`, `claim-locked`, `restore-not-found`, `restore-proof-refused`, `rate-limited`
 */
export const showProof = (
  phone: Phone,
  { iss, sid }: Pick<BegunRestore, 'iss' | 'sid'>,
  by: RestoreProof,
  code?: string,
): Promise<Result<typeof finishRestoreProof>> =>
  callPublic(phone, iss, finishRestoreProof, {
    params: { sid },
    body: { v: protocolVersion, by, ...(code && { code }) },
  })
