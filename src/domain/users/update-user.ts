import type { UserId } from '#contract/ids.ts'
import type { Input } from '#contract/operation.ts'
import { Problem } from '#contract/problem.ts'
import type { updateUser as contract, User } from '#contract/users.ts'
import { record } from '../audit/record.ts'
import { endCodes } from '../codes/end-codes.ts'
import { requireOwnProof } from '../passkeys/require-own-proof.ts'
import { tell } from '../self/tell.ts'
import { endWeakSessions } from '../sessions/end-weak-sessions.ts'
import { requireStepUp } from '../sign-in/require-step-up.ts'
import type { Work } from '../work.ts'
import { endHandedOut } from './end-handed-out.ts'
import { endMailed } from './end-mailed.ts'
import { parseMobile } from './parse-mobile.ts'
import { readEmail } from './read-email.ts'
import { requireRank } from './require-rank.ts'
import { requireStanding } from './require-standing.ts'
import { indexPeople } from './search/index-people.ts'
import { searchKeys } from './search-keys.ts'
import { hasExternalId, lockOwnersAnd, lockUser, saveUser } from './users.sql.ts'

/** What can be changed beside the role; all of it is personal. */
type Personal = Pick<User, 'firstName' | 'lastName' | 'mobile' | 'personalEmail' | 'externalId'>
const personalFields = ['firstName', 'lastName', 'mobile', 'personalEmail', 'externalId'] as const

/**
 * Saves name, contact, external id and role in one, or nothing of it. What is left out stays; what is as it was counts as no change, and where
 * nothing changes there is neither event nor new version. A demotion counts from this instant: sessions stay, and the next request finds the
 * role that is held then.
 *
 * Of another mobile number or personal address the person hears at the addresses from before.
 *
 * @param input `ifMatch`: the version that the caller saw
 * @throws {Problem} `user-not-found`, `higher-rank` (also for the new role), `version-mismatch`, `external-id-in-use`, `invalid-request`; of
 * a change of role `step-up-required`, `cannot-change-own-role`, `last-owner`; of a personal address or a mobile number `step-up-required`; of
 * one’s own personal address `first-passkey-guarded`
 */
export async function updateUser(
  work: Work,
  { userId, ifMatch, ...wanted }: { userId: UserId; ifMatch: number } & Input<typeof contract>['body'],
): Promise<User> {
  // Owners are held where one might go; renaming somebody waits for nobody else.
  const { owners, user } =
    wanted.adminRole === undefined
      ? { owners: [], user: await lockUser(work, userId) }
      : await lockOwnersAnd(work, userId)
  await requireStanding(work)
  if (!user) throw new Problem('user-not-found')
  requireRank(work, user)
  if (user.version !== ifMatch) throw new Problem('version-mismatch')

  const after = personalAfter(user, wanted)
  const changed = personalFields.filter((field) => after[field] !== user[field])
  const adminRole = wanted.adminRole === undefined ? user.adminRole : wanted.adminRole
  const roleChanges = adminRole !== user.adminRole
  if (roleChanges) {
    requireStepUp(work)
    if (user.id === work.actor.id) throw new Problem('cannot-change-own-role')
    requireRank(work, { adminRole })
    if (owners.length === 1 && owners[0] === user.id) throw new Problem('last-owner')
  }
  if (changed.length === 0 && !roleChanges) return user
  // Setup codes and warnings are mailed to the one; codes that sign in, and restore a backup, are sent to both.
  if (changed.includes('personalEmail') || changed.includes('mobile')) requireStepUp(work)
  if (changed.includes('personalEmail')) await requireOwnProof(work, { userId })
  if (changed.includes('externalId') && after.externalId !== null) {
    if (await hasExternalId(work, after.externalId, userId)) throw new Problem('external-id-in-use')
  }

  const { firstName, lastName, mobile } = after
  const saved = await saveUser(work, userId, {
    ...after,
    name: `${firstName} ${lastName}`,
    ...searchKeys({ firstName, lastName, mobile }),
    adminRole,
    role: adminRole ? 'admin' : 'user',
  })
  if (!saved) throw new Problem('external-id-in-use')
  await indexPeople(work, [saved])
  // What was sent there lies with somebody else, perhaps.
  if (changed.includes('personalEmail') && user.personalEmail !== null) await endMailed(work, { userId })
  else if (changed.includes('mobile') && user.mobile !== null) await endCodes(work, { userId })
  if (changed.length > 0) {
    // Which fields; what stood in them is personal.
    const changes = Object.fromEntries(changed.map((field) => [field, { before: null, after: null }]))
    const personal = Object.fromEntries(
      changed.flatMap((field) => [
        [`${field} before`, user[field] ?? undefined],
        [`${field} after`, after[field] ?? undefined],
      ]),
    )
    await record(work, 'user.updated', { userId, changes }, personal)
  }
  // Whoever was only invited has no account yet that anybody could be after.
  if ((changed.includes('personalEmail') || changed.includes('mobile')) && user.status !== 'invited')
    await tell(work, user, user.id === work.actor.id ? 'contact' : 'contact-by-admin')
  if (roleChanges) {
    await record(work, 'user.role.changed', { userId, before: user.adminRole, after: adminRole })
    await endWeakSessions(work, { userId, was: user.adminRole, adminRole })
    // Whoever handed it out may rank below them from now on.
    if (adminRole !== null) await endHandedOut(work, { userId })
  }
  return saved
}

function personalAfter(user: User, wanted: Input<typeof contract>['body']): Personal {
  const { firstName, lastName, mobile, personalEmail, externalId } = wanted
  return {
    firstName: firstName ?? user.firstName,
    lastName: lastName ?? user.lastName,
    mobile: mobile === undefined ? user.mobile : mobile && parseMobile(mobile),
    personalEmail:
      personalEmail === undefined
        ? user.personalEmail
        : personalEmail && readEmail('personalEmail', personalEmail),
    externalId: externalId === undefined ? user.externalId : externalId,
  }
}
