import type { SignInId, UserId } from '#contract/ids.ts'
import { addressBlock, addressNeighbourhood, isLoopbackAddress } from '#platform/client-address.ts'
import { hit } from '../limits/hit.ts'
import { languageOf } from '../mail/language-of.ts'
import { letter } from '../mail/letter.ts'
import { passwordLinkMails } from '../mail/texts/password-links.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { readSetting } from '../settings/read-setting.ts'
import { emailKey, mailAddress } from '../users/email-key.ts'
import { findUserByEmail } from '../users/find-user-by-email.ts'
import type { Work } from '../work.ts'
import { issuePasswordLink } from './issue-password-link.ts'
import { allowedBy } from './password-allowed.ts'
import { findOwner, findPassword, type Owner } from './passwords.sql.ts'

const windowSeconds = 3600
/** An office behind one address forgets a few passwords an hour; one person is not written to more often than this. */
const limits = { block: 30, neighbourhood: 150, address: 4 }

/** Nobody has it. */
const nobodysId = '00000000-0000-0000-0000-000000000000' as UserId

/**
 * "Forgot password": mails a link to whoever may have a password and has confirmed their address, something else that helps to whoever
 * may not, and nothing to anybody else. What comes back is the same for all of them, and so is what is asked of the database.
 *
 * `limited` tells of the caller's network and says nothing of the address. The unit has to commit either way.
 */
export async function forgotPassword(
  work: Work,
  { address, signInId }: { address: string; signInId: SignInId | null },
): Promise<{ kind: 'done' } | { kind: 'limited'; retryAfterSeconds: number }> {
  const refused = await limitNetwork(work)
  if (refused) return { kind: 'limited', retryAfterSeconds: refused }
  const key = `forgot-address:${emailKey(address)}`
  const { allowed: again } = await hit(work, { key, limit: limits.address, windowSeconds })
  const found = await findUserByEmail(work, address)
  const owner = await findOwner(work, found?.id ?? nobodysId)
  const policy = await readSetting(work, 'password')
  const { order } = await readSetting(work, 'sign-in')
  const reach =
    owner && again ? reachOf(owner, allowedBy(policy, owner) && order.includes('password')) : 'nobody'

  if (owner && reach === 'link') await issuePasswordLink(work, { owner, purpose: 'forgot', signInId })
  else if (owner && reach !== 'nobody' && reach !== 'link') await explain(work, owner, reach)
  else await pretend(work)
  return { kind: 'done' }
}

type Reach = 'link' | 'provider' | 'phone' | 'unverified' | 'invited' | 'nobody'

function reachOf(owner: Owner, allowed: boolean): Reach {
  if (owner.status === 'deactivated') return 'nobody'
  if (!allowed) return owner.providerLinks > 0 ? 'provider' : 'phone'
  if (owner.emailVerified) return 'link'
  return owner.status === 'invited' ? 'invited' : 'unverified'
}

async function explain(work: Work, owner: Owner, reach: Exclude<Reach, 'link' | 'nobody'>): Promise<void> {
  const language = languageOf(work.base)
  const about = { organisation: work.base.name, firstName: owner.firstName, reach }
  const mail = letter(language, passwordLinkMails(language).instead(about))
  await queueMail(work, { to: mailAddress(owner.email), ...mail })
  await lookInVain(work, 3)
}

/** As many round trips as for somebody who is written to: what it takes says nothing of whether there is somebody. */
const pretend = (work: Work) => lookInVain(work, 4)

async function lookInVain(work: Work, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) await findPassword(work, nobodysId)
}

/** Seconds to wait; 0 where there is nothing to wait for. */
async function limitNetwork(work: Work): Promise<number> {
  const { ip } = work.actor.origin
  // Behind a proxy that is not named everybody comes from this computer.
  if (!ip || isLoopbackAddress(ip)) return 0
  const keys = [
    { key: `forgot:${addressBlock(ip)}`, limit: limits.block },
    { key: `forgot-block:${addressNeighbourhood(ip)}`, limit: limits.neighbourhood },
  ]
  for (const { key, limit } of keys) {
    const { allowed, retryAfterSeconds } = await hit(work, { key, limit, windowSeconds })
    if (!allowed) return retryAfterSeconds
  }
  return 0
}
