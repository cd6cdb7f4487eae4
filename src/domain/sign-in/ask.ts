import { askApproval } from '../approvals/ask-approval.ts'
import { record } from '../audit/record.ts'
import { emailKey } from '../users/email-key.ts'
import { findUserByEmail } from '../users/find-user-by-email.ts'
import type { Work } from '../work.ts'
import { decideSignIn } from './decide-sign-in.ts'
import type { Place } from './place.ts'
import { findKnownBrowser, type SignIn, setAsked, setFailed } from './sign-in.sql.ts'
import { findTarget } from './target.ts'

/**
 * Asks the phone of whoever has this address, in place of an earlier request of this sign-in.
 *
 * Where the address is nobody's, or its person cannot sign in, the policy of the target decides: `neutral` makes a request all the
 * same, which no phone ever sees; `tell` ends the sign-in. The reason is kept for administrators either way.
 */
export async function ask(
  work: Work,
  { signIn, address, place }: { signIn: SignIn; address: string; place: Place | null },
): Promise<'asked' | 'refused'> {
  const target = await findTarget(work, signIn.applicationId)
  const user = await findUserByEmail(work, address)
  const userId = user?.id ?? null
  const { applicationId } = signIn
  const { allowed, failed } = await decideSignIn(work, { userId, applicationId, purpose: 'ask' })
  const addressMac = work.keys.mac('address', `${work.base.tenantId}:${emailKey(address)}`)
  if (failed) {
    await record(work, 'user.signin.failed', { userId, signInId: signIn.id, applicationId, reason: failed })
    if (target.unknownAddress === 'tell') {
      await setFailed(work, { id: signIn.id, failure: failed, userId, address, addressMac })
      return 'refused'
    }
  }

  const browserHash = signIn.knownHash ?? signIn.browserHash
  const before = userId
    ? await findKnownBrowser(work, { userId, browserHash, country: place?.country ?? null })
    : { known: false, newPlace: false }
  const request = await askApproval(work, {
    userId: allowed ? userId : null,
    address,
    action: 'sign-in',
    signInId: signIn.id,
    sessionId: null,
    application: { id: target.id, clientId: target.clientId, name: target.name },
    digits: target.digits,
    browserHash,
    knownBrowser: before.known,
    place,
    newPlace: before.newPlace,
    reason: null,
  })
  await setAsked(work, { id: signIn.id, address, addressMac, userId, requestId: request.id, failure: failed })
  return 'asked'
}
