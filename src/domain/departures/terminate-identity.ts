import type { TenantId, UserId } from '#contract/ids.ts'
import { rankOf } from '#contract/permissions.ts'
import { Problem } from '#contract/problem.ts'
import { record } from '../audit/record.ts'
import { tellAdmins } from '../mail/tell-admins.ts'
import { emailKey } from '../users/email-key.ts'
import { holdToEnd, holdToLeave } from '../users/hold-user.ts'
import { type Ground, systemActor, type Tenancy, transact, type Work } from '../work.ts'
import { dropTerminationOrder, findTerminationOrder } from './departures.sql.ts'
import { holdSignIns } from './erase.sql.ts'
import { erasePerson } from './erase-person.ts'
import { lapsedWords } from './lapsed-mail.ts'
import { askedTerminations, everywhere, isLastOwner, type PersonSomewhere } from './terminations.sql.ts'

export type { PersonSomewhere } from './terminations.sql.ts'

/** What organisations asked for and the operator has not carried out, oldest first. */
export const listTerminations = (ground: Ground) => askedTerminations(ground)

/** What a termination of this person would end, over all organisations; `keeps` is where it would take the last owner. */
export async function planTermination(
  ground: Ground,
  { tenantId, email }: { tenantId: TenantId; email: string },
): Promise<{ people: PersonSomewhere[]; keeps: PersonSomewhere[] }> {
  const people = await everywhere(ground, { tenantId, emailKey: emailKey(email) })
  const keeps: PersonSomewhere[] = []
  for (const person of people) if (await isLastOwner(ground, person)) keeps.push(person)
  return { people, keeps }
}

/**
 * Carries a termination out: the person is deleted in every organisation, each in a unit of its own, as the system. Where it breaks off,
 * it is run again: what is done stays done.
 *
 * @throws {Problem} `last-owner` where somebody became the last owner since the plan; those before them are gone by then
 */
export async function terminateIdentity(
  ground: Ground,
  input: {
    people: readonly PersonSomewhere[]
    findTenancy: (id: TenantId) => Promise<Tenancy | undefined>
  },
): Promise<number> {
  let ended = 0
  for (const { tenantId, userId } of input.people) {
    const tenancy = await input.findTenancy(tenantId)
    if (!tenancy) continue
    await transact(ground, tenancy, 'write', systemActor(tenantId, 'command-line'), async (work) => {
      const { user, isLastOwner: isLast } = await holdToEnd(work, { userId })
      if (isLast) throw new Problem('last-owner')
      await erasePerson(work, user, { reason: 'terminated', erase: false })
    })
    ended += 1
  }
  return ended
}

/** An order that could not be carried out for a day is no surprise to anybody later: it is given again. */
const orderMs = 86_400_000

/**
 * What an administrator of another organisation ordered, where one operator owns them all: this organisation's part, as the system. Nothing
 * happens where it was done already. It lapses after a day, and where they have been given a higher rank since: whoever ordered it was measured
 * against the rank of before. Where it lapses the other administrators here hear of it.
 *
 * @throws {Problem} `last-owner` where they became the last owner since: it is tried again for that day, and goes through once there is another
 */
export async function carryOutTermination(work: Work, { userId }: { userId: UserId }): Promise<void> {
  await holdSignIns(work, userId)
  const { user, isLastOwner } = await holdToLeave(work, { userId })
  const order = await findTerminationOrder(work, userId)
  if (!user || !order) return
  const isPromoted = rankOf(user.adminRole) > rankOf(order.adminRole)
  if (isPromoted || work.now.getTime() - order.orderedAt.getTime() > orderMs) {
    await dropTerminationOrder(work, userId)
    const why = isPromoted ? 'promoted' : 'late'
    await record(work, 'user.termination.lapsed', { userId, why })
    await tellAdmins(work, lapsedWords(work, user, { orderedAt: order.orderedAt, why }), { but: userId })
    return
  }
  if (isLastOwner) throw new Problem('last-owner')
  await erasePerson(work, user, { reason: 'terminated', erase: false })
}
