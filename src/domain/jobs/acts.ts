import type { UserId } from '#contract/ids.ts'
import type { BulkAct } from '#contract/jobs.ts'
import { type Permission, rankOf } from '#contract/permissions.ts'
import { Problem, type ProblemCode } from '#contract/problem.ts'
import type { Deactivation, User } from '#contract/users.ts'
import { assignAccount } from '../accounts/assign-account.ts'
import { record } from '../audit/record.ts'
import { canEnrol } from '../claims/can-enrol.ts'
import { issueClaim } from '../claims/issue-claim.ts'
import { verifyEmail } from '../emails/verify-email.ts'
import { requirePasswordReset } from '../passwords/require-password-reset.ts'
import { revokeAllSessions } from '../sessions/revoke-sessions.ts'
import { deactivateUser } from '../users/deactivate-user.ts'
import { getUser } from '../users/get-user.ts'
import { reactivateUser } from '../users/reactivate-user.ts'
import type { Work } from '../work.ts'

/** What the operation of the same name asks for, done to one person. */
export const permissionFor: Record<BulkAct['act'], Permission> = {
  'send-invitation': 'claims:write',
  'require-password-reset': 'passwords:write',
  'revoke-sessions': 'sessions:write',
  deactivate: 'users:write',
  reactivate: 'users:write',
  'verify-email': 'users:write',
  'add-to-application': 'users:write',
  export: 'users:export',
}

/** `skip`: it is so already. */
export type Verdict = 'ready' | 'skip' | { readonly refused: ProblemCode }

/**
 * What would become of one person: asked for the preview of an act and again, with the person as they are then, before it is done. The
 * operation itself has the last word, on what only it can see: who else is an owner, whether there is a session.
 */
export function judge(work: Work, act: BulkAct, user: User): Verdict {
  const refused = (code: ProblemCode) => ({ refused: code })
  if (act.act === 'export') return 'ready'
  if (rankOf(user.adminRole) > rankOf(work.actor.adminRole)) return refused('higher-rank')
  switch (act.act) {
    case 'send-invitation':
      if (user.status === 'deactivated') return refused('user-deactivated')
      if (user.activeDevices > 0) return 'skip'
      return canEnrol(work.base) ? 'ready' : refused('needs-https')
    case 'require-password-reset':
      if (!user.hasPassword) return refused('no-password')
      return user.requirePasswordReset ? 'skip' : 'ready'
    case 'deactivate':
      if (user.id === work.actor.id) return refused('cannot-deactivate-self')
      if (user.removal) return refused('user-removed')
      return user.deactivation && isSame(user.deactivation, act.deactivation) ? 'skip' : 'ready'
    case 'reactivate':
      if (user.removal) return refused('user-removed')
      return user.deactivation ? 'ready' : 'skip'
    case 'verify-email':
      return user.emailVerified ? 'skip' : 'ready'
    case 'revoke-sessions':
    case 'add-to-application':
      return 'ready'
  }
}

/**
 * Does the act to one person, by the ordinary operation, as whoever acts in `work`.
 *
 * @returns whether there was anything to do
 * @throws {Problem} whatever the operation refuses with
 */
export async function perform(work: Work, act: BulkAct, userId: UserId): Promise<boolean> {
  const verdict = judge(work, act, await getUser(work, { userId }))
  if (verdict === 'skip') return false
  if (verdict !== 'ready') throw new Problem(verdict.refused)
  switch (act.act) {
    case 'send-invitation':
      await issueClaim(work, { userId, kind: 'mail', unattended: true })
      return true
    case 'require-password-reset':
      await requirePasswordReset(work, { userId, required: true })
      return true
    case 'revoke-sessions':
      // Whoever revokes everybody's stays signed in to see how it goes.
      return (await revokeAllSessions(work, { userId, keepCurrent: true })) > 0
    case 'deactivate':
      await deactivateUser(work, { userId, ...act.deactivation })
      return true
    case 'reactivate':
      await reactivateUser(work, { userId })
      return true
    case 'verify-email':
      await verifyEmail(work, { userId })
      return true
    case 'add-to-application':
      return assignAccount(work, { userId, applicationId: act.applicationId })
    case 'export':
      // The file is made of who is there when it is fetched.
      await record(work, 'user.exported', { userId })
      return true
  }
}

const isSame = (a: Deactivation, b: Deactivation) =>
  a.kind === b.kind &&
  a.reason === b.reason &&
  a.message === b.message &&
  a.until?.getTime() === b.until?.getTime()
