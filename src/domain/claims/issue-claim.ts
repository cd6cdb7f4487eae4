import type { Claim, ClaimPurpose } from '#contract/claims.ts'
import { claimLink } from '#contract/device-messages.ts'
import type { ClaimId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { newId } from '#platform/id.ts'
import { randomCrockford, randomToken } from '#platform/random.ts'
import { recordAll } from '../audit/record.ts'
import { resetIdentity } from '../identities/reset-identity.ts'
import { setupMail } from '../mail/setup-mail.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { mailAddress } from '../users/email-key.ts'
import { requireRank } from '../users/require-rank.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { canEnrol } from './can-enrol.ts'
import { claimCodeHash, claimTokenHash } from './claim-hash.ts'
import { insertClaim, lockHolder, voidClaims } from './claims.sql.ts'

export interface ClaimSecret {
  /** 32 random bytes, base64url: inside the link. */
  readonly token: string
  /** Ten Crockford characters. */
  readonly code: string
  readonly link: string
  readonly expiresAt: Date
}

/** On screen it is used at once, in front of whoever asked for it; a mail waits for its reader. */
const lifetimeSeconds = { screen: 600, mail: 7 * 24 * 3600 } as const

/**
 * Issues a claim, and with it ends the earlier ones of that person. The secret comes back only for the screen; the other kind goes
 * out by mail. Who gave a personal address is written to there, since their work mailbox may itself be behind this sign-in; else it
 * goes to the work address, and using it verifies that address.
 *
 * The purpose follows from what the person has, unless it is given. No DID → `enrol`. A DID whose last phone was removed died with that
 * phone, since nothing holds a copy of it: it is reset → `reset`. Who has a phone is refused: a new one brings another identity.
 *
 * @throws {Problem} `user-not-found`, `user-deactivated`, `higher-rank`, `needs-https`, `has-device`; as `requireStanding`
 */
export async function issueClaim(
  work: Work,
  input: { userId: UserId; purpose?: ClaimPurpose; kind: 'screen' | 'mail' },
): Promise<{ claim: Claim; secret: ClaimSecret | null; guardCode: string | null }> {
  const { userId, kind } = input
  const user = await lockHolder(work, userId)
  await requireStanding(work)
  if (!user) throw new Problem('user-not-found')
  requireRank(work, user)
  if (user.status === 'deactivated') throw new Problem('user-deactivated')
  if (!canEnrol(work.base)) throw new Problem('needs-https')

  const purpose =
    input.purpose ?? (await purposeFor(work, { userId, did: user.did, hasDevice: Boolean(user.hasDevice) }))
  const token = randomToken(32)
  const code = randomCrockford(10)
  const link = claimLink(work.base.appUrl, work.base.baseUrl, token)
  // A new id carries its brand from here on.
  const id = newId() as ClaimId
  const expiresAt = new Date(work.now.getTime() + lifetimeSeconds[kind] * 1000)
  await voidClaims(work, userId)
  await insertClaim(work, {
    id,
    userId,
    purpose,
    kind,
    tokenHash: claimTokenHash(token),
    codeHash: kind === 'screen' ? claimCodeHash(work.keys, code) : null,
    emailKey: kind === 'mail' && user.personalEmail === null ? user.emailKey : null,
    issuedBy: work.actor.id,
    expiresAt,
  })
  if (kind === 'mail') {
    const words = setupMail({
      firstName: user.firstName,
      organisation: work.base.name,
      purpose,
      link,
      expiresAt,
    })
    const to = mailAddress(user.personalEmail ?? user.email)
    await queueMail(work, { to, ...words }, { expiresAt })
  }
  const issued = { userId, claimId: id, purpose, kind, expiresAt: expiresAt.toISOString() }
  await recordAll(work, [
    { type: 'claim.issued', data: issued },
    ...(kind === 'mail' ? [{ type: 'invitation.sent' as const, data: { userId, claimId: id } }] : []),
  ])
  work.notify('claim', id)
  const claim: Claim = { id, purpose, kind, state: 'issued', issuedAt: work.now, expiresAt }
  return { claim, secret: kind === 'screen' ? { token, code, link, expiresAt } : null, guardCode: null }
}

async function purposeFor(
  work: Work,
  { userId, did, hasDevice }: { userId: UserId; did: string | null; hasDevice: boolean },
): Promise<ClaimPurpose> {
  if (hasDevice) return 'restore'
  if (did === null) return 'enrol'
  await resetIdentity(work, { userId, why: 'no-device-left' })
  return 'reset'
}
