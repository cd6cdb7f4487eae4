import type { CeremonyId, SignInId } from '#contract/ids.ts'
import type { Ceremony, PasskeyAssertion } from '#contract/passkeys.ts'
import { record } from '../audit/record.ts'
import { hit } from '../limits/hit.ts'
import { beginCeremony, ceremonySeconds } from '../passkeys/ceremony.ts'
import { checkPasskey, type Refusal } from '../passkeys/check-passkey.ts'
import { rpIdOf } from '../passkeys/relying-party.ts'
import { getUser } from '../users/get-user.ts'
import type { Work } from '../work.ts'
import { advance } from './advance.ts'
import { openSignIn } from './bound.ts'
import type { BrowserCookies } from './browser.ts'
import { offeredWays } from './offered-ways.ts'
import type { Place } from './place.ts'
import { changeSignIn, hasShown, nothingShown, type SignIn } from './sign-in.sql.ts'
import { moved, type Step } from './step.ts'

/** A page asks again every few minutes while it stands open; nobody's hand is that quick. */
const limit = { limit: 60, windowSeconds: 600 }

/** Whose step it is. */
interface From {
  readonly id: SignInId
  readonly cookies: BrowserCookies
}

/**
 * What the browser is asked to sign for this sign-in. The same for everybody, whatever address was typed: no passkey is named, so that
 * nobody learns who has one.
 *
 * @returns undefined where no passkey is asked for here, or it was asked for too often
 */
export async function beginPasskeySignIn(work: Work, { id, cookies }: From): Promise<Ceremony | undefined> {
  const signIn = await openForPasskey(work, { id, cookies })
  if (!signIn) return undefined
  const counted = await hit(work, { key: `passkey-sign-in:${id}`, ...limit })
  if (!counted.allowed) return undefined
  const ceremony = await beginCeremony(work, { purpose: 'sign-in', signInId: id })
  return {
    id: ceremony.id,
    options: {
      challenge: ceremony.challenge,
      rpId: rpIdOf(work.base),
      userVerification: 'required',
      timeout: ceremonySeconds * 1000,
    },
  }
}

/**
 * Takes the passkey that this browser answered with. It names its person, so that no address need be typed; where one was, it has to be
 * theirs. Whoever showed it may hear why it leads nowhere.
 */
export async function tryPasskey(
  work: Work,
  {
    ceremonyId,
    credential,
    keep,
    place,
    ...from
  }: From & {
    ceremonyId: CeremonyId
    credential: PasskeyAssertion
    keep: boolean
    place: Place | null
  },
): Promise<Step> {
  const signIn = await openForPasskey(work, from)
  if (!signIn) return moved
  const { id: signInId, applicationId } = signIn
  const holder = { purpose: 'sign-in', signInId } as const
  const used = await checkPasskey(work, { holder, ceremonyId, credential })
  if (used.kind === 'refused') {
    await noteRefusal(work, signIn, used)
    return { kind: 'wrong-passkey', why: used.why }
  }
  const { id: passkeyId, userId, synced } = used.passkey
  // A name that was typed is not exchanged for another: the person would be signed in as somebody whom they did not name.
  if (signIn.state === 'asked' && signIn.userId !== userId) {
    const reason = 'passkey-other'
    await record(work, 'user.signin.failed', { userId, signInId, applicationId, reason })
    return { kind: 'wrong-passkey', why: 'other' }
  }
  const { email } = await getUser(work, { userId })
  const offered = await offeredWays(work, signIn)
  const shown = await changeSignIn(work, signIn, {
    ...(signIn.state === 'begun' && { ...nothingShown, address: email, keep: keep && offered.keep }),
    state: 'asked',
    method: 'passkey',
    userId,
    passkeyAt: work.now,
    passkeyId,
    passkeyHardware: !synced,
    failure: null,
  })
  await advance(work, { signIn: shown, place })
  return moved
}

/** Only a passkey of somebody is written down: what nobody has may be anybody's, and says nothing of them. */
async function noteRefusal(
  work: Work,
  { id: signInId, applicationId }: SignIn,
  { why, passkey }: { why: Refusal; passkey: { userId: SignIn['userId'] } | null },
): Promise<void> {
  if (!passkey) return
  const { userId } = passkey
  const reason = why === 'copied' ? 'passkey-copied' : 'wrong-passkey'
  await record(work, 'user.signin.failed', { userId, signInId, applicationId, reason })
}

/** Undefined where no passkey is asked for, or not any more. It is asked for on every page that offers it, and where nothing less is enough. */
async function openForPasskey(work: Work, from: From): Promise<SignIn | undefined> {
  const signIn = await openSignIn(work, { ...from, lock: true })
  if (typeof signIn === 'string' || signIn.passkeyAt) return undefined
  if (signIn.state !== 'begun' && signIn.state !== 'asked') return undefined
  if (hasShown(signIn)) return signIn.method === 'passkey' ? signIn : undefined
  const { order } = await offeredWays(work, signIn)
  return order.includes('passkey') ? signIn : undefined
}
