import { Problem } from '#contract/problem.ts'
import type { RestoreProof } from '#contract/settings.ts'
import { findApproval } from '../approvals/find-approval.ts'
import { redeemApproval } from '../approvals/redeem-approval.ts'
import { record } from '../audit/record.ts'
import { findClaim } from '../claims/find-claim.ts'
import { issueRestoreClaim } from '../claims/issue-restore-claim.ts'
import { limitTries } from '../claims/limit-tries.ts'
import { spendForRestore } from '../claims/spend-for-restore.ts'
import { unixSeconds } from '../devices/signed.ts'
import { hit } from '../limits/hit.ts'
import { tellPerson } from '../mail/tell-person.ts'
import { decideSignIn } from '../sign-in/decide-sign-in.ts'
import type { Work } from '../work.ts'
import { provedRestore } from './proved-restore.ts'
import { isCode } from './restore-code.ts'
import { restoreMissedWords } from './restore-mails.ts'
import { type Person, type RestoreRow, updateRestore } from './restores.sql.ts'

/** Of one restore, whatever is shown. */
const maximumTries = 5
/** Of one person over all restores of theirs: misses wait. */
const misses = { limit: 10, windowSeconds: 3600 }

export type Finished =
  | { state: 'waiting' }
  | { state: 'proved'; claim: string; exp: number }
  | { state: 'refused' }

/**
 * Takes the further proof of a restore, and gives a claim that serves this identity alone. The same proof again gives another claim in the
 * place of the first, as long as that was not used: a reply may have been lost. Refusals that count are returned.
 *
 * An administrator's setup code is spent here, and the person goes on with the claim that they get for it.
 *
 * @throws {Problem} as `provedRestore`
 */
export async function finishRestoreProof(
  work: Work,
  input: { sid: string; by: RestoreProof; code?: string | undefined },
): Promise<Finished | Problem> {
  const { by, code = '' } = input
  const { restore, person } = await provedRestore(work, input)
  if (restore.shownBy && (restore.shownBy !== by || (await isUsed(work, restore))))
    throw new Problem('restore-not-found')
  const shown =
    by === 'device'
      ? await answerOfPhone(work, restore, person)
      : await tryCode(work, restore, person, by, code)
  if (shown !== 'shown') return shown

  const { token, claimId, expiresAt } = await issueRestoreClaim(work, {
    userId: person.id,
    restoreId: restore.id,
    // Another phone of theirs vouched: nothing is taken for lost.
    purpose: by === 'device' ? 'add' : 'restore',
  })
  await updateRestore(work, restore.id, { shownBy: by, claimId })
  return { state: 'proved', claim: token, exp: unixSeconds(expiresAt) }
}

async function isUsed(work: Work, { claimId }: RestoreRow): Promise<boolean> {
  const claim = claimId ? await findClaim(work, { claimId }) : undefined
  return claim?.spent !== false
}

async function answerOfPhone(
  work: Work,
  { id: restoreId, requestId, shownBy }: RestoreRow,
  { id: userId }: Person,
): Promise<'shown' | Finished> {
  if (shownBy === 'device') return 'shown'
  const request = requestId ? await findApproval(work, { id: requestId }) : undefined
  if (request?.state === 'pending') return { state: 'waiting' }
  if (request?.state === 'approved') {
    const verdict = await decideSignIn(work, { userId, applicationId: null, purpose: 'approve' })
    const redeemed =
      verdict.allowed && (await redeemApproval(work, { id: request.id, restoreId }).catch(whereEnded))
    if (redeemed) return 'shown'
  }
  // Said once: the phone stops asking then.
  if (request) {
    await updateRestore(work, restoreId, { requestId: null })
    await record(work, 'restore.refused', { userId, why: 'refused' })
  }
  return { state: 'refused' }
}

function whereEnded(error: unknown): undefined {
  if (error instanceof Problem && error.code === 'request-ended') return undefined
  throw error
}

/** The try is counted before anything is compared. */
async function tryCode(
  work: Work,
  restore: RestoreRow,
  person: Person,
  by: 'mail' | 'sms' | 'claim',
  code: string,
): Promise<'shown' | Problem> {
  if (restore.tries >= maximumTries) return new Problem('restore-not-found')
  if (by === 'claim') {
    const limited = await limitTries(work)
    if (limited) return limited
  }
  const { allowed, retryAfterSeconds } = await hit(work, { key: `restore-try:${person.id}`, ...misses })
  if (!allowed) return new Problem('rate-limited', undefined, { members: { retryAfterSeconds } })
  await updateRestore(work, restore.id, { tries: restore.tries + 1 })

  const refusal =
    by === 'claim'
      ? await spendForRestore(work, { claim: code, userId: person.id, restoreId: restore.id })
      : isRight(work, restore, by, code)
        ? null
        : new Problem('code-wrong')
  if (!refusal) return 'shown'
  await record(work, 'restore.refused', { userId: person.id, why: 'code-wrong' })
  if (restore.tries + 1 === maximumTries) await tellPerson(work, person, restoreMissedWords(work, person))
  return refusal
}

function isRight(work: Work, restore: RestoreRow, by: 'mail' | 'sms', code: string): boolean {
  const { id, codeMethod, codeMac, codeUntil } = restore
  if (codeMethod !== by || !codeMac || !codeUntil || codeUntil <= work.now) return false
  return isCode(work, id, code, codeMac)
}
