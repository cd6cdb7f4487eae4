import type { CeremonyId, SessionId, UserId } from '#contract/ids.ts'
import { type Ceremony, mostPasskeys, type Passkey, type PasskeyRegistration } from '#contract/passkeys.ts'
import { Problem } from '#contract/problem.ts'
import type { User } from '#contract/users.ts'
import { algorithms, verifyRegistration } from '#platform/web-authn.ts'
import { record } from '../audit/record.ts'
import { holdUser } from '../users/hold-user.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { beginCeremony, ceremonySeconds, endCeremony } from './ceremony.ts'
import { sendPasskeyMail } from './passkey-mail.ts'
import { insertPasskey, isDeviceCredential, passkeysOf, toPasskey } from './passkeys.sql.ts'
import { canUsePasskeys, originOf, rpIdOf, userHandleOf } from './relying-party.ts'
import { requireFirstProof } from './require-first-proof.ts'

interface Owner {
  readonly userId: UserId
  /** Whoever began is the one who finishes. */
  readonly sessionId: SessionId
}

/**
 * What the browser is asked to make (WebAuthn Level 3 §5.4): a discoverable credential that verifies its person, bound to the
 * organisation's host. What the app made on this device is another thing and is not excluded: both live side by side.
 *
 * @throws {Problem} `needs-https`, `user-deactivated`, `too-many-passkeys`, `first-passkey-guarded`
 */
export async function beginPasskey(work: Work, { userId, sessionId }: Owner): Promise<Ceremony> {
  if (!canUsePasskeys(work.base)) throw new Problem('needs-https')
  const { user, passkeys } = await holdOwner(work, { userId, sessionId })
  const { id, challenge } = await beginCeremony(work, { purpose: 'add', sessionId })
  return {
    id,
    options: {
      rp: { id: rpIdOf(work.base), name: work.base.name },
      user: { id: userHandleOf(userId).toString('base64url'), name: user.email, displayName: user.name },
      challenge,
      pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
      timeout: ceremonySeconds * 1000,
      excludeCredentials: passkeys.map(({ credentialId, transports }) => ({
        type: 'public-key',
        id: credentialId,
        transports,
      })),
      authenticatorSelection: {
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required',
      },
      attestation: 'none',
      extensions: { credProps: true },
    },
  }
}

/**
 * Adds what the browser made. The person is told by mail: a passkey that somebody else added opens their account.
 *
 * @returns `passkey-refused` as a value, so that the ceremony stays spent
 * @throws {Problem} `user-deactivated`, `too-many-passkeys`, `first-passkey-guarded`
 */
export async function addPasskey(
  work: Work,
  {
    userId,
    sessionId,
    ceremonyId,
    credential,
    name,
  }: Owner & { ceremonyId: CeremonyId; credential: PasskeyRegistration; name: string },
): Promise<Passkey | Problem> {
  const { user } = await holdOwner(work, { userId, sessionId })
  const challenge = await endCeremony(work, { purpose: 'add', sessionId }, ceremonyId)
  if (!challenge)
    return new Problem('passkey-refused', 'That took too long, or was answered already. Begin again.')
  const { clientDataJSON, attestationObject, transports = [] } = credential.response
  const made = await verifyRegistration(
    { id: credential.id, clientDataJSON, attestationObject },
    { challenge, origin: originOf(work.base), rpId: rpIdOf(work.base) },
  )
  if (!made || (await isDeviceCredential(work, made.id))) return new Problem('passkey-refused')
  const added = await insertPasskey(work, {
    userId,
    credentialId: made.id,
    publicKey: Buffer.from(made.publicKey),
    counter: made.counter,
    synced: made.backupEligible,
    transports: transports.filter((transport) => known.has(transport)),
    name,
  })
  if (!added) return new Problem('passkey-refused', 'That passkey is in use here already.')
  await record(
    work,
    'passkey.added',
    { userId, passkeyId: added.id, synced: added.synced },
    { name: added.name },
  )
  await sendPasskeyMail(work, user, { kind: 'added', name })
  work.notify('passkey', userId)
  return toPasskey(added)
}

/** `AuthenticatorTransport` (WebAuthn Level 3 §5.8.4). What else a browser says is not handed to others. */
const known: ReadonlySet<string> = new Set(['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal'])

/** Their row is held: of two that are added at once the second counts the first. */
async function holdOwner(
  work: Work,
  { userId, sessionId }: Owner,
): Promise<{ user: User; passkeys: Awaited<ReturnType<typeof passkeysOf>> }> {
  const user = await holdUser(work, { userId })
  // A session that was ended a moment ago leaves no passkey behind.
  await requireStanding(work)
  if (user?.status !== 'active') throw new Problem('user-deactivated')
  const passkeys = await passkeysOf(work, userId)
  if (passkeys.length === 0) await requireFirstProof(work, { user, sessionId, act: 'first-passkey' })
  if (passkeys.length >= mostPasskeys) throw new Problem('too-many-passkeys')
  return { user, passkeys }
}
