import { maximumAgeSeconds, messageTypes, RestoreClaims } from '#contract/device-messages.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { keyIdOfDid, publicKeyOfDid } from '../devices/did-key.ts'
import { hintOf } from '../devices/open-enrolment.ts'
import { peek, readSigned, requireFresh } from '../devices/signed.ts'
import { isRetired } from '../identities/is-retired.ts'
import type { Work } from '../work.ts'
import { type RestoreProofs, restoreProofs } from './restore-proofs.ts'
import { lockRestore, personOf, type RestoreRow, updateRestore } from './restores.sql.ts'

export interface Proved extends RestoreProofs {
  readonly org: { readonly name: string; readonly logo: null }
  readonly user: { readonly name: string; readonly hint: string }
}

/**
 * Takes the signature by the root key of a backup. Whoever has it hears the truth about the identity, and which further proof is accepted:
 * the backup alone opens nothing. The truth that refuses is returned: it has been recorded.
 *
 * @throws {Problem} `restore-not-found`, `restore-proof-invalid`, `unsupported-version`, `clock`; nothing is changed then
 */
export async function proveRestore(
  work: Work,
  { sid, proof }: { sid: string; proof: string },
): Promise<Proved | Problem> {
  const restore = await lockRestore(work, sid)
  if (!restore) throw new Problem('restore-not-found')
  await requireProof(work, restore, proof)

  const { did } = restore
  if (await isRetired(work, { did })) {
    await record(work, 'restore.refused', { userId: null, why: 'did-retired' })
    return new Problem('did-retired')
  }
  const person = await personOf(work, did)
  if (!person) {
    await record(work, 'restore.refused', { userId: null, why: 'account-gone' })
    return new Problem('account-gone')
  }
  if (person.status === 'deactivated') {
    await record(work, 'restore.refused', { userId: person.id, why: 'user-deactivated' })
    return new Problem('user-deactivated')
  }
  await updateRestore(work, sid, { provedAt: work.now, userId: person.id })
  return {
    org: { name: work.base.name, logo: null },
    user: { name: person.name, hint: hintOf(person.email) },
    ...(await restoreProofs(work, person)),
  }
}

async function requireProof(work: Work, { id, did, nonce }: RestoreRow, jws: string): Promise<void> {
  const key = publicKeyOfDid(did)
  const isNamed = peek(jws)?.header.kid === keyIdOfDid(did)
  const proof = key && isNamed && (await readSigned(jws, messageTypes.restore, key, RestoreClaims))
  const isProof =
    proof && proof.iss === did && proof.aud === work.base.baseUrl && proof.sid === id && proof.nonce === nonce
  if (!isProof) throw new Problem('restore-proof-invalid')
  requireFresh(work.now, proof.iat, maximumAgeSeconds)
}
