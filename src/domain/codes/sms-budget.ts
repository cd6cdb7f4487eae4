import type { UserId } from '#contract/ids.ts'
import { addressBlock, isLoopbackAddress } from '#platform/client-address.ts'
import { record } from '../audit/record.ts'
import { hit } from '../limits/hit.ts'
import { tellAdmins } from '../mail/tell-admins.ts'
import type { Work } from '../work.ts'
import { budgetWords } from './budget-mail.ts'

/** Who has a text sent: the person, in a browser of theirs or with their identity's key, or anybody who knows an address. */
export type Asker = 'person' | 'stranger'

const windowSeconds = 86_400
/** To one number, whoever asks: a code is asked for again now and then, and nobody's phone is made to ring all day. */
const toOneNumber = { limit: 10, windowSeconds }
/** Of those as many for strangers: some are left for the person's own browsers. */
const toOnePerson = { limit: 4, windowSeconds }
/** By strangers from one address block, whoever they are for. */
const fromOneBlock = { limit: 10, windowSeconds }

/** How many of the day's texts strangers may have sent in all: whatever they do, the other half is for people in their own browsers. */
export const strangersShare = (perDay: number): number => Math.ceil(perDay / 2)
/** Administrators hear of it while there is something left. */
export const nearEnd = (perDay: number): number => Math.ceil(perDay * 0.8)

/**
 * Takes one text from what the organisation may send in a day, the narrowest bound first, so that what one refuses is not taken from the
 * next. Administrators are told once a day when little is left, and when strangers have used up their share.
 *
 * @param input `to` in E.164
 * @returns false where one of the bounds is reached
 */
export async function takeFromBudget(
  work: Work,
  { userId, to, asker, perDay }: { userId: UserId; to: string; asker: Asker; perDay: number },
): Promise<boolean> {
  const { ip } = work.actor.origin
  const share = strangersShare(perDay)
  const bounds = [{ key: `sms:to:${to}`, ...toOneNumber }]
  if (asker === 'stranger') {
    // Behind a proxy that is not named everybody comes from here.
    if (ip && !isLoopbackAddress(ip)) bounds.unshift({ key: `sms:from:${addressBlock(ip)}`, ...fromOneBlock })
    bounds.unshift({ key: `sms:for:${userId}`, ...toOnePerson })
  }
  for (const bound of bounds) if (!(await hit(work, bound)).allowed) return false
  if (asker === 'stranger') {
    const { allowed, hits } = await hit(work, { key: 'sms:day:strangers', limit: share, windowSeconds })
    if (hits === share) await tell(work, { whose: 'strangers', used: share, perDay })
    if (!allowed) return false
  }
  const { allowed, hits } = await hit(work, { key: 'sms:day', limit: perDay, windowSeconds })
  if (hits === nearEnd(perDay)) await tell(work, { whose: 'all', used: hits, perDay })
  return allowed
}

async function tell(
  work: Work,
  about: { whose: 'all' | 'strangers'; used: number; perDay: number },
): Promise<void> {
  await record(work, 'sms.budget.low', about)
  await tellAdmins(work, budgetWords(work, about))
}
