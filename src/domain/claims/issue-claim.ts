import type { Claim, ClaimPurpose } from '#contract/claims.ts'
import { claimLink } from '#contract/device-messages.ts'
import type { ClaimId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { newId } from '#platform/id.ts'
import { randomCrockford, randomDigits, randomToken } from '#platform/random.ts'
import { recordAll } from '../audit/record.ts'
import { languageOf } from '../mail/language-of.ts'
import { setupMail } from '../mail/setup-mail.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { requireOwnProof } from '../passkeys/require-own-proof.ts'
import { readSetting } from '../settings/read-setting.ts'
import { mailAddress } from '../users/email-key.ts'
import { requireRank } from '../users/require-rank.ts'
import { requireStanding } from '../users/require-standing.ts'
import type { Work } from '../work.ts'
import { canEnrol } from './can-enrol.ts'
import { claimCodeHash, claimGuardHash, claimTokenHash } from './claim-hash.ts'
import { insertClaim, lockHolder } from './claims.sql.ts'
import { voidClaims } from './void-claims.ts'

export interface ClaimSecret {
  /** 32 random bytes, base64url: inside the link. */
  readonly token: string
  /** Ten Crockford characters. */
  readonly code: string
  readonly link: string
  readonly expiresAt: Date
}

/** On screen it is used at once, in front of whoever asked for it. */
const screenSeconds = 600
const dayMs = 86_400_000

/**
 * Issues a claim, and with it ends the earlier ones of that person. The secret comes back only for the screen; the other kind goes
 * out by mail, and waits for its reader for as long as the policy says. Who gave a personal address is written to there, since their work
 * mailbox may itself be behind this sign-in; else it goes to the work address, and using it verifies that address.
 *
 * The purpose follows from what the person has, unless it is given. No DID → `enrol`, or `reset` where they had one that was unregistered. A
 * DID → `restore`, with or without a phone: the next one brings the same identity from a backup. Nothing here resets a DID.
 *
 * Where the policy guards invitations that leave the organisation, one to a personal address opens with six more digits alone, which
 * come back once for whoever asks to pass on; a restore needs none, having the backup. Where nobody is there to be shown them
 * (`unattended`), the mail goes to the work address.
 *
 * @throws {Problem} `user-not-found`, `user-deactivated`, `higher-rank`, `needs-https`, for oneself `first-passkey-guarded`; as `requireStanding`
 */
export async function issueClaim(
  work: Work,
  input: { userId: UserId; purpose?: ClaimPurpose; kind: 'screen' | 'mail'; unattended?: true },
): Promise<{ claim: Claim; secret: ClaimSecret | null; guardCode: string | null }> {
  const { userId, kind } = input
  const user = await lockHolder(work, userId)
  await requireStanding(work)
  if (!user) throw new Problem('user-not-found')
  requireRank(work, user)
  if (user.status === 'deactivated') throw new Problem('user-deactivated')
  // With a phone of their own making an administrator would lift the guard of their first passkey.
  await requireOwnProof(work, { userId })
  if (!canEnrol(work.base)) throw new Problem('needs-https')

  const purpose = input.purpose ?? purposeFor(user)
  const policy = await readSetting(work, 'devices')
  const isGuarded = policy.guardPersonalInvitations && purpose !== 'restore'
  const goesOutside = user.personalEmail !== null && !(isGuarded && input.unattended)
  const guardCode = kind === 'mail' && isGuarded && goesOutside ? randomDigits(6) : null

  const token = randomToken(32)
  const code = randomCrockford(10)
  const link = claimLink(work.base.appUrl, work.base.baseUrl, token)
  // A new id carries its brand from here on.
  const id = newId() as ClaimId
  const lasts = kind === 'screen' ? screenSeconds * 1000 : policy.invitationDays * dayMs
  const expiresAt = new Date(work.now.getTime() + lasts)
  await voidClaims(work, { userId })
  await insertClaim(work, {
    id,
    userId,
    purpose,
    kind,
    tokenHash: claimTokenHash(token),
    codeHash: kind === 'screen' ? claimCodeHash(work.keys, code) : null,
    emailKey: kind === 'mail' && !goesOutside ? user.emailKey : null,
    guardHash: guardCode === null ? null : claimGuardHash(work.keys, id, guardCode),
    issuedBy: work.actor.id,
    expiresAt,
  })
  if (kind === 'mail') {
    const words = setupMail(languageOf(work.base), {
      firstName: user.firstName,
      organisation: work.base.name,
      purpose,
      link,
      expiresAt,
      guarded: guardCode !== null,
    })
    const to = mailAddress((goesOutside && user.personalEmail) || user.email)
    await queueMail(work, { to, ...words }, { expiresAt })
  }
  const issued = { userId, claimId: id, purpose, kind, expiresAt: expiresAt.toISOString() }
  await recordAll(work, [
    { type: 'claim.issued', data: issued },
    ...(kind === 'mail' ? [{ type: 'invitation.sent' as const, data: { userId, claimId: id } }] : []),
  ])
  work.notify('claim', id)
  const claim: Claim = { id, purpose, kind, state: 'issued', issuedAt: work.now, expiresAt }
  return { claim, secret: kind === 'screen' ? { token, code, link, expiresAt } : null, guardCode }
}

function purposeFor({ did, wasReset }: { did: string | null; wasReset: unknown }): ClaimPurpose {
  if (did !== null) return 'restore'
  return wasReset ? 'reset' : 'enrol'
}
