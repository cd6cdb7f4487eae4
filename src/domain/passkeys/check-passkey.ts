import type { CeremonyId } from '#contract/ids.ts'
import type { PasskeyAssertion } from '#contract/passkeys.ts'
import { equalInConstantTime } from '#platform/hash.ts'
import { verifyAssertion } from '#platform/web-authn.ts'
import { record } from '../audit/record.ts'
import { languageOf } from '../mail/language-of.ts'
import { tellAdmins } from '../mail/tell-admins.ts'
import { adminMails } from '../mail/texts/administrators.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import type { Holder } from './ceremonies.sql.ts'
import { endCeremony } from './ceremony.ts'
import { sendPasskeyMail } from './passkey-mail.ts'
import { changePasskey, isDeviceCredential, lockByCredential, type PasskeyRow } from './passkeys.sql.ts'
import { originOf, rpIdOf, userHandleOf } from './relying-party.ts'

/**
 * Why a passkey did not count. `late`: its ceremony was over, answered, or somebody else's. `unknown`: nobody here has it. `app`: it is
 * what verifies the person in the app. `wrong`: anything about the answer itself. `copied`: there may be two of it.
 */
export type Refusal = 'late' | 'unknown' | 'app' | 'wrong' | 'copied'

export type Checked =
  | { readonly kind: 'right'; readonly passkey: PasskeyRow }
  | { readonly kind: 'refused'; readonly why: Refusal; readonly passkey: PasskeyRow | null }

/**
 * Takes the one answer of a ceremony (WebAuthn Level 3 §7.2): which passkey it is, that the person was verified, at this origin and for
 * this host, and that its counter rose. Whether its person may do anything with it is for the caller to decide.
 *
 * The caller's unit has to commit either way: an answer is spent, and a copy is written down.
 */
export async function checkPasskey(
  work: Work,
  {
    holder,
    ceremonyId,
    credential,
  }: { holder: Holder; ceremonyId: CeremonyId; credential: PasskeyAssertion },
): Promise<Checked> {
  const refused = (why: Refusal, passkey: PasskeyRow | null = null) =>
    ({ kind: 'refused', why, passkey }) as const
  const challenge = await endCeremony(work, holder, ceremonyId)
  if (!challenge) return refused('late')
  const passkey = await lockByCredential(work, credential.id)
  if (!passkey) return refused((await isDeviceCredential(work, credential.id)) ? 'app' : 'unknown')

  const { userHandle, ...response } = credential.response
  const { userId, credentialId: id, publicKey, counter: stored } = passkey
  // Who chose it from a list of their own names themselves by it (§7.2, step 6).
  const handle = userHandle ? Buffer.from(userHandle, 'base64url') : null
  if (handle ? !equalInConstantTime(handle, userHandleOf(userId)) : holder.purpose === 'sign-in')
    return refused('wrong', passkey)
  const asserted = await verifyAssertion(
    { id: credential.id, ...response },
    { challenge, origin: originOf(work.base), rpId: rpIdOf(work.base) },
    // The counter is looked at below: one that does not rise says more than that the answer was wrong.
    { id, publicKey, counter: 0 },
  )
  // Whether it may be copied by its maker never changes (§7.2, step 18).
  if (!asserted || asserted.backupEligible !== passkey.synced) return refused('wrong', passkey)

  if (passkey.copiedAt) return refused('copied', passkey)
  const received = asserted.counter
  if ((received > 0 || stored > 0) && received <= stored) {
    await noteCopy(work, passkey, received)
    return refused('copied', passkey)
  }
  await changePasskey(work, { userId, passkeyId: passkey.id }, { counter: received, lastUsedAt: work.now })
  return { kind: 'right', passkey }
}

/** Which of the two is the copy nobody knows: from now on neither counts. */
async function noteCopy(
  work: Work,
  { id: passkeyId, userId, name, counter: stored }: PasskeyRow,
  received: number,
): Promise<void> {
  await changePasskey(work, { userId, passkeyId }, { copiedAt: work.now })
  await record(work, 'passkey.copied', { userId, passkeyId, stored, received }, { name })
  const user = await getUser(work, { userId })
  await sendPasskeyMail(work, user, { kind: 'copied', name })
  const words = adminMails(languageOf(work.base)).passkeyCopied({
    organisation: work.base.name,
    name: user.name,
    email: user.email,
    href: `${work.base.baseUrl}/admin/users/${userId}`,
  })
  await tellAdmins(work, words)
  work.notify('passkey', userId)
}
